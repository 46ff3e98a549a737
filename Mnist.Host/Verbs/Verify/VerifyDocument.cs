using System.Text.Json.Serialization;
using Mnist.Host.Deployments;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Verify;

/// <summary>What <c>verify --json</c> prints.</summary>
internal sealed record VerifyDocument(
    string Plan,
    long Seed,
    string RunDirectory,
    bool Quick,
    bool Verified,
    int EpochsCompared,
    IReadOnlyList<DifferenceDocument> Differences,
    IReadOnlyList<string> Remarks,
    string RecordedWeightsHash,
    string? RepeatedWeightsHash)
{
    /// <summary>The network of 8 bits, made and measured again; left out where another was verified.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Int8Document? Int8 { get; init; }

    public static VerifyDocument Of(StoredRun run, Verification verification, bool quick) => new(
        run.Record.Plan.Name,
        run.Record.Seed,
        run.Directory,
        quick,
        verification.IsVerified,
        verification.Epochs,
        [.. verification.Differences.Select(DifferenceDocument.Of)],
        verification.Notes,
        run.Record.WeightsHash,
        verification.WeightsHash);
}

/// <summary>A figure that did not come again; null where it is NaN or infinite.</summary>
internal sealed record DifferenceDocument(int Epoch, string Figure, double? Recorded, double? Repeated)
{
    public static DifferenceDocument Of(EpochDifference d) =>
        new(d.Epoch, Name(d.Figure), JsonText.Finite(d.Recorded), JsonText.Finite(d.Repeated));

    private static string Name(EpochFigure figure) => figure switch
    {
        EpochFigure.LearningRate => "learningRate",
        EpochFigure.TrainLoss => "trainLoss",
        EpochFigure.TrainCorrect => "trainCorrect",
        EpochFigure.HeldOutLoss => "testLoss",
        EpochFigure.HeldOutCorrect => "testCorrect",
    };
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VerifyDocument))]
internal sealed partial class VerifyJson : JsonSerializerContext;
