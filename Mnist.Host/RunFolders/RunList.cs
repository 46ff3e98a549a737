using Mnist.Host.Runs;
using Mnist.Host.Variations;

namespace Mnist.Host.RunFolders;

/// <summary>How far a run has come, and whether it met its target.</summary>
internal enum ListedState
{
    /// <summary>Ended and met its target, or had none.</summary>
    Met,

    /// <summary>Ended and missed its target.</summary>
    Missed,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Not ended, and nobody works on it: it can be resumed.</summary>
    Stopped,
}

/// <summary>A run as a list shows it; accuracies in percent of the images that it is measured on.</summary>
/// <param name="Name">Of its directory.</param>
/// <param name="Plan">Its plan; parameters are 0 where its layers do not fit together.</param>
/// <param name="Data">What it was trained and measured on.</param>
/// <param name="Seed">Of all random streams.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Epochs">Those that have ended.</param>
/// <param name="Final">After the last of them; null where there is none.</param>
/// <param name="Last">Over the epochs that the target looks at; null where there is none.</param>
/// <param name="Started">When it began.</param>
/// <param name="Seconds">Of training and evaluating.</param>
/// <param name="Note">What the user has noted.</param>
internal sealed record ListedRun(
    string Name,
    IndexedPlan Plan,
    DataRecord Data,
    long Seed,
    ListedState State,
    int Epochs,
    double? Final,
    LastEpochs? Last,
    DateTimeOffset Started,
    double Seconds,
    RunNote Note)
{
    /// <summary>Whether --epochs changed its target, so that it is not the plan's own that is met or missed.</summary>
    public bool IsTargetChanged { get; init; }
}

/// <summary>The runs of a folder.</summary>
internal static class RunList
{
    /// <summary>All runs that can be read, the one that was begun last at the end.</summary>
    /// <param name="folder">Of run directories; it may be missing.</param>
    public static ValueList<ListedRun> Of(string folder)
    {
        var index = RunIndex.Refresh(folder, isSure: false);
        return index.Ended.Values
            .AsParallel()
            .Select(run => Listed(run, folder))
            .Concat(index.Unfinished.AsParallel().Select(Listed))
            .OrderBy(run => run.Started)
            .ThenBy(run => run.Name, StringComparer.Ordinal)
            .ToValueList();
    }

    private static ListedRun Listed(IndexedRun run, string folder) => new(
        run.Directory,
        run.Plan,
        run.Summary.Data,
        run.Summary.Seed,
        run.Summary.Met ? ListedState.Met : ListedState.Missed,
        run.Plan.Epochs,
        run.Summary.Final.Percent,
        run.Summary.LastEpochs,
        run.Summary.Execution.Started,
        run.Summary.Execution.Seconds,
        NoteOf(Path.Combine(folder, run.Directory)))
    {
        IsTargetChanged = run.IsTargetChanged,
    };

    private static ListedRun Listed(StoredRun run) => new(
        Path.GetFileName(run.Directory),
        new(
            VariantNames.Of([run.Record.Plan])[run.Record.Plan],
            PlanChecker.Examine(run.Record.Plan, DataSpec.Mnist).Summary?.Parameters.Trainable ?? 0,
            run.Record.Plan.Training.Epochs),
        run.Record.Data,
        run.Record.Seed,
        RunDirectory.IsInUse(run.Directory) ? ListedState.Running : ListedState.Stopped,
        run.Record.Epochs.Count,
        run.Record.Epochs.Count == 0 ? null : run.Record.Epochs[^1].HeldOut.Percent,
        run.Record.LastEpochs,
        run.Record.Execution.Started,
        run.Record.Execution.Seconds,
        NoteOf(run.Directory))
    {
        IsTargetChanged = run.Record.IsTargetChanged(),
    };

    private static RunNote NoteOf(string directory) =>
        RunNote.Read(directory).Match(valid: note => note, invalid: why => new(why[0], []));
}
