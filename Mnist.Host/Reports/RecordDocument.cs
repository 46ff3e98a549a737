using Mnist.Domain;

namespace Mnist.Host;

/// <summary>The file record.json of a run directory: what has to be known to repeat the run. The plan itself is in plan.json beside it.</summary>
internal sealed record RecordDocument(
    string Plan,
    string PlanHash,
    long Seed,
    DataRecordDocument Data,
    ExecutionDocument Execution,
    IReadOnlyList<EpochRecordDocument> Epochs,
    string WeightsHash,
    bool Cancelled,
    VerdictDocument Verdict)
{
    public static RecordDocument Of(RunRecord record) => new(
        record.Plan.Name,
        record.PlanHash,
        record.Seed,
        new(
            record.Data.Name,
            record.Data.IsMnist,
            record.Data.Hash,
            record.Data.TrainingImages,
            record.Data.HeldOutImages,
            record.Data.HeldOut == HeldOutSplit.Test ? "test" : "validation"),
        new(
            record.Execution.Backend,
            record.Execution.Threads,
            record.Execution.Version,
            record.Execution.Runtime,
            record.Execution.OperatingSystem,
            record.Execution.Processor,
            record.Execution.Started,
            record.Execution.Seconds),
        [.. record.Epochs.Select(EpochRecordDocument.Of)],
        record.WeightsHash,
        record.Cancelled,
        new(record.Verdict.Met, [.. record.Verdict.Reasons.Select(r => r.Sentence())]));
}

internal sealed record DataRecordDocument(string Name, bool IsMnist, string Hash, int TrainingImages, int HeldOutImages, string HeldOut);

internal sealed record ExecutionDocument(
    string Backend,
    int Threads,
    string Version,
    string Runtime,
    string OperatingSystem,
    string Processor,
    DateTimeOffset Started,
    double Seconds);

/// <summary>An epoch with its counts, so that nothing is lost to rounding.</summary>
internal sealed record EpochRecordDocument(
    int Epoch,
    double LearningRate,
    double? TrainLoss,
    int TrainCorrect,
    int TrainTotal,
    double? TestLoss,
    int TestCorrect,
    int TestTotal,
    double Seconds,
    double ImagesPerSecond)
{
    public static EpochRecordDocument Of(EpochResult e)
    {
        var shown = EpochDocument.Of(e);
        return new(
            e.Epoch,
            e.LearningRate,
            shown.TrainLoss,
            e.Train.Correct,
            e.Train.Total,
            shown.TestLoss,
            e.Test.Correct,
            e.Test.Total,
            e.Seconds,
            e.ImagesPerSecond);
    }
}
