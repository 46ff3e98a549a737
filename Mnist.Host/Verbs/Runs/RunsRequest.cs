using Mnist.Host.RunFolders;

namespace Mnist.Host.Verbs.Runs;

/// <summary>Which runs are listed, and in what order.</summary>
internal sealed record RunsRequest
{
    /// <summary>Of run directories.</summary>
    public required string Folder { get; init; }

    /// <summary>A part of the plan's name; null for all.</summary>
    public string? Plan { get; init; }

    /// <summary>Of one of these states; empty for all.</summary>
    public ValueList<ListedState> States { get; init; } = [];

    /// <summary>With all of these tags.</summary>
    public ValueList<string> Tags { get; init; } = [];

    /// <summary>Within all of these ranges.</summary>
    public ValueList<RunLimit> Limits { get; init; } = [];

    /// <summary>What they are sorted by.</summary>
    public required RunFigure Sort { get; init; }

    /// <summary>The other way round.</summary>
    public bool IsReversed { get; init; }

    /// <summary>Most runs that are shown.</summary>
    public required int Most { get; init; }

    /// <summary>The runs that were asked for, in order; those that are shown are the first.</summary>
    /// <param name="runs">All of the folder.</param>
    public ValueList<ListedRun> Select(IEnumerable<ListedRun> runs)
    {
        var kept = runs.Where(Keeps).ToList();
        var (with, without) = (kept.Where(run => Sort.Of(run) is not null), kept.Where(run => Sort.Of(run) is null));
        return
        [
            .. Sort.IsLargestFirst != IsReversed ? with.OrderByDescending(run => Sort.Of(run)) : with.OrderBy(run => Sort.Of(run)),
            .. without,
        ];
    }

    private bool Keeps(ListedRun run) =>
        (Plan is null || run.Plan.Label.Contains(Plan, StringComparison.OrdinalIgnoreCase))
        && (States.Count == 0 || States.Contains(run.State))
        && Tags.All(tag => run.Note.Tags.Contains(tag, StringComparer.Ordinal))
        && Limits.All(limit => limit.Keeps(run));
}
