using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Statistics;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class DiagnosisTests
{
    private static readonly Plan Asked = Corruptions.Sound with { Target = new() { Accuracy = 99.4, LastEpochs = 3 } };

    private static readonly Arbitrary<ValueList<EpochResult>> Curves = Arb.From(
        from accuracies in Gen.Choose(9_800, 10_000).Two().ListOf()
        where accuracies.Count > 0
        select Epochs([.. accuracies.Select(pair => (pair.Item1 / 100.0, pair.Item2 / 100.0))]));

    [Fact]
    public void Better_on_the_training_images_is_overfitting() =>
        Assert.Contains(Of((99.9, 99.2), (99.9, 99.2), (99.9, 99.2)), o => o is Observation.Overfitting { Train: var train }
            && Math.Abs(train - 99.9) < 1e-9);

    [Fact]
    public void Below_the_target_on_both_is_underfitting() =>
        Assert.Contains(Of((99.1, 99.1), (99.1, 99.1), (99.1, 99.1)), o => o is Observation.Underfitting { Asked: 99.4 });

    [Fact]
    public void Better_on_the_images_held_out_means_harder_training() =>
        Assert.Contains(Of((98.5, 99.5), (98.5, 99.5), (98.5, 99.5)), o => o is Observation.HarderTraining);

    [Fact]
    public void Only_what_a_plan_has_makes_its_training_harder()
    {
        ValueList<Hardship> Causes(Plan plan) =>
            Diagnosis.Of(plan with { Target = Asked.Target }, Epochs([(98.5, 99.5), (98.5, 99.5), (98.5, 99.5)]))
            .Observations.OfType<Observation.HarderTraining>().Single().Causes;
        var plain = Asked with { Architecture = new(Shape.MnistImage, [new Layer.Flatten(), new Layer.Dropout(0), new Layer.Linear(10)]) };
        var bare = plain with { Training = plain.Training with { Augmentations = [], WeightAverage = null } };
        Assert.Empty(Causes(bare));
        Assert.Equal(
            [Hardship.Augmentation],
            Causes(bare with { Training = bare.Training with { Augmentations = [new Augmentation.Rotation(5)] } }));
        Assert.Equal([Hardship.WeightAverage], Causes(bare with { Training = bare.Training with { WeightAverage = new(0.9) } }));
        Assert.Equal(
            [Hardship.Dropout],
            Causes(bare with { Architecture = new(
                Shape.MnistImage,
                [new Layer.Residual([new Layer.Dropout(0.1)]), new Layer.Flatten(), new Layer.Linear(10)]) }));
    }

    [Fact]
    public void Alike_is_balanced_and_steady() => Assert.Equal(
        [typeof(Observation.Balanced), typeof(Observation.Steady)], Of((99.5, 99.5), (99.5, 99.5), (99.5, 99.5)).Select(o => o.GetType()));

    [Fact]
    public void A_target_touched_and_lost_is_told() =>
        Assert.Contains(
            new Observation.TouchedNotHeld(99.4, Times: 2, Epochs: 5, First: 2),
            Of((99, 99), (99, 99.4), (99, 99.2), (99, 99.5), (99, 99.3)));

    [Fact]
    public void A_steady_climb_is_still_rising() => Assert.Contains(
        Of((98, 98.0), (98, 98.5), (98, 99.0)), o => o is Observation.StillRising { PointsPerEpoch: var slope }
            && Math.Abs(slope - 0.5) < 1e-9);

    [Fact]
    public void A_test_loss_past_its_lowest_is_told_where_the_training_loss_fell_on()
    {
        var epochs = Epochs([(99.5, 99.5), (99.5, 99.5), (99.5, 99.5)]);
        epochs =
        [
            epochs[0] with { TrainLoss = 3, TestLoss = 0.9 },
            epochs[1] with { TrainLoss = 2, TestLoss = 0.5 },
            epochs[2] with { TrainLoss = 1, TestLoss = 0.56 },
        ];
        Assert.Contains(new Observation.LossRising(2, 0.5, 0.56), Diagnosis.Of(Asked, epochs).Observations);
        Assert.DoesNotContain(
            Diagnosis.Of(Asked, epochs.With(2, epochs[2] with { TrainLoss = 2.5 })).Observations,
            o => o is Observation.LossRising);
    }

    [Fact]
    public void Of_a_diverged_run_nothing_else_is_said()
    {
        var epochs = Epochs([(99, 99), (10, 10)]);
        Assert.Equal(
            [new Observation.Diverged(2)],
            Diagnosis.Of(Asked, epochs.With(1, epochs[1] with { TrainLoss = double.NaN })).Observations);
    }

    [Fact]
    public void Of_no_epoch_nothing_is_said() => Assert.Empty(Diagnosis.Of(Asked, []).Observations);

    [Property]
    public Property One_thing_is_said_of_the_fit_and_one_of_the_steadiness() => Prop.ForAll(Curves, epochs =>
    {
        var said = Diagnosis.Of(Asked, epochs).Observations;
        return said.Count(o => o is Observation.Overfitting or Observation.Underfitting or Observation.HarderTraining
            or Observation.Balanced) == 1
            && said.Count(o => o is Observation.Steady or Observation.Unsteady) == 1;
    });

    [Property]
    public Property A_target_is_touched_and_not_held_or_held_or_never_reached() => Prop.ForAll(Curves, epochs =>
        Diagnosis.Of(Asked, epochs).Observations.Any(o => o is Observation.TouchedNotHeld)
            == (epochs.Any(e => e.Test.Reaches(99.4)) && !epochs.TakeLast(3).All(e => e.Test.Reaches(99.4))));

    private static ValueList<Observation> Of(params (double Train, double Test)[] accuracies) =>
        Diagnosis.Of(Asked, Epochs([.. accuracies])).Observations;

    private static ValueList<EpochResult> Epochs(ValueList<(double Train, double Test)> accuracies) => accuracies
        .Select((pair, i) => new EpochResult(i + 1, 0.01, 0.1, Score(pair.Train), 0.1, Score(pair.Test), 1, 1000))
        .ToValueList();

    private static Score Score(double percent) => new((int)Math.Round(percent * 100), 10_000);
}
