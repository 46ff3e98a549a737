using Mnist.Domain;

namespace Mnist.Host;

/// <summary>What <c>sweep --json</c> prints; accuracies in percent.</summary>
internal sealed record SweepDocument(IReadOnlyList<PlanSweepDocument> Plans)
{
    public static SweepDocument Of(ValueList<PlanSweep> plans, ValueList<SweepRun> runs) => new(
        [.. plans.Select(plan => PlanSweepDocument.Of(plan, runs.Where(run => run.Record.Plan == plan.Plan)))]);
}

/// <summary>One plan over its seeds.</summary>
internal sealed record PlanSweepDocument(
    string Plan,
    long Parameters,
    int Met,
    StatisticsDocument LastMinimum,
    StatisticsDocument LastMean,
    StatisticsDocument Final,
    IntervalDocument FinalInterval,
    StatisticsDocument BestTest,
    StatisticsDocument BestTrain,
    IReadOnlyList<SweepRunDocument> Runs)
{
    public static PlanSweepDocument Of(PlanSweep plan, IEnumerable<SweepRun> runs) => new(
        plan.Plan.Name,
        plan.Parameters,
        plan.Met,
        StatisticsDocument.Of(plan.LastMinimum),
        StatisticsDocument.Of(plan.LastMean),
        StatisticsDocument.Of(plan.Final),
        new(plan.FinalInterval.Lower, plan.FinalInterval.Upper),
        StatisticsDocument.Of(plan.BestTest),
        StatisticsDocument.Of(plan.BestTrain),
        [.. runs.Select(run => new SweepRunDocument(run.Record.Seed, run.Record.WeightsHash, run.Record.Verdict.Met, run.Directory))]);
}

/// <summary>A figure over seeds; spread and interval are null for one seed.</summary>
internal sealed record StatisticsDocument(double Mean, double? StandardDeviation, double Min, double Median, double Max, IntervalDocument? MeanInterval)
{
    public static StatisticsDocument Of(SeedStatistics figure) => new(
        figure.Mean,
        figure.StandardDeviation,
        figure.Min,
        figure.Median,
        figure.Max,
        figure.MeanInterval() is { } interval ? new(interval.Lower, interval.Upper) : null);
}

internal sealed record IntervalDocument(double Lower, double Upper);

internal sealed record SweepRunDocument(long Seed, string WeightsHash, bool Met, string RunDirectory);
