using FsCheck;
using FsCheck.Xunit;
using Mnist.Domain.Results;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public static class RunRecordTests
{
    [Fact]
    public static void An_epoch_takes_what_the_middle_one_took() => Assert.Equal(3.5, Timed(3.5, 7, 1, 9, 2).SecondsPerEpoch);

    /// <summary>The later of two in the middle, as they are sorted.</summary>
    [Fact]
    public static void Of_an_even_number_of_epochs_the_slower_of_the_middle_ones_counts() =>
        Assert.Equal(7, Timed(3.5, 7, 1, 9).SecondsPerEpoch);

    [Property]
    public static bool An_estimate_is_off_by_what_it_is_too_long_in_percent(PositiveInt measured, byte percent) =>
        Math.Abs(new TimeEstimate(new(1, 1, 1), measured.Get * (1 + (percent / 100.0))).OffPercent(measured.Get) - percent) < 1e-9;

    [Fact]
    public static void Only_a_finished_run_has_not_been_cancelled() => Assert.Equal(
        [(true, ""), (true, "half"), (false, "whole")],
        new RunState[] { new RunState.Planned(), new RunState.Interrupted("half"), new RunState.Finished("whole") }
            .Select(state => Timed(1) with { State = state })
            .Select(run => (run.Cancelled, run.WeightsHash)));

    [Fact]
    public static void No_epoch_took_no_time() => Assert.Null(Timed().SecondsPerEpoch);

    /// <summary>Two of the last epochs are looked at, and the last one misses.</summary>
    [Fact]
    public static void A_record_is_judged_by_the_target_of_its_plan()
    {
        var plan = Corruptions.Sound with { Target = new() { Accuracy = 99, LastEpochs = 2 } };
        plan = plan with { Training = plan.Training with { Epochs = 3 } };
        var run = RunRecords.Of(plan, 1, (9_800, 9_800), (9_900, 9_950), (9_900, 9_899));
        Assert.Equal(new LastEpochs(2, 98.99, (99.5 + 98.99) / 2), run.LastEpochs);
        Assert.Equal([new Miss.BelowAccuracy(3, new(9_899, 10_000), 99)], run.Verdict.Reasons);
    }

    private static RunRecord Timed(params double[] seconds)
    {
        var run = RunRecords.Of(Corruptions.Sound, 1, [.. seconds.Select(_ => (0, 0))]);
        return run with { Epochs = run.Epochs.Zip(seconds, (epoch, s) => epoch with { Seconds = s }).ToValueList() };
    }
}
