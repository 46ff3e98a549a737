using System.Text.Json.Serialization;
using Mnist.Host.Plans;
using Mnist.Host.Runs;
using Mnist.Host.Wording;

namespace Mnist.Host.Verbs.Train;

/// <summary>What <c>train --json</c> prints; accuracies in percent, a loss that is NaN or infinite is null.</summary>
internal sealed record TrainDocument(
    string Plan,
    string PlanHash,
    string Backend,
    long Seed,
    string Data,
    IReadOnlyList<EpochDocument> Epochs,
    BestDocument? Best,
    LastEpochs? LastEpochs,
    VerdictDocument? Verdict,
    Hold? Hold,
    IReadOnlyList<string> Diagnosis,
    string? WeightsHash,
    string DataHash,
    string? RunDirectory)
{
    /// <summary>Of a run that ended or was stopped.</summary>
    public static TrainDocument Of(RunRecord record, string? runDirectory) => new(
        record.Plan.Name,
        record.PlanHash,
        record.Execution.Backend,
        record.Seed,
        record.Data.Name,
        [.. record.Epochs.Select(EpochDocument.Of)],
        record.Epochs.Count == 0 ? null : new(record.Epochs.Max(e => e.Train.Percent), record.Epochs.Max(e => e.HeldOut.Percent)),
        record.LastEpochs,
        new(record.Verdict.Met, [.. record.Verdict.Reasons.Select(r => r.Sentence())]),
        record.Hold,
        [.. record.Diagnosis.Observations.Select(o => o.Sentence(record.Data.HeldOut))],
        record.WeightsHash,
        record.Data.Hash,
        runDirectory);
}

internal sealed record EpochDocument(
    int Epoch,
    double LearningRate,
    double? TrainLoss,
    double TrainAccuracy,
    double? TestLoss,
    double TestAccuracy,
    double Seconds,
    double ImagesPerSecond)
{
    public static EpochDocument Of(EpochResult e) => new(
        e.Epoch, e.LearningRate, JsonText.Finite(
            e.TrainLoss), e.Train.Percent, JsonText.Finite(e.HeldOutLoss), e.HeldOut.Percent, e.Seconds, e.ImagesPerSecond);
}

internal sealed record BestDocument(double Train, double Test);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TrainDocument))]
internal sealed partial class TrainJson : JsonSerializerContext;
