using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Statistics;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public static class SweepDifferenceTests
{
    private static readonly Plan Plan = PlanSweepTests.Plan;

    private static readonly PlanSweep First = Sweep("first", (1, 9_900), (2, 9_910), (3, 9_930));

    [Fact]
    public static void Plans_are_paired_by_seed_and_not_by_place()
    {
        var found = SweepDifference.OfBaseline([First, Sweep("second", (3, 9_940), (4, 9_000), (1, 9_930)), Sweep("third", (2, 9_900))]);
        Assert.Equal(["second", "third"], found.Select(difference => difference.Plan.Plan.Name), StringComparer.Ordinal);
        Assert.All(found, difference => Assert.Equal("first", difference.Baseline.Plan.Name));
        Assert.Equal<double>([0.1, 0.3], found[0].LastMean.Differences.Values);
        Assert.Equal<double>([-0.1], found[1].LastMean.Differences.Values);

        // One test counts, so that nothing is to be corrected; a single pair has none.
        Assert.Equal(found[0].LastMean.PValue, found[0].CorrectedPValue);
        Assert.Null(found[1].CorrectedPValue);
    }

    [Fact]
    public static void P_is_corrected_over_all_plans_of_the_table()
    {
        var found = SweepDifference.OfBaseline([
            First,
            Sweep("a", (1, 9_920), (2, 9_931), (3, 9_950)),
            Sweep("one", (1, 9_000)),
            Sweep("b", (1, 9_905), (2, 9_900), (3, 9_950)),
        ]);
        Assert.Equal(
            HolmCorrection.Of([found[0].LastMean.PValue!.Value, found[2].LastMean.PValue!.Value]),
            [found[0].CorrectedPValue!.Value, found[2].CorrectedPValue!.Value]);
        Assert.True(found[0].CorrectedPValue > found[0].LastMean.PValue);
    }

    [Fact]
    public static void Where_no_two_seeds_are_shared_there_is_nothing_to_tell()
    {
        Assert.Empty(SweepDifference.OfBaseline([]));
        Assert.Empty(SweepDifference.OfBaseline([First]));
        Assert.Empty(SweepDifference.OfBaseline([First, Sweep("second", (1, 9_900), (7, 9_900))]));
        Assert.Single(SweepDifference.OfBaseline([First, Sweep("none", (8, 9_900)), Sweep("two", (1, 9_900), (2, 9_900))]));
    }

    /// <summary>The same three accuracies in another order have another sum of floating-point numbers, and no difference.</summary>
    [Fact]
    public static void Rounding_is_no_difference()
    {
        var (some, others) = (Runs("a", 1, 9_900, 9_904, 9_915), Runs("b", 1, 9_900, 9_915, 9_904));
        Assert.NotEqual(some.LastMean.Mean, others.LastMean.Mean);
        PlanSweep Twice(PlanSweep sweep) => sweep with { Runs = [.. sweep.Runs, sweep.Runs[0] with { Seed = 2 }] };
        var difference = SweepDifference.OfBaseline([Twice(some), Twice(others)]).Single();
        Assert.Equal((0.0, 1.0), (difference.LastMean.Mean, difference.LastMean.PValue));
    }

    private static PlanSweep Sweep(string name, params (long Seed, int Correct)[] runs) => Of(
        name, [.. runs.Select(run => RunRecords.Of(Plan, run.Seed, (9_000, 9_000), (9_000, run.Correct), (9_000, run.Correct)))], Plan);

    private static PlanSweep Runs(string name, long seed, params int[] correct)
    {
        var plan = Plan with { Target = Plan.Target with { LastEpochs = 3 } };
        return Of(name, [RunRecords.Of(plan, seed, [.. correct.Select(images => (9_000, images))])], plan);
    }

    private static PlanSweep Of(string name, RunRecord[] records, Plan plan) => PlanSweep.Of(
        PlanChecker.Check(plan with { Name = name }, DataSpec.Mnist).OrThrow(),
        RunSummary.OfEnded(records));
}
