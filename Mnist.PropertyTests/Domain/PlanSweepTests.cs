using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Statistics;
using Mnist.Domain.Training;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public static class PlanSweepTests
{
    internal static readonly Plan Plan = Corruptions.Sound with
    {
        Training = Corruptions.Sound.Training with { Epochs = 3, Schedule = new LearningRateSchedule.Constant() },
        Target = new() { Accuracy = 99, LastEpochs = 2 },
    };

    /// <summary>Four seeds; the second and the fourth meet 99 % in both of their last two epochs.</summary>
    private static readonly PlanSweep Sweep = PlanSweep.Of(
        PlanChecker.Check(Plan, DataSpec.Mnist).OrThrow(),
        RunSummary.OfEnded([
            RunRecords.Of(Plan, 1, (9_700, 9_960), (9_800, 9_890), (9_790, 9_940)),
            RunRecords.Of(Plan, 2, (9_700, 9_700), (9_750, 9_900), (9_995, 9_910)),
            RunRecords.Of(Plan, 3, (9_710, 9_000), (9_705, 9_990), (9_700, 9_880)),
            RunRecords.Of(Plan, 4, (9_910, 9_100), (9_900, 9_930), (9_905, 9_930)),
        ]));

    [Fact]
    public static void Figures_of_all_seeds_stand_in_the_order_of_the_runs()
    {
        AssertNear([98.9, 99.0, 98.8, 99.3], Sweep.LastMinimum);
        AssertNear([99.15, 99.05, 99.35, 99.3], Sweep.LastMean);
        AssertNear([99.4, 99.1, 98.8, 99.3], Sweep.Final);
        AssertNear([99.6, 99.1, 99.9, 99.3], Sweep.BestHeldOut);
        AssertNear([98.0, 99.95, 97.1, 99.1], Sweep.BestTrain);
        Assert.Equal((1_254, 40_736), (Sweep.Parameters, Sweep.Macs));

        static void AssertNear(double[] expected, SeedStatistics actual) =>
            Assert.All(expected.Zip(actual.Values, (e, a) => a - e), off => Assert.InRange(off, -1e-9, 1e-9));
    }

    [Fact]
    public static void The_seeds_that_met_the_target_are_counted() => Assert.Equal(2, Sweep.Met);

    [Theory]
    [InlineData(4, 2)]
    [InlineData(3, 2)]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    public static void The_median_run_is_that_of_the_middle_final_accuracy_the_lower_of_two(int runs, long seed)
    {
        var some = Sweep with { Runs = [.. Sweep.Runs.Take(runs)] };
        Assert.Equal(seed, some.MedianRun.Seed);
        Assert.Equal(WilsonInterval.Of(new((int)(100 * some.MedianRun.Final.Percent), 10_000)), some.FinalInterval);
    }
}
