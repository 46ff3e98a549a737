using System.CommandLine;
using System.CommandLine.Parsing;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>What to do with sweeps that were begun before.</summary>
internal enum BegunSweepAct
{
    /// <summary>Tell how far they have come.</summary>
    Status,

    /// <summary>Print the table of what has ended.</summary>
    Collect,

    /// <summary>Launch what is missing.</summary>
    Retry,

    /// <summary>Stop what is queued or under way.</summary>
    Cancel,
}

/// <summary>Something to do with the sweeps of a folder.</summary>
/// <param name="Act">What.</param>
/// <param name="Path">Folder of runs, or the file of one sweep in it.</param>
internal sealed record BegunSweepRequest(BegunSweepAct Act, string Path);

/// <summary>The options that name a sweep that was begun before.</summary>
internal sealed class BegunSweepOptions
{
    private readonly IReadOnlyList<(BegunSweepAct Act, Option<string?> Option)> all =
    [
        (BegunSweepAct.Status, Folder("--status", "Tell how far the sweeps of a folder have come, with the ends of failed tasks' logs.")),
        (BegunSweepAct.Collect, Folder("--collect", "Print the table of the runs that have ended, from any machine.")),
        (BegunSweepAct.Retry, Folder("--retry", "Launch what is missing: runs that failed, were cancelled or never begun.")),
        (BegunSweepAct.Cancel, Folder("--cancel", "Cancel the job arrays of the sweeps; what runs have is kept.")),
    ];

    /// <summary>Gives a verb the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var (_, option) in all)
            command.Add(option);
    }

    /// <summary>How many of the options a command line has.</summary>
    public int Named(CommandResult result) => all.Count(item => result.GetResult(item.Option) is { Implicit: false });

    /// <summary>What was asked for; null where it was something else.</summary>
    public BegunSweepRequest? Of(ParseResult parsed) => all
        .Where(item => parsed.GetValue(item.Option) is not null)
        .Select(item => new BegunSweepRequest(item.Act, parsed.GetRequiredValue(item.Option)!))
        .FirstOrDefault();

    private static Option<string?> Folder(string name, string description) =>
        new(name) { HelpName = "DIR", Description = description };
}
