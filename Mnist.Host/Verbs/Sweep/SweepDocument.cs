using System.Text.Json.Serialization;
using Mnist.Host.Reports;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>What <c>sweep --json</c> prints; accuracies in percent, and null where there is no page.</summary>
internal sealed record SweepDocument(
    IReadOnlyList<PlanSweepDocument> Plans,
    IReadOnlyList<DifferenceDocument> Differences,
    IReadOnlyList<ComparisonDocument> Comparisons,
    string Folder,
    string? Page)
{
    /// <summary>What the networks of 8 bits read; left out where they were not measured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DeploymentDocument>? Int8 { get; init; }

    /// <summary>What the seeds lose; left out where it was not asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ErrorsDocument>? Errors { get; init; }

    /// <summary>How plans were dropped on the way; left out where none of the sweeps was halved.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<HalvingDocument>? Halvings { get; init; }

    /// <summary>What a sweep brought.</summary>
    /// <param name="outcome">All of it.</param>
    /// <param name="deployments">The networks of 8 bits of its plans; none where they were not measured.</param>
    /// <param name="lost">What the seeds of its plans lose; none where it was not asked for.</param>
    /// <param name="folder">Of its runs.</param>
    /// <param name="page">The page that compares them.</param>
    public static SweepDocument Of(
        SweepOutcome outcome,
        ValueList<PlanDeployment> deployments,
        ValueList<PlanErrors> lost,
        string folder,
        string? page) => new(
        [.. outcome.Plans.Select(plan => PlanSweepDocument.Of(plan, outcome.Labels[plan.Plan], outcome.RunsOf(plan)))],
        [.. outcome.Differences.Select(pair => DifferenceDocument.Of(pair, outcome.Labels))],
        [.. outcome.Comparisons.Select(pair => new ComparisonDocument(
            outcome.Labels[pair.Second.Plan],
            outcome.Labels[pair.First.Plan],
            pair.Test.OnlySecond,
            pair.Test.OnlyFirst,
            pair.Test.PValue))],
        folder,
        page)
        {
            Int8 = deployments.Count > 0 ? [.. deployments.Select(DeploymentDocument.Of)] : null,
            Halvings = outcome.Halvings.Count > 0 ? [.. outcome.Halvings.Select(HalvingDocument.Of)] : null,
            Errors = lost.Count > 0 ? [.. lost.Select(ErrorsDocument.Of)] : null,
        };
}

/// <summary>
/// How many points a plan's mean over the last epochs is above that of the first plan with the same seed, in the mean over the seeds that
/// both have; with Student's interval, p of the paired t-test, and the same after Holm's correction. They are null for one seed.
/// </summary>
internal sealed record DifferenceDocument(
    string Plan, string Against, int Seeds, double Points, ConfidenceInterval? Interval, double? PValue, double? HolmPValue)
{
    public static DifferenceDocument Of(SweepDifference pair, IReadOnlyDictionary<Plan, string> labels) => new(
        labels[pair.Plan.Plan],
        labels[pair.Baseline.Plan],
        pair.LastMean.Count,
        pair.LastMean.Mean,
        pair.LastMean.Interval(),
        pair.LastMean.PValue,
        pair.CorrectedPValue);
}

/// <summary>McNemar's test of two plans, by their labels, on the same images.</summary>
internal sealed record ComparisonDocument(string Plan, string Against, int OnlyPlan, int OnlyAgainst, double PValue);

/// <summary>The networks of 8 bits of one plan; each run's int8.json tells its calibration.</summary>
internal sealed record DeploymentDocument(
    string Plan,
    long WeightBytes,
    long FlashBytes,
    long RamBytes,
    int CalibrationImages,
    StatisticsDocument Test,
    StatisticsDocument TrainedTest,
    StatisticsDocument Lost,
    StatisticsDocument ReadAlike)
{
    public static DeploymentDocument Of(PlanDeployment plan) => new(
        plan.Plan.Plan.Name,
        plan.Network.WeightBytes,
        plan.Network.FlashBytes,
        plan.Network.RamBytes,
        plan.CalibrationImages,
        StatisticsDocument.Of(plan.Accuracy),
        StatisticsDocument.Of(plan.Trained),
        StatisticsDocument.OfPoints(plan.Lost),
        StatisticsDocument.Of(plan.Alike));
}

/// <summary>Of a plan: images lost by one seed in the mean, by any, by all (indices); percent that the seeds' mean reads.</summary>
internal sealed record ErrorsDocument(string Plan, int Seeds, double Mean, int Ever, IReadOnlyList<int> Always, double AverageTest)
{
    public static ErrorsDocument Of(PlanErrors plan) => new(
        plan.Plan.Plan.Name, plan.Errors.Seeds, plan.Errors.Mean, plan.Errors.Ever, plan.Errors.Always, plan.Errors.Average.Percent);
}

/// <summary>One plan over its seeds; the label tells it from others of its name.</summary>
internal sealed record PlanSweepDocument(
    string Plan,
    string Label,
    long Parameters,
    long Macs,
    int Met,
    StatisticsDocument LastMinimum,
    StatisticsDocument LastMean,
    StatisticsDocument Final,
    ConfidenceInterval FinalInterval,
    StatisticsDocument BestTest,
    StatisticsDocument BestTrain,
    IReadOnlyList<SweepRunDocument> Runs)
{
    public static PlanSweepDocument Of(PlanSweep plan, string label, IEnumerable<SweepRun> runs) => new(
        plan.Plan.Name,
        label,
        plan.Parameters,
        plan.Macs,
        plan.Met,
        StatisticsDocument.Of(plan.LastMinimum),
        StatisticsDocument.Of(plan.LastMean),
        StatisticsDocument.Of(plan.Final),
        plan.FinalInterval,
        StatisticsDocument.Of(plan.BestHeldOut),
        StatisticsDocument.Of(plan.BestTrain),
        [.. runs.Select(run => new SweepRunDocument(run.Task.Seed, run.Summary!.WeightsHash, run.Summary.Met, run.Directory))]);
}

internal sealed record SweepRunDocument(long Seed, string WeightsHash, bool Met, string RunDirectory);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SweepDocument))]
internal sealed partial class SweepJson : JsonSerializerContext;
