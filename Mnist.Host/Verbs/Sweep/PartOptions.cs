using System.CommandLine;
using System.CommandLine.Parsing;
using Mnist.Host.Commands;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>What a task of a job array is started with; users have no use for it.</summary>
internal sealed class PartOptions
{
    /// <summary>Names the file of the sweep.</summary>
    public const string TaskName = "--task";

    private readonly Option<string?> task = new(TaskName) { HelpName = "FILE", Hidden = true };
    private readonly Option<int> part = Hidden(Options.Number<int>("--part", (0, int.MaxValue), ""));

    /// <summary>Gives a verb the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(task);
        command.Add(part);
    }

    /// <summary>1 where the command line is that of a task.</summary>
    public int Named(CommandResult result) => result.GetResult(task) is { Implicit: false } ? 1 : 0;

    /// <summary>The part to execute; null where something else was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="runs">Of each task.</param>
    /// <param name="parallel">Runs at a time.</param>
    public SweepPart? Of(ParseResult parsed, int runs, int parallel) =>
        parsed.GetValue(task) is { } file ? new(file, parsed.GetValue(part), runs, parallel) : null;

    private static Option<int> Hidden(Option<int> option)
    {
        option.Hidden = true;
        return option;
    }
}
