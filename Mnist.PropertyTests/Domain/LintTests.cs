using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

/// <summary>What runs and is surely not meant: told from a bound on, and never of a plan that is known to work.</summary>
public sealed class LintTests
{
    private static readonly Plan Known = Eva6.Step5;
    private static readonly LearningRateSchedule Constant = new LearningRateSchedule.Constant();

    public static TheoryData<Type> Kinds =>
    [
        typeof(PlanWarning.AccuracyAsFraction), typeof(PlanWarning.PaddingBeyondKernel), typeof(PlanWarning.HeavyDropout),
        typeof(PlanWarning.HeavyDecay), typeof(PlanWarning.IgnoredLearningRate), typeof(PlanWarning.NoNormalization),
        typeof(PlanWarning.LatePooling), typeof(PlanWarning.ScheduleTooLong),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_catalogue_keeps_to_it(Type kind) =>
        Assert.DoesNotContain(PlanCatalog.All.SelectMany(Warnings), warning => warning.GetType() == kind);

    [Property]
    public bool An_accuracy_of_at_most_one_per_cent_is_a_fraction(PositiveInt thousandths)
    {
        var accuracy = thousandths.Get % 100_000 / 1000.0;
        return Warnings(Known with { Target = Known.Target with { Accuracy = accuracy } }).Any(w => w is PlanWarning.AccuracyAsFraction)
            == accuracy is > 0 and <= 1;
    }

    /// <summary>Counted the long way: a window lies in the padding where none of its taps is on a row of the image.</summary>
    [Property]
    public bool Padding_is_too_wide_where_a_window_touches_no_pixel(PositiveInt kernel, PositiveInt dilation, NonNegativeInt padding)
    {
        var (k, d, p) = ((kernel.Get % 5) + 1, (dilation.Get % 3) + 1, padding.Get % 14);
        Layer layer = new Layer.Conv2d(10, k) { Dilation = d, Padding = p };
        var isInPadding = Enumerable.Range(0, k).All(tap => (tap * d) - p < 0);
        return Warnings(WithLayers([layer, new Layer.GlobalAvgPool()])).Any(w => w is PlanWarning.PaddingBeyondKernel)
            == isInPadding;
    }

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.51, true)]
    public void More_than_half_of_the_values_are_much_to_drop(double rate, bool isTold)
    {
        Layer dropout = new Layer.Dropout(rate);
        var block = new Layer.Residual([dropout]);
        var told = Warnings(WithLayers([block, new Layer.Conv2d(10, 28)])).OfType<PlanWarning.HeavyDropout>();
        Assert.Equal(isTold ? [new(new("0.body.0", dropout), rate)] : [], told);
    }

    [Theory]
    [InlineData(0.1, false, false)]
    [InlineData(0.2, true, false)]
    [InlineData(5, true, true)]
    public void Decay_that_is_scaled_by_the_learning_rate_may_be_larger(double decay, bool coupled, bool decoupled)
    {
        Assert.Equal(coupled, Told(new Optimizer.Sgd { LearningRate = 0.01, WeightDecay = decay }));
        Assert.Equal(coupled, Told(new Optimizer.Adam { LearningRate = 0.001, WeightDecay = decay }));
        Assert.Equal(decoupled, Told(new Optimizer.AdamW { LearningRate = 0.001, WeightDecay = decay }));

        static bool Told(Optimizer optimizer) => Warnings(Trained(t => t with { Optimizer = optimizer, Schedule = Constant }))
            .Any(w => w is PlanWarning.HeavyDecay);
    }

    [Property]
    public bool A_learning_rate_above_all_of_its_schedule_is_ignored(PositiveInt own, PositiveInt largest)
    {
        var (rate, most) = (own.Get / 1000.0, largest.Get / 1000.0);
        ValueList<PlanWarning.IgnoredLearningRate> all = rate > most ? [new(rate, most)] : [];
        return Told(new LearningRateSchedule.OneCycle(most)).SequenceEqual(all)
            && Told(new LearningRateSchedule.Cyclic(0, most, 10)).SequenceEqual(all)
            && !Told(Constant).Any();

        IEnumerable<PlanWarning.IgnoredLearningRate> Told(LearningRateSchedule schedule) =>
            Warnings(Trained(t => t with { Optimizer = t.Optimizer with { LearningRate = rate }, Schedule = schedule }))
                .OfType<PlanWarning.IgnoredLearningRate>();
    }

    [Theory]
    [InlineData(3, 0.06, true)]
    [InlineData(3, 0.05, false)]
    [InlineData(2, 0.06, false)]
    public void Three_convolutions_learn_at_a_high_rate_only_with_normalisation(int convolutions, double rate, bool isTold)
    {
        var net = WithLayers([.. Enumerable.Repeat(new Layer.Conv2d(10, 3), convolutions), new Layer.GlobalAvgPool()]);
        var plan = net with
        {
            Training = net.Training with
            {
                Optimizer = new Optimizer.Sgd { LearningRate = rate },
                Schedule = Constant,
            },
        };
        Assert.Equal(isTold, Warnings(plan).Any(w => w is PlanWarning.NoNormalization));
        var normalised = plan.Architecture with { Layers = [new Layer.BatchNorm2d(), .. plan.Architecture.Layers] };
        Assert.DoesNotContain(Warnings(plan with { Architecture = normalised }), w => w is PlanWarning.NoNormalization);
    }

    public static TheoryData<string, Layer, bool> Ends => new()
    {
        { "a convolution of one pixel", new Layer.Conv2d(10, 1), true },
        { "a convolution that looks at all", new Layer.Conv2d(10, 14), false },
        { "nothing", new Layer.Relu(), true },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Pooling_next_to_the_output_is_told(string what, Layer last, bool isTold)
    {
        Assert.NotEmpty(what);
        Layer pool = new Layer.MaxPool2d(2);
        var told = Warnings(WithLayers([new Layer.Conv2d(10, 1), pool, last, new Layer.GlobalAvgPool()])).OfType<PlanWarning.LatePooling>();
        Assert.Equal(isTold ? [new(new("1", pool))] : [], told);
    }

    [Fact]
    public void A_linear_layer_looks_at_all_that_was_pooled() => Assert.DoesNotContain(
        Warnings(WithLayers([new Layer.MaxPool2d(2), new Layer.Flatten(), new Layer.Linear(10)])), w => w is PlanWarning.LatePooling);

    /// <summary>It is executed as far as it comes, and gives the rates that PyTorch gives.</summary>
    [Property]
    public bool A_schedule_longer_than_the_run_is_a_warning_and_no_error(PositiveInt length, PositiveInt epochs)
    {
        var run = (epochs.Get % 20) + 1;
        var steps = run * (long)DataSpec.Mnist.StepsPerEpoch(Known.Training.BatchSize);
        return Holds(new LearningRateSchedule.StepLr(length.Get), isTooLong: length.Get > run - 1)
            && Holds(new LearningRateSchedule.Cosine { WarmupEpochs = length.Get }, isTooLong: length.Get > run - 1)
            && Holds(new LearningRateSchedule.Cyclic(0, 1, length.Get), isTooLong: 2L * length.Get > steps);

        bool Holds(LearningRateSchedule schedule, bool isTooLong)
        {
            var plan = Trained(t => t with { Schedule = schedule, Epochs = run }) with { Target = new() };
            var report = PlanChecker.Examine(plan, DataSpec.Mnist);
            return report.Errors.Count == 0
                && report.Warnings.Any(w => w is PlanWarning.ScheduleTooLong) == isTooLong
                && new[] { 0, steps / 2, steps - 1 }.All(step => double.IsFinite(
                    ScheduleCalculator.At(plan.Training, step, (int)(steps / run)).LearningRate));
        }
    }

    private static Plan WithLayers(ValueList<Layer> layers) => Known with { Architecture = new(Shape.MnistImage, layers), Target = new() };

    private static Plan Trained(Func<TrainingPlan, TrainingPlan> change) => Known with { Training = change(Known.Training) };

    private static ValueList<PlanWarning> Warnings(Plan plan) => PlanChecker.Examine(plan, DataSpec.Mnist).Warnings;
}
