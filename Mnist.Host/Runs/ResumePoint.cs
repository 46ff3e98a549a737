using System.Security.Cryptography;
using System.Text;

namespace Mnist.Host.Runs;

/// <summary>Where a run starts, or is resumed.</summary>
/// <param name="Started">When it first started.</param>
/// <param name="From">Its last usable checkpoint; null where there is none, and the run starts from the beginning.</param>
internal sealed record ResumePoint(DateTimeOffset Started, TrainingState? From)
{
    /// <summary>
    /// A name that two runs share only if they give the same bits: no run is resumed from a checkpoint of another one.
    /// </summary>
    /// <param name="record">What is known before the run.</param>
    public static string NameOf(RunRecord record) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n',
        record.PlanHash,
        $"{record.Seed}",
        record.Data.Hash,
        $"{record.Data.HeldOut}",
        $"{record.Data.TrainingImages}",
        $"{record.Data.HeldOutImages}",
        record.Execution.Backend))));

    /// <summary>
    /// Readies a directory for its run to be resumed: metrics.csv has the epochs of the checkpoint, and the record says that the run has
    /// not ended.
    /// </summary>
    /// <param name="directory">The run's, held.</param>
    /// <param name="run">What lies there.</param>
    /// <param name="found">The checkpoint, if there is one.</param>
    public static Validation<BegunRun, RunError> Enter(RunDirectory directory, StoredRun run, FoundCheckpoint found)
    {
        var refusal = (run.Record.Cancelled
            ? null
            : RunExecution.WriteRecord(directory, run.Record with { State = new RunState.Interrupted(run.Record.WeightsHash) }))
            ?? directory.WriteMetrics(found.State?.Epochs ?? []);
        return refusal is null
            ? new BegunRun(directory, new(run.Record.Execution.Started, found.State))
            : RunError.Of(refusal);
    }
}
