using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Search;

/// <summary>What <c>search --json</c> prints; counts of designs are texts, for they may be beyond 2^53.</summary>
internal sealed record SearchDocument(
    string Space,
    string Designs,
    string Judged,
    string Fitting,
    string Pruned,
    string Dominated,
    string Left,
    double Seconds,
    IReadOnlyList<LimitDocument> Limits,
    IReadOnlyList<ObjectiveDocument> Objectives,
    IReadOnlyList<DesignDocument> Front)
{
    /// <summary>What training brought; left out where nothing was trained.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TrainedDesignDocument>? Trained { get; init; }

    /// <summary>What was learnt from runs; left out where there were too few, or none was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RankingDocument? Ranking { get; init; }

    public static SearchDocument Of(SearchOutcome outcome) => new(
        outcome.Search.Space.Name,
        Text(outcome.Search.Designs),
        Text(outcome.Tally.Judged),
        Text(outcome.Tally.Fitting),
        Text(outcome.Tally.Pruned),
        Text(outcome.Tally.Dominated),
        Text(outcome.Search.Designs - outcome.Tally.Considered),
        outcome.Seconds,
        [.. outcome.Search.Limits.Select(l => new LimitDocument(SpaceFields.NameOf(l.Figure), l.Least, l.Most))],
        [.. outcome.Search.Objectives.Select(ObjectiveDocument.Of)],
        [.. outcome.Plans.Zip(outcome.Front, DesignDocument.Of)])
    {
        Ranking = outcome.Ranking?.Model is { } model ? RankingDocument.Of(model, outcome.Predicted) : null,
    };

    private static string Text(UInt128 count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Accuracies in percent, those of the front in its order; errors in points, of networks left out one at a time.</summary>
internal sealed record RankingDocument(int Networks, double HeldOutError, double MeanError, IReadOnlyList<PredictedDocument> Predicted)
{
    public static RankingDocument Of(AccuracyModel model, ValueList<PredictedAccuracy> predicted) => new(
        model.Networks, model.HeldOutError, model.MeanError, [.. predicted.Select(p => new PredictedDocument(p.Expected, p.Low, p.High))]);
}

internal sealed record PredictedDocument(double Expected, double Low, double High);

internal sealed record LimitDocument(string Figure, long? Least, long? Most);

internal sealed record ObjectiveDocument(string Type, string Figure)
{
    public static ObjectiveDocument Of(Objective objective) =>
        new(objective.Maximize ? "maximize" : "minimize", SpaceFields.NameOf(objective.Figure));
}

internal sealed record DesignDocument(
    string Name,
    long Parameters,
    long NonTrainable,
    long Macs,
    long Memory,
    double SecondsPerEpoch,
    long ReceptiveField,
    long LastMap,
    long LastMapField,
    long? FlashBytes,
    long? RamBytes,
    string Line,
    JsonElement Layers)
{
    public static DesignDocument Of(Plan plan, Design design) => new(
        plan.Name,
        design[Figure.Parameters],
        design[Figure.NonTrainable],
        design[Figure.Macs],
        design[Figure.Memory],
        design[Figure.EpochMicroseconds] / 1e6,
        design[Figure.ReceptiveField],
        design[Figure.LastMap],
        design[Figure.LastMapField],
        design[Figure.FlashBytes] is > 0 and var flash ? flash : null,
        design[Figure.RamBytes] is > 0 and var ram ? ram : null,
        design.Layers.Line(),
        PlanText.Json(plan).GetProperty("layers"));
}

/// <summary>Accuracies in percent over the seeds.</summary>
internal sealed record TrainedDesignDocument(string Name, int Seeds, double MeanOfLast, double MinOfLast)
{
    public static IReadOnlyList<TrainedDesignDocument> Of(SweepOutcome sweep) =>
        [.. sweep.Plans.Select(plan => new TrainedDesignDocument(
            plan.Plan.Name, plan.Runs.Count, plan.LastMean.Mean, plan.LastMinimum.Min))];
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SearchDocument))]
internal sealed partial class SearchJson : JsonSerializerContext;
