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
        where accuracies.Count >= Diagnosis.FewestEpochs
        select Epochs([.. accuracies.Select(pair => (pair.Item1 / 100.0, pair.Item2 / 100.0))]));

    /// <summary>Half of Wilson's interval of 9,950 of 10,000: half of 99.6198 - 99.3408.</summary>
    private const double PrecisionOf9950 = 0.1395178;

    [Fact]
    public void Better_on_the_training_images_is_overfitting()
    {
        var told = Of([.. Before, (99.9, 99.3), (99.6, 99.5), (99.7, 99.5)]);
        var over = Assert.Single(told.OfType<Observation.Overfitting>());
        Assert.Equal((99.733333, 99.433333, PrecisionOf9950), (over.Train, over.HeldOut, over.Precision), Near);
    }

    [Fact]
    public void Last_epochs_further_apart_than_the_precision_are_unsteady()
    {
        var told = Of([.. Before, (99.9, 99.3), (99.6, 99.6), (99.7, 99.5)]);
        var unsteady = Assert.Single(told.OfType<Observation.Unsteady>());
        Assert.Equal((3.0, 0.3, PrecisionOf9950), (unsteady.Count, unsteady.Range, unsteady.Precision), Near);
    }

    [Fact]
    public void Last_epochs_within_the_precision_are_steady()
    {
        var steady = Assert.Single(Of([.. Before, (99.1, 99.38), (99.9, 99.5), (99.5, 99.5)]).OfType<Observation.Steady>());
        Assert.Equal((3.0, 0.12, 0.0), (steady.Count, steady.Range, 0), Near);
    }

    [Fact]
    public void Below_the_target_on_both_is_underfitting() =>
        Assert.Contains(
            new Observation.Underfitting(
                99.1,
                99.0,
                99.4,
                [HarderTrainingCause.Augmentation, HarderTrainingCause.Dropout, HarderTrainingCause.WeightAverage],
                EndsLow: false),
            OfOne(99.1, 99.0));

    [Fact]
    public void Of_a_run_that_was_cancelled_nothing_is_said() =>
        Assert.Empty(Diagnosis.Of(Planned(Asked, 6), Epochs([(99, 98), (99, 98), (99, 98), (99, 98), (99, 98)])).Observations);

    [Theory]
    [InlineData(1, null, "Too few epochs to tell more: 1, and it takes at least 5.")]
    [InlineData(4, 3, "Too few epochs to tell more: 4, and it takes at least 5.")]
    [InlineData(3, 15, "Too few epochs to tell more: 3 of the plan's 15.")]
    [InlineData(14, 15, "Too few epochs to tell more: 14 of the plan's 15.")]
    public void Of_too_few_epochs_nothing_is_said_but_that(int epochs, int? own, string said) => Assert.Equal(
        said, $"{Diagnosis.Of(Planned(Asked, epochs), Epochs([.. Enumerable.Repeat((99.0, 98.0), epochs)]), own)}");

    [Theory]
    [InlineData(5, null)]
    [InlineData(15, 15)]
    [InlineData(15, 5)]
    public void Of_enough_epochs_more_is_said(int epochs, int? own) => Assert.DoesNotContain(
        Diagnosis.Of(Planned(Asked, epochs), Epochs([.. Enumerable.Repeat((99.0, 98.0), epochs)]), own).Observations,
        o => o is Observation.TooFewEpochs);

    /// <summary>Far apart and below the target; the rate ends at 0.01 and begins at ten times as much, or at less.</summary>
    [Theory]
    [InlineData(0.1, true)]
    [InlineData(0.099, false)]
    public void What_a_plan_has_is_not_recommended(double first, bool endsLow)
    {
        var epochs = Epochs([(90, 90), (91, 91), (92, 92), (93, 93), (94, 94)]);
        var told = $"{Diagnosis.Of(Planned(Asked, 5), epochs.With(0, epochs[0] with { LearningRate = first }))}";
        Assert.Contains("Not consistent", told, StringComparison.Ordinal);
        Assert.Contains("Still rising", told, StringComparison.Ordinal);
        Assert.DoesNotContain("averaged weights", told, StringComparison.Ordinal);
        Assert.Equal(endsLow, !told.Contains("rate that ends low", StringComparison.Ordinal));
    }

    [Fact]
    public void Against_overfitting_only_what_is_missing_is_recommended()
    {
        var all = new Observation.Overfitting(99.9, 99, 0.1, []);
        Assert.EndsWith("chance. Augmentation, dropout or fewer parameters would help.", $"{all}", StringComparison.Ordinal);
        Assert.EndsWith(
            "chance. Fewer parameters would help.",
            $"{all with { Causes = [HarderTrainingCause.Dropout, HarderTrainingCause.Augmentation] }}",
            StringComparison.Ordinal);
    }

    [Fact]
    public void Sentences_name_the_images_and_speak_of_augmentation_only_where_there_is_some()
    {
        var plain = new Observation.Underfitting(99.1, 99, 99.4, [], EndsLow: false);
        Assert.Equal(
            "Underfitting: 99.10 % on the training images and 99.00 % on the validation images, both below the 99.4 % asked for. "
            + "More capacity or a learning rate that ends low would help.",
            plain.Sentence(HeldOutSplit.Validation));
        Assert.Contains(
            "training images, counted with augmentation, and 99.00 % on the test images",
            $"{plain with { Causes = [HarderTrainingCause.Augmentation] }}",
            StringComparison.Ordinal);
    }

    /// <summary>Nearer to each other than the precision of 0.15, and on one side or both they reach 99.4.</summary>
    [Theory]
    [InlineData(99.4, 99.35)]
    [InlineData(99.35, 99.4)]
    [InlineData(99.4, 99.4)]
    public void A_target_reached_on_one_side_is_no_underfitting(double train, double test)
    {
        var balanced = Assert.Single(OfOne(train, test).OfType<Observation.Balanced>());
        Assert.Equal((train, test), (balanced.Train, balanced.HeldOut));
    }

    [Fact]
    public void Better_on_the_images_held_out_means_harder_training() =>
        Assert.Contains(
            new Observation.HarderTraining(
                98.5,
                99.5,
                [HarderTrainingCause.Augmentation, HarderTrainingCause.Dropout, HarderTrainingCause.WeightAverage]), OfOne(98.5, 99.5));

    [Fact]
    public void Only_what_a_plan_has_makes_its_training_harder()
    {
        Layer drop = new Layer.Dropout(0.1);
        var bare = WithLayers(new Layer.Dropout(0)) with { Training = Asked.Training with { Augmentations = [], WeightAverage = null } };
        Assert.Empty(Causes(bare));
        Assert.Equal([HarderTrainingCause.Augmentation], Causes(Trained(t => t with { Augmentations = [new Augmentation.Rotation(5)] })));
        Assert.Equal([HarderTrainingCause.WeightAverage], Causes(Trained(t => t with { WeightAverage = new(0.9) })));
        Assert.Equal([HarderTrainingCause.Dropout], Causes(bare with { Architecture = WithLayers(drop).Architecture }));
        Assert.Equal(
            [HarderTrainingCause.Dropout], Causes(bare with { Architecture = WithLayers(new Layer.Residual([drop])).Architecture }));
        Assert.Equal(
            [HarderTrainingCause.Dropout],
            Causes(bare with { Architecture = WithLayers(new Layer.Residual([new Layer.Relu()]) { Projection = [drop] }).Architecture }));

        Plan Trained(Func<TrainingPlan, TrainingPlan> change) => bare with { Training = change(bare.Training) };
        static Plan WithLayers(Layer first) =>
            Asked with { Architecture = new(Shape.MnistImage, [first, new Layer.Flatten(), new Layer.Linear(10)]) };
        static ValueList<HarderTrainingCause> Causes(Plan plan) =>
            Of(plan, [.. Before, .. Enumerable.Repeat((98.5, 99.5), plan.Target.LastEpochs)])
                .OfType<Observation.HarderTraining>().Single().Causes;
    }

    [Fact]
    public void Nothing_is_asked_of_a_plan_without_a_target() => Assert.Equal(
        [typeof(Observation.Balanced), typeof(Observation.Steady)],
        Of(Asked with { Target = new() { LastEpochs = 1 } }, [.. Before, (50, 50)]).Select(o => o.GetType()));

    [Fact]
    public void Alike_is_balanced_and_steady() => Assert.Equal(
        [typeof(Observation.Balanced), typeof(Observation.Steady)],
        Of([.. Before, (99.5, 99.5), (99.5, 99.5), (99.5, 99.5)]).Select(o => o.GetType()));

    [Fact]
    public void A_target_touched_and_lost_is_told() =>
        Assert.Contains(
            new Observation.ReachedNotKept(99.4, Times: 2, Epochs: 5, First: 2),
            Of((99, 99), (99, 99.4), (99, 99.2), (99, 99.5), (99, 99.3)));

    [Fact]
    public void A_steady_climb_is_still_rising() => Assert.Contains(
        Of([.. Before, (98, 98.0), (98, 98.5), (98, 99.0)]), o => o is Observation.StillRising { PointsPerEpoch: var slope }
            && Math.Abs(slope - 0.5) < 1e-9);

    /// <summary>From 0.02 points an epoch on.</summary>
    [Theory]
    [InlineData(0.02, true)]
    [InlineData(0.01, false)]
    public void A_slow_climb_is_rising_from_two_hundredths_of_a_point_on(double second, bool isRising)
    {
        var told = Of(Asked with { Target = new() { LastEpochs = 2 } }, [.. Before, (0, 0), (0, second)]);
        Assert.Equal(isRising ? [new(second, EndsLow: false)] : [], told.OfType<Observation.StillRising>());
    }

    [Fact]
    public void One_epoch_does_not_rise() => Assert.DoesNotContain(OfOne(99, 99), o => o is Observation.StillRising);

    /// <summary>More than a tenth above its lowest of 0.5, and a training loss below the 0.2 of then.</summary>
    [Theory]
    [InlineData(0.56, 0.1, true)]
    [InlineData(0.56, 0.2, false)]
    [InlineData(0.56, 0.25, false)]
    [InlineData(0.55, 0.1, false)]
    [InlineData(0.52, 0.1, false)]
    public void A_test_loss_past_its_lowest_is_told_where_the_training_loss_fell_on(double test, double train, bool isTold)
    {
        var epochs = Epochs([(99.5, 99.5), (99.5, 99.5), (99.5, 99.5), (99.5, 99.5), (99.5, 99.5)]);
        epochs =
        [
            epochs[0] with { TrainLoss = 0.3, HeldOutLoss = 0.9 },
            epochs[1] with { TrainLoss = 0.2, HeldOutLoss = 0.5 },
            epochs[2] with { TrainLoss = 0.2, HeldOutLoss = 0.9 },
            epochs[3] with { TrainLoss = 0.2, HeldOutLoss = 0.9 },
            epochs[4] with { TrainLoss = train, HeldOutLoss = test },
        ];
        var told = Diagnosis.Of(Planned(Asked, 5), epochs).Observations;
        Assert.Equal(isTold ? [new(2, 0.5, test)] : [], told.OfType<Observation.LossRising>());
    }

    [Fact]
    public void Of_a_diverged_run_nothing_is_said_but_its_first_bad_epoch()
    {
        var epochs = Epochs([(99, 99), (10, 10), (10, 10)]);
        epochs = epochs.With(1, epochs[1] with { TrainLoss = double.NaN }).With(2, epochs[2] with { TrainLoss = double.PositiveInfinity });
        Assert.Equal([new Observation.Diverged(2)], Diagnosis.Of(Asked, epochs).Observations);
    }

    [Fact]
    public void Of_no_epoch_nothing_is_said() => Assert.Empty(Diagnosis.Of(Asked, []).Observations);

    [Property]
    public Property One_thing_is_said_of_the_fit_and_one_of_the_steadiness() => Prop.ForAll(Curves, epochs =>
    {
        var said = Diagnosis.Of(Planned(Asked, epochs.Count), epochs).Observations;
        return said.Count(o => o is Observation.Overfitting or Observation.Underfitting or Observation.HarderTraining
            or Observation.Balanced) == 1
            && said.Count(o => o is Observation.Steady or Observation.Unsteady) == 1;
    });

    [Property]
    public Property A_target_is_touched_and_not_held_or_held_or_never_reached() => Prop.ForAll(Curves, epochs =>
        Diagnosis.Of(Planned(Asked, epochs.Count), epochs).Observations.Any(o => o is Observation.ReachedNotKept)
            == (epochs.Any(e => e.HeldOut.Reaches(99.4)) && !epochs.TakeLast(3).All(e => e.HeldOut.Reaches(99.4))));

    /// <summary>Epochs ahead of the last ones, so that there are enough to tell anything.</summary>
    private static ValueList<(double Train, double Test)> Before { get; } = [.. Enumerable.Repeat((0.0, 0.0), Diagnosis.FewestEpochs - 1)];

    private static bool Near((double, double, double) expected, (double, double, double) actual) =>
        Math.Abs(expected.Item1 - actual.Item1) < 1e-6
        && Math.Abs(expected.Item2 - actual.Item2) < 1e-6
        && Math.Abs(expected.Item3 - actual.Item3) < 1e-6;

    private static ValueList<Observation> OfOne(double train, double test) =>
        Of(Asked with { Target = Asked.Target with { LastEpochs = 1 } }, [.. Before, (train, test)]);

    private static ValueList<Observation> Of(params (double Train, double Test)[] accuracies) => Of(Asked, [.. accuracies]);

    /// <summary>Of a run that has as many epochs as it was planned for.</summary>
    private static ValueList<Observation> Of(Plan plan, ValueList<(double Train, double Test)> accuracies) =>
        Diagnosis.Of(Planned(plan, accuracies.Count), Epochs(accuracies)).Observations;

    private static Plan Planned(Plan plan, int epochs) => plan with { Training = plan.Training with { Epochs = epochs } };

    private static ValueList<EpochResult> Epochs(ValueList<(double Train, double Test)> accuracies) => accuracies
        .Select((pair, i) => new EpochResult(i + 1, 0.01, 0.1, Score(pair.Train), 0.1, Score(pair.Test), 1, 1000))
        .ToValueList();

    private static Score Score(double percent) => new((int)Math.Round(percent * 100), 10_000);
}
