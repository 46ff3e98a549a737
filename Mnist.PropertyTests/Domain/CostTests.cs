using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class CostTests
{
    private static readonly Architecture Small = new(
        new(1, 6, 5), [new Layer.Conv2d(2, 3), new Layer.BatchNorm2d(), new Layer.Flatten(), new Layer.Linear(10)]);

    [Property(MaxTest = 300, Arbitrary = [typeof(Architectures)])]
    public bool Multiply_adds_are_those_of_a_walk_over_every_filter_window_and_tap(Architecture net) =>
        Summaries.Of(net).Macs == Macs(net.Layers, net.Input);

    [Fact]
    public void A_multiply_add_is_two_FLOP_and_training_takes_three_passes()
    {
        // 2 filters of 9 taps at 12 places, and 10 units of 24 inputs.
        const double Convolution = 2 * 9 * 12, Linear = 10 * 24;
        var summary = Summaries.Of(Small);
        Assert.Equal(2 * (Convolution + Linear), Work.EvaluationFlop(summary));
        Assert.Equal(3 * 2 * (Convolution + Linear), Work.TrainingFlop(summary));
        Assert.Equal([2 * Convolution, 0, 0, 2 * Linear], summary.Layers.Select(Work.PassFlop));
    }

    [Fact]
    public void Memory_of_a_small_run_is_what_a_hand_adds_up()
    {
        var training = new TrainingPlan
        {
            Epochs = 1,
            BatchSize = 7,
            Optimizer = new Optimizer.Adam { LearningRate = 0.1 },
            WeightAverage = new(0.9),
        };
        var summary = Summaries.Of(Small);

        // 18 weights, 2 scales, 2 shifts, 240 weights and 10 biases move; 2 means and 2 variances do not. Per image: 30 pixels, the
        // convolution's 24 values, the normalisation's 24, 10 logits; flattening copies nothing.
        const long Trainable = 18 + 2 + 2 + 240 + 10, All = Trainable + 4, PerImage = 30 + 24 + 24 + 10;
        const long Optimizer = (2 * Trainable) + All;
        Assert.Equal(
            new MemoryCost(4 * All, 4 * Trainable, 4 * Optimizer, 4 * PerImage, 4 * (All + Trainable + Optimizer + (2 * 7 * PerImage))),
            CostCalculator.Memory(summary, training));
    }

    /// <summary>Values kept for each of the 272 trainable parameters, and of all 276 where weights are averaged.</summary>
    [Theory]
    [InlineData("SGD", 0)]
    [InlineData("SGD with momentum", 1)]
    [InlineData("Adam", 2)]
    [InlineData("AdamW", 2)]
    public void An_optimiser_keeps_its_moments(string name, int moments)
    {
        Optimizer optimizer = name switch
        {
            "SGD" => new Optimizer.Sgd { LearningRate = 0.1 },
            "SGD with momentum" => new Optimizer.Sgd { LearningRate = 0.1, Momentum = 0.5 },
            "Adam" => new Optimizer.Adam { LearningRate = 0.1 },
            _ => new Optimizer.AdamW { LearningRate = 0.1 },
        };
        var training = new TrainingPlan { Epochs = 1, Optimizer = optimizer };
        var averaged = training with { WeightAverage = new(0.9) };
        Assert.Equal(4 * moments * 272, CostCalculator.Memory(Summaries.Of(Small), training).OptimizerBytes);
        Assert.Equal(4 * ((moments * 272) + 276), CostCalculator.Memory(Summaries.Of(Small), averaged).OptimizerBytes);
    }

    [Fact]
    public void A_run_beyond_all_memory_is_refused_and_its_cost_does_not_overflow()
    {
        var wide = new Architecture(
            Shape.MnistImage, [new Layer.Conv2d(1_000, 3), new Layer.GlobalAvgPool(), new Layer.Flatten(), new Layer.Linear(10)]);
        var plan = Corruptions.Sound with { Architecture = wide, Target = new() };
        plan = plan with { Training = plan.Training with { BatchSize = int.MaxValue } };
        Assert.Equal(CostCalculator.MaxMemory, CostCalculator.Memory(Summaries.Of(wide), plan.Training).PeakBytes);
        Assert.Contains(
            new PlanError.Network(new NetworkError.TooLarge("training", Quantity.Memory, CostCalculator.MaxMemory)),
            PlanChecker.Examine(plan, DataSpec.Mnist with { TrainingImages = int.MaxValue }).Errors);
    }

    private static long Macs(IEnumerable<Layer> chain, Shape input)
    {
        var (sum, shape) = (0L, input);
        foreach (var layer in chain)
        {
            var before = shape;
            sum += layer switch
            {
                Layer.Conv2d c => Pairs(c, before) * Taps(ReferenceShapes.WindowOf(c), before),
                Layer.Linear l => Enumerable.Range(0, l.Units).Sum(_ => before.Channels),
                Layer.Residual r => Macs(r.Body, before) + Macs(r.Projection, before),
                _ => 0,
            };
            shape = ReferenceShapes.Output(layer, before)!;
        }

        return sum;
    }

    /// <summary>Filters and the input channels that each reads: those of its own group.</summary>
    private static long Pairs(Layer.Conv2d c, Shape input) => (
        from filter in Enumerable.Range(0, c.Filters)
        from channel in Enumerable.Range(0, input.Channels)
        where filter * c.Groups / c.Filters == channel * c.Groups / input.Channels
        select 1L).Sum();

    private static long Taps(Window w, Shape input) => (
        from rows in ReferenceShapes.Places(input.Height, w.Kernel.Height, w.Stride.Height, w.Padding.Height, w.Dilation.Height)
        from columns in ReferenceShapes.Places(input.Width, w.Kernel.Width, w.Stride.Width, w.Padding.Width, w.Dilation.Width)
        select (long)rows.Count * columns.Count).Sum();
}
