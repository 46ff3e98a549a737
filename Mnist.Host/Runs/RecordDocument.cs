using System.Text.Json;
using System.Text.Json.Serialization;
using Mnist.Host.Wording;

namespace Mnist.Host.Runs;

/// <summary>
/// The file record.json of a run directory: what has to be known to repeat the run. The plan itself is in plan.json beside it.
/// </summary>
internal sealed record RecordDocument(
    int Version,
    string Plan,
    string PlanHash,
    long Seed,
    DataRecordDocument Data,
    ExecutionRecord Execution,
    IReadOnlyList<EpochRecordDocument> Epochs,
    string WeightsHash,
    bool Cancelled,
    VerdictDocument Verdict)
{
    /// <summary>Predicted and measured time; left out where nothing was predicted, as in earlier records.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PredictedTimeDocument? Time { get; init; }

    /// <summary>How long the plan itself trains; left out where the run did as the plan says, as in earlier records.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlanLength? OwnLength { get; init; }

    /// <summary>The version of the format that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>How <see cref="HeldOutSplit.Test"/> is written.</summary>
    public const string Test = "test";

    /// <summary>How <see cref="HeldOutSplit.Validation"/> is written.</summary>
    public const string Validation = "validation";

    public static RecordDocument Of(RunRecord record) => new(
        CurrentVersion,
        record.Plan.Name,
        record.PlanHash,
        record.Seed,
        DataRecordDocument.Of(record.Data) with { Folder = record.DataFolder },
        record.Execution,
        [.. record.Epochs.Select(EpochRecordDocument.Of)],
        record.WeightsHash,
        record.Cancelled,
        new(record.Verdict.Met, [.. record.Verdict.Reasons.Select(r => r.Sentence())]))
    {
        Time = PredictedTimeDocument.Of(record),
        OwnLength = record.OwnLength,
    };

    /// <summary>The record, with the plan that lies beside it.</summary>
    /// <param name="plan">The one whose hash is <see cref="PlanHash"/>.</param>
    public RunRecord ToRecord(Plan plan) => new()
    {
        Plan = plan,
        PlanHash = PlanHash,
        Seed = Seed,
        Data = Data.ToRecord(),
        DataFolder = Data.Folder,
        Execution = Execution,
        Epochs = Epochs.Select(e => e.ToResult()).ToValueList(),
        State = (Cancelled, WeightsHash) switch
        {
            (false, _) => new RunState.Finished(WeightsHash),
            (true, "") => new RunState.Planned(),
            (true, _) => new RunState.Interrupted(WeightsHash),
        },
        TimeEstimate = Time?.Predicted.ToEstimate(),
        OwnLength = OwnLength,
    };
}

/// <summary>What an epoch was predicted to take, what it took, and how far off that is, in percent of what it took.</summary>
internal sealed record PredictedTimeDocument(TimeEstimateDocument Predicted, double? MeasuredSecondsPerEpoch, double? OffPercent)
{
    public static PredictedTimeDocument? Of(RunRecord record) => record.TimeEstimate is not { } estimate ? null : new(
        TimeEstimateDocument.Of(estimate),
        record.SecondsPerEpoch,
        record.SecondsPerEpoch is > 0 and var measured ? estimate.OffPercent(measured) : null);
}

/// <summary>The data of a run; what is null is left out, as it is for MNIST and in earlier records.</summary>
internal sealed record DataRecordDocument(string Name, bool IsMnist, string Hash, int TrainingImages, int HeldOutImages, string HeldOut)
{
    /// <summary>What its classes are called; null for the digits, and for the ten classes of other data in earlier records.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>One of <see cref="NameSources"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NamesFrom { get; init; }

    /// <summary>The label in its files that is class 0; null for 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? FirstLabel { get; init; }

    /// <summary>Whether rows and columns of its images were exchanged; null where not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Transposed { get; init; }

    /// <summary>Where a run found it, as a hint; null where the user did not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Folder { get; init; }

    /// <summary>How the sources of names are written, in the order of <see cref="NameSource"/>.</summary>
    public static ValueList<string> NameSources { get; } = ["labels", "file", "mapping", "guess"];

    public static DataRecordDocument Of(DataRecord data) => new(
        data.Name,
        data.IsMnist,
        data.Hash,
        data.TrainingImages,
        data.HeldOutImages,
        data.HeldOut == HeldOutSplit.Test ? RecordDocument.Test : RecordDocument.Validation)
    {
        Classes = data.Classes == ClassNames.Digits ? null : data.Classes.All,
        NamesFrom = data.Classes == ClassNames.Digits ? null : NameSources[(int)data.Reading.Names],
        FirstLabel = data.Reading.FirstLabel is > 0 and var first ? first : null,
        Transposed = data.Reading.IsTransposed ? true : null,
    };

    /// <summary>The record; its names were checked, see <see cref="RecordRules"/>.</summary>
    public DataRecord ToRecord() => new(
        Name,
        IsMnist,
        Hash,
        TrainingImages,
        HeldOutImages,
        HeldOut == RecordDocument.Test ? HeldOutSplit.Test : HeldOutSplit.Validation)
    {
        Classes = Classes is { } names ? ClassNames.Of(names.ToValueList()).OrThrow()
            : IsMnist || Name == DataSource.Synthetic ? ClassNames.Digits
            : ClassNames.Numbered(ClassNames.Digits.Count),
        Reading = new(FirstLabel ?? 0, Transposed ?? false, (NameSource)Math.Max(0, NameSources.Span.IndexOf(NamesFrom ?? ""))),
    };
}

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
    public static EpochRecordDocument Of(EpochResult e) => new(
        e.Epoch,
        e.LearningRate,
        JsonText.Finite(e.TrainLoss),
        e.Train.Correct,
        e.Train.Total,
        JsonText.Finite(e.HeldOutLoss),
        e.HeldOut.Correct,
        e.HeldOut.Total,
        e.Seconds,
        e.ImagesPerSecond);

    /// <summary>The epoch; a loss that is null becomes NaN.</summary>
    public EpochResult ToResult() => new(
        Epoch,
        LearningRate,
        TrainLoss ?? double.NaN,
        new(TrainCorrect, TrainTotal),
        TestLoss ?? double.NaN,
        new(TestCorrect, TestTotal),
        Seconds,
        ImagesPerSecond);
}

/// <summary>Whether the target is met, and in sentences why not.</summary>
internal sealed record VerdictDocument(bool Met, IReadOnlyList<string> Reasons);

/// <summary>Seconds of an epoch on so many threads, each of so many GFLOP/s at its peak and so many GB/s.</summary>
internal sealed record TimeEstimateDocument(double SecondsPerEpoch, int Threads, double GflopsAThread, double GigabytesAThread = 0)
{
    public static TimeEstimateDocument Of(TimeEstimate estimate) =>
        new(estimate.SecondsPerEpoch, estimate.Machine.Threads, estimate.Machine.GflopsAThread, estimate.Machine.GigabytesAThread);

    public TimeEstimate ToEstimate() => new(new(GflopsAThread, GigabytesAThread, Threads), SecondsPerEpoch);
}

/// <summary>How records are written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RecordDocument))]
internal sealed partial class RecordJson : JsonSerializerContext;
