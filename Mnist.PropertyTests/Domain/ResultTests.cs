using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Statistics;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class ResultTests
{
    [Theory]
    [InlineData(9_940, 10_000, 99.4, true)]
    [InlineData(9_939, 10_000, 99.4, false)]
    [InlineData(0, 10_000, 0, true)]
    [InlineData(10_000, 10_000, 100, true)]
    [InlineData(9_999, 10_000, 100, false)]
    [InlineData(1, 3, 33.3, true)]
    [InlineData(1, 3, 33.4, false)]
    [InlineData(int.MaxValue - 1, int.MaxValue, 100, false)]
    public void A_score_reaches_a_percentage_from_exactly_there_on(int correct, int total, double percent, bool reaches) =>
        Assert.Equal(reaches, new Score(correct, total).Reaches(percent));

    /// <summary>Every percentage of two decimals, whatever it is in binary.</summary>
    [Fact]
    public void So_many_of_ten_thousand_reach_so_many_hundredths_of_a_percent_and_no_fewer_do() =>
        Assert.All(Enumerable.Range(1, 10_000), hundredths =>
        {
            Assert.True(new Score(hundredths, 10_000).Reaches(hundredths / 100.0));
            Assert.False(new Score(hundredths - 1, 10_000).Reaches(hundredths / 100.0));
        });

    [Property]
    public Property A_run_meets_its_target_exactly_where_each_of_its_last_epochs_does() => Prop.ForAll(Runs.ToArbitrary(), run =>
        (Verdict.Of(Asking(run.Count, 99, last: 3), Epochs(run)).Met == run.TakeLast(3).All(correct => correct >= 99))
            .Classify(run.TakeLast(3).All(correct => correct >= 99), "met"));

    [Property]
    public Property Every_epoch_below_the_target_is_a_reason_and_nothing_else_is() => Prop.ForAll(Runs.ToArbitrary(), run =>
        Verdict.Of(Asking(run.Count, 99, last: 3), Epochs(run)).Reasons.SequenceEqual(
            from pair in run.Select((correct, i) => (Correct: correct, Epoch: i + 1)).TakeLast(3)
            where pair.Correct < 99
            select new Miss.BelowAccuracy(pair.Epoch, new(pair.Correct, 100), 99)));

    [Property]
    public Property A_run_cut_short_is_unfinished_however_well_it_did() => Prop.ForAll(Runs.ToArbitrary(), run =>
        Verdict.Of(Asking(run.Count + 2, accuracy: null), Epochs(run)).Reasons.SequenceEqual(
            [new Miss.Unfinished(run.Count, run.Count + 2)]));

    [Property]
    public Property A_target_without_an_accuracy_is_met_by_finishing() => Prop.ForAll(Runs.ToArbitrary(), run =>
        Verdict.Of(Asking(run.Count, accuracy: null), Epochs(run)).Met);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_run_diverges_once_at_the_first_loss_that_is_no_number(double loss)
    {
        var epochs = Epochs([99, 99, 99, 99]);
        epochs = epochs.With(1, epochs[1] with { TrainLoss = loss }).With(3, epochs[3] with { TrainLoss = loss });
        Assert.Equal([new Miss.Diverged(2)], Verdict.Of(Asking(4, 99), epochs).Reasons);
    }

    [Property]
    public Property The_last_epochs_are_the_last_ones_there_are() =>
        Prop.ForAll(Runs.ToArbitrary(), Gen.Choose(1, 12).ToArbitrary(), (run, count) =>
    {
        var last = run.TakeLast(count).ToArray();
        return LastEpochs.Of(Epochs(run), count) == new LastEpochs(last.Length, last.Min(), last.Average());
    });

    [Fact]
    public void A_run_without_epochs_has_no_last_ones() => Assert.Null(LastEpochs.Of([], 5));

    /// <summary>Each epoch takes a second.</summary>
    [Property]
    public Property What_is_held_is_held_to_the_end_and_no_earlier() => Prop.ForAll(Runs.ToArbitrary(), run =>
    {
        var lastBelow = run.Select((correct, i) => correct < 99 ? i + 1 : 0).Max();
        return (Hold.Of(Asking(run.Count, 99), Epochs(run)) == (lastBelow == run.Count ? null : new Hold(lastBelow + 1, lastBelow + 1)))
            .Classify(lastBelow == run.Count, "not held").Classify(lastBelow == 0, "held from the first");
    });

    [Fact]
    public void Nothing_is_held_where_nothing_was_asked_or_done()
    {
        Assert.Null(Hold.Of(Asking(2, accuracy: null), Epochs([99, 99])));
        Assert.Null(Hold.Of(Asking(2, 99), []));
    }

    /// <summary>Images of a hundred read correctly, epoch by epoch.</summary>
    private static Gen<ValueList<int>> Runs { get; } = Gen.Frequency((1, Gen.Constant(98)), (3, Gen.Choose(99, 100))).NonEmptyListOf()
        .Select(run => run.ToValueList());

    private static ValueList<EpochResult> Epochs(ValueList<int> run) =>
        [.. run.Select((correct, i) => new EpochResult(i + 1, 0.1, 0.5, new(0, 100), 0.5, new(correct, 100), 1, 100))];

    private static Plan Asking(int epochs, double? accuracy, int last = 1) => Corruptions.Sound with
    {
        Training = Corruptions.Sound.Training with { Epochs = epochs },
        Target = new() { Accuracy = accuracy, LastEpochs = last },
    };
}
