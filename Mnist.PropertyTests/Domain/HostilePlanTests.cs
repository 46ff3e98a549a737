using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Xunit;
using Layers = Mnist.Domain.Values.ValueList<Mnist.Domain.Networks.Layer>;

namespace Mnist.PropertyTests.Domain;

/// <summary>Numbers at and beyond every end: the checker may refuse them, never throw.</summary>
public sealed class HostilePlanTests
{
    [Property(MaxTest = 3_000)]
    public Property Extreme_numbers_never_throw() => Prop.ForAll(Plans(Numbers, Numbers).ToArbitrary(), plan =>
        PlanChecker.Check(plan, DataSpec.Mnist).Match(valid: _ => true, invalid: errors => errors.Count > 0));

    /// <summary>Fields that pass one by one, so that only products of them overflow.</summary>
    [Property(MaxTest = 3_000)]
    public Property Extreme_but_legal_fields_never_throw() => Prop.ForAll(LegalFields.ToArbitrary(), plan =>
        Examine(plan).Errors.All(e => e is not PlanError.OutOfRange));

    [Fact]
    public void Extreme_but_legal_fields_pass_now_and_then_and_overflow_often()
    {
        var reports = LegalFields.Sample(1_000, new Rnd(1), 50).Select(Examine).ToArray();
        Assert.InRange(reports.Count(r => r.Summary is not null), 50, 1_000);
        Assert.InRange(reports.Count(r => r.Errors.Any(e => e is PlanError.Network { Error: NetworkError.TooLarge })), 50, 1_000);
        Assert.InRange(reports.Count(r => r.Errors.Count == 0), 20, 1_000);
    }

    /// <summary>Added up again without bounds; the batch's activations count twice, for their gradients.</summary>
    [Property(MaxTest = 1_000)]
    public Property The_memory_of_a_plan_that_passes_does_not_overflow() => Prop.ForAll(LegalFields.ToArbitrary(), plan =>
        PlanChecker.Check(plan, DataSpec.Mnist).Match(
            valid: passed =>
            {
                var (memory, batch) = (passed.Memory, (BigInteger)plan.Training.BatchSize);
                var weights = (BigInteger)memory.ParametersBytes + memory.GradientBytes + memory.OptimizerBytes;
                return memory.PeakBytes == weights + (2 * batch * memory.ActivationsBytesPerImage);
            },
            invalid: _ => true));

    [Fact]
    public void A_hundred_blocks_in_one_another_are_no_trouble()
    {
        var summary = Summaries.Of(new(Shape.MnistImage, Nested(new Layer.Conv2d(1, 3) { Padding = 1 })));
        Assert.Equal((101, 9L), (summary.Layers.Count, summary.Parameters.Total));
    }

    [Fact]
    public void A_bad_layer_a_hundred_blocks_deep_is_found()
    {
        var net = new Architecture(Shape.MnistImage, Nested(new Layer.Conv2d(0, 3)));
        var error = Assert.Single(Examine(Corruptions.Sound with { Architecture = net, Target = new() }).Errors);
        Assert.Equal(100, Assert.IsType<PlanError.OutOfRange>(error).Where.Split(".body.").Length - 1);
    }

    private static Layers Nested(Layer innermost) =>
        Enumerable.Range(0, 100).Aggregate(ValueList.Create([innermost]), (inner, _) => [new Layer.Residual(inner)]);

    private static PlanReport Examine(Plan plan) => PlanChecker.Examine(plan, DataSpec.Mnist);

    private static Gen<int> Numbers { get; } = Gen.Elements(int.MinValue, -1, 0, 1, 4096, 4097, 46_341, 65_536, int.MaxValue);

    private static Gen<int> Counts { get; } = Gen.Elements(1, 2, 16, 65_536, int.MaxValue);

    private static Gen<Plan> LegalFields { get; } = Plans(Gen.Elements(1, 1, 2, 3, 4095, 4096), Counts);

    private static Gen<Plan> Plans(Gen<int> sizes, Gen<int> counts) =>
        from length in Gen.Choose(1, 5)
        from layers in Layer(sizes, counts, depth: 3).ListOf(length)
        from numbers in sizes.Four()
        select Corruptions.Sound with
        {
            Architecture = new(Shape.MnistImage, [.. layers, new Layer.GlobalAvgPool(), new Layer.Linear(10)]),
            Training = Corruptions.Sound.Training with
            {
                Epochs = numbers.Item1,
                BatchSize = numbers.Item2,
                Schedule = new LearningRateSchedule.Cyclic(0, 1, numbers.Item3) { StepsDown = numbers.Item4 },
            },
            Target = new(),
        };

    private static Gen<Layer> Layer(Gen<int> sizes, Gen<int> counts, int depth) => depth == 0 ? Conv(sizes, counts) : Gen.Frequency(
        (4, Conv(sizes, counts)),
        (1, Extents(sizes).Two().Select(Layer (two) => new Layer.MaxPool2d(two.Item1) { Stride = two.Item2 })),
        (1, counts.Select(Layer (units) => new Layer.Linear(units))),
        (1, Gen.Elements<Layer>(new Layer.Flatten(), new Layer.GlobalAvgPool(), new Layer.BatchNorm2d())),
        (1, from body in Layer(sizes, counts, depth - 1).ListOf(2)
            from projection in Layer(sizes, counts, depth - 1).ListOf(1)
            select (Layer)new Layer.Residual([.. body]) { Projection = [.. projection] }));

    private static Gen<Layer> Conv(Gen<int> sizes, Gen<int> counts) =>
        from filters in counts
        from groups in counts
        from depthwise in Gen.Elements(false, true)
        from kernel in Extents(sizes)
        from stride in Extents(sizes)
        from padding in Extents(sizes)
        from dilation in Extents(sizes)
        select (Layer)new Layer.Conv2d(filters, kernel)
        {
            Groups = depthwise ? groups : 1,
            Stride = stride,
            Padding = padding,
            Dilation = dilation,
        };

    private static Gen<Extent> Extents(Gen<int> sizes) => sizes.Two().Select(sides => new Extent(sides.Item1, sides.Item2));
}
