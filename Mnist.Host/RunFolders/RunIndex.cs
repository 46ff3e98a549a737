using System.Collections.Concurrent;
using Mnist.Host.Runs;
using Mnist.Host.Variations;

namespace Mnist.Host.RunFolders;

/// <summary>
/// What the runs in a folder brought, kept in one file beside them: reading it costs seconds where reading all runs costs minutes.
/// </summary>
/// <remarks>
/// It follows from the runs and is only ever a copy: without it, or where it was changed or damaged, every run is read again. It
/// is replaced as a whole, so that any number of processes may read and write it at once. Runs that have not ended are not in it.
/// </remarks>
/// <param name="Ended">Runs that have ended, by the names of their directories.</param>
/// <param name="Unfinished">Runs that have not, or have lost their weights.</param>
internal sealed record RunIndex(IReadOnlyDictionary<string, IndexedRun> Ended, IReadOnlyList<StoredRun> Unfinished)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "index.jsonl";

    /// <summary>Directories of the runs that have not ended, by the runs' keys.</summary>
    public ILookup<string, string> UnfinishedByKey =>
        Unfinished.ToLookup(run => RunKey.OfRun(run.Record), run => run.Directory, StringComparer.Ordinal);

    /// <summary>The runs of a folder as they are now; the file is written where it was not up to date.</summary>
    /// <param name="folder">Of run directories; it may be missing.</param>
    /// <param name="isSure">Whether each record's size and time are looked at too: a run that has ended is hardly ever changed.</param>
    public static RunIndex Refresh(string folder, bool isSure)
    {
        if (!Directory.Exists(folder))
            return new(new Dictionary<string, IndexedRun>(StringComparer.Ordinal), []);
        var path = Path.Combine(folder, FileName);
        var known = RunIndexText.Read(path);
        var plans = new ConcurrentDictionary<string, IndexedPlan>(StringComparer.Ordinal); // many runs have the same
        var found = Directory.EnumerateDirectories(folder)
            .AsParallel()
            .Select(directory => Path.GetFileName(directory) is var name
                && known.TryGetValue(name, out var run)
                && IsCurrent(run, folder, isSure)
                ? (Ended: run, Unfinished: null)
                : Read(directory, plan => plans.GetOrAdd(plan.Stored.Record.PlanHash, _ => IndexedPlan.Of(plan.Plan))))
            .ToList();
        var ended = found
            .Select(run => run.Ended)
            .OfType<IndexedRun>()
            .OrderBy(run => run.Directory, StringComparer.Ordinal)
            .ToDictionary(run => run.Directory, StringComparer.Ordinal);
        if (ended.Count != known.Count || ended.Any(run => !ReferenceEquals(run.Value, known.GetValueOrDefault(run.Key))))
            RunIndexText.Write(path, ended.Values);
        return new(ended, found.Select(run => run.Unfinished).OfType<StoredRun>().ToList());
    }

    private static bool IsCurrent(IndexedRun run, string folder, bool isSure) =>
        !isSure || (FileStamp.Of(Path.Combine(folder, run.Directory, RunFileNames.Record)) == run.Record
            && FileStamp.Of(Path.Combine(folder, run.Directory, RunFileNames.Model)) is not null);

    /// <summary>
    /// A run with all that it should have, its weights among it, or one that has not ended; neither where the folder is none.
    /// </summary>
    private static (IndexedRun? Ended, StoredRun? Unfinished) Read(string directory, Func<TrainedRun, IndexedPlan> planOf) =>
        FileStamp.Of(Path.Combine(directory, RunFileNames.Record)) is not { } stamp
            ? default
            : StoredRun.Load(directory).Match<(IndexedRun?, StoredRun?)>(
                valid: run => RunSummary.Of(run.Record) is { } summary
                    && TrainedRun.Of(run).Match<IndexedPlan?>(valid: planOf, invalid: _ => null) is { } plan
                    ? (new(Path.GetFileName(directory), stamp, RunKey.OfRun(run.Record), summary, plan, run.Record.IsTargetChanged()), null)
                    : (null, run),
                invalid: _ => default);
}

/// <summary>A run that has ended.</summary>
/// <param name="Directory">Name of its directory.</param>
/// <param name="Record">Its record when it was read.</param>
/// <param name="Key">What the same run has, and no other.</param>
/// <param name="Summary">What it brought.</param>
/// <param name="Plan">What a list of runs tells of its plan.</param>
/// <param name="IsTargetChanged">Whether its target is not the plan's own; see <see cref="LengthText"/>.</param>
internal sealed record IndexedRun(
    string Directory, FileStamp Record, string Key, RunSummary Summary, IndexedPlan Plan, bool IsTargetChanged);

/// <summary>What a list of runs tells of a plan.</summary>
/// <param name="Label">Its name, with what tells it from the catalogue's plan of that name.</param>
/// <param name="Parameters">Trainable parameters of its network.</param>
/// <param name="Epochs">Of its training.</param>
internal sealed record IndexedPlan(string Label, long Parameters, int Epochs)
{
    public static IndexedPlan Of(CheckedPlan plan) =>
        new(VariantNames.Of([plan.Plan])[plan.Plan], plan.Summary.Parameters.Trainable, plan.Plan.Training.Epochs);
}

/// <summary>What changes with a file.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Modified">When it was last written.</param>
internal readonly record struct FileStamp(long Bytes, DateTime Modified)
{
    /// <summary>The stamp of a file; null where there is none.</summary>
    public static FileStamp? Of(string path) =>
        new FileInfo(path) is { Exists: true } file ? new(file.Length, file.LastWriteTimeUtc) : null;
}
