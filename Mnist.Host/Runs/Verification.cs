using System.Text;
using Mnist.Host.Plans;

namespace Mnist.Host.Runs;

/// <summary>What a run is compared with, and what came of it.</summary>
/// <param name="Epochs">Epochs that were compared.</param>
/// <param name="Differences">Figures that did not come again.</param>
/// <param name="Notes">What else is not as the record tells.</param>
/// <param name="WeightsHash">Of the weights that the repetition ended with; null where it did not come to its end.</param>
/// <param name="Cancelled">Whether the user stopped it.</param>
internal sealed record Verification(
    int Epochs, ValueList<EpochDifference> Differences, ValueList<string> Notes, string? WeightsHash, bool Cancelled)
{
    /// <summary>Whether nothing stands against the record.</summary>
    public bool IsVerified => !Cancelled && Differences.Count == 0 && Notes.Count == 0;

    /// <summary>Evaluates the weights that the run left, in place of training them again.</summary>
    /// <param name="run">The run, its hashes verified.</param>
    /// <param name="job">Its data.</param>
    /// <param name="threads">At least 1.</param>
    public static Verification Quick(TrainedRun run, TrainJob job, int threads)
    {
        using var network = run.Network(job.Backend, threads);
        var recorded = run.Stored.Record.Epochs[^1];
        var (loss, score) = Trainer.Evaluate(network, job.Images.HeldOut, job.Plan);
        var differences = EpochDifference.Between(recorded, recorded with { HeldOutLoss = loss, HeldOut = score });
        return new(1, differences, Metrics(run.Stored), null, Cancelled: false);
    }

    /// <summary>Trains once more from the beginning, up to the end or to the first epoch that differs.</summary>
    /// <param name="run">The run, its hashes verified.</param>
    /// <param name="recorded">Its job.</param>
    /// <param name="around">Clock and cancellation.</param>
    /// <param name="observe">Called after every step and epoch.</param>
    public static Verification Full(TrainedRun run, RecordedJob recorded, RunEnvironment around, Action<TrainingEvent> observe)
    {
        var record = run.Stored.Record;
        var (job, request) = recorded;
        var differences = new List<EpochDifference>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(around.Cancellation);
        var outcome = Trainer.Train(
            job.Plan,
            job.Images,
            job.Backend,
            new(record.Seed, request.Threads, around.Clock),
            told =>
            {
                observe(told);
                if (told is TrainingEvent.EpochDone { Result: var result })
                    differences.AddRange(EpochDifference.Between(record.Epochs[result.Epoch - 1], result));
                if (differences.Count > 0)
                    enough.Cancel();
            },
            enough.Token);
        var hash = outcome.Cancelled ? null : outcome.Weights.Hash();
        return new(
            outcome.Epochs.Count,
            [.. differences],
            [.. Metrics(run.Stored), .. Weights(record.WeightsHash, hash)],
            hash,
            outcome.Cancelled && differences.Count == 0);
    }

    private static ValueList<string> Weights(string recorded, string? repeated) => repeated is null || repeated == recorded
        ? []
        : [$"The weights differ: their SHA-256 is {repeated} and was {recorded}."];

    /// <summary>The epochs are kept twice, and have to be the same.</summary>
    private static ValueList<string> Metrics(StoredRun run)
    {
        var path = Path.Combine(run.Directory, RunFileNames.Metrics);
        var isComplete = run.Record.Epochs.All(e => double.IsFinite(e.TrainLoss) && double.IsFinite(e.HeldOutLoss));
        return TextFile.Read(path, RunSize.MostRecordBytes).Match<ValueList<string>>(
            valid: text => !isComplete || text.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(MetricsTable.Of(run.Record.Epochs)))
                ? []
                : [$"{path}: does not hold the epochs that record.json tells of; one of them was changed."],
            invalid: errors => [.. errors.Select(error => error.Sentence(path))]);
    }
}
