using System.Text.Json.Serialization;
using Mnist.Host.Reports;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>What <c>sweep --json</c> prints; accuracies in percent.</summary>
internal sealed record SweepDocument(IReadOnlyList<PlanSweepDocument> Plans, IReadOnlyList<ComparisonDocument> Comparisons)
{
    public static SweepDocument Of(SweepOutcome outcome) => new(
        [.. outcome.Plans.Select(plan => PlanSweepDocument.Of(plan, outcome.Runs.Where(run => run.Record.Plan == plan.Plan)))],
        [.. outcome.Comparisons.Select(pair => new ComparisonDocument(
            pair.Second.Plan.Name, pair.First.Plan.Name, pair.Test.OnlySecond, pair.Test.OnlyFirst, pair.Test.PValue))]);
}

/// <summary>McNemar's test of two plans on the same images.</summary>
internal sealed record ComparisonDocument(string Plan, string Against, int OnlyPlan, int OnlyAgainst, double PValue);

/// <summary>One plan over its seeds.</summary>
internal sealed record PlanSweepDocument(
    string Plan,
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
    public static PlanSweepDocument Of(PlanSweep plan, IEnumerable<SweepRun> runs) => new(
        plan.Plan.Name,
        plan.Parameters,
        plan.Macs,
        plan.Met,
        StatisticsDocument.Of(plan.LastMinimum),
        StatisticsDocument.Of(plan.LastMean),
        StatisticsDocument.Of(plan.Final),
        plan.FinalInterval,
        StatisticsDocument.Of(plan.BestHeldOut),
        StatisticsDocument.Of(plan.BestTrain),
        [.. runs.Select(run => new SweepRunDocument(run.Record.Seed, run.Record.WeightsHash, run.Record.Verdict.Met, run.Directory))]);
}

internal sealed record SweepRunDocument(long Seed, string WeightsHash, bool Met, string RunDirectory);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SweepDocument))]
internal sealed partial class SweepJson : JsonSerializerContext;
