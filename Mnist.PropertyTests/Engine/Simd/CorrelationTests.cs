using System.Runtime.Intrinsics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;
using Mnist.Domain.Values;
using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Layers;
using Mnist.Engine.Simd.Memory;
using Xunit;

namespace Mnist.PropertyTests.Engine.Simd;

/// <summary>
/// Whatever tiles a convolution is cut into, it has the bits of its definition: terms added one by one, in the order of its taps.
/// </summary>
public sealed class CorrelationTests
{
    [Property(Arbitrary = [typeof(Geometries)], MaxTest = 300)]
    public unsafe Property A_correlation_has_the_bits_of_its_definition(GeometryCase given)
    {
        using var input = new FilledTensor(given.Input, given.Geometry.InputHalo, given.Seed);
        using var output = new FilledTensor(given.Output, given.Geometry.GradientHalo, seed: null);
        var layout = given.Geometry.Forward(input.Tensor, output.Tensor);
        return Agrees(layout, input, output, given).Label($"{given}");
    }

    [Property(Arbitrary = [typeof(Geometries)], MaxTest = 300)]
    public Property The_way_back_has_the_bits_of_its_definition(GeometryCase given)
    {
        using var gradient = new FilledTensor(given.Output, given.Geometry.GradientHalo, given.Seed);
        using var target = new FilledTensor(given.Input, given.Geometry.InputHalo, seed: null);
        return given.Geometry.Backward(gradient.Tensor, target.Tensor)
            .All(layout => Agrees(layout, gradient, target, given)).Label($"{given}");
    }

    [Property(Arbitrary = [typeof(Geometries)], MaxTest = 300)]
    public unsafe Property Gradients_of_weights_have_the_bits_of_their_definition(GeometryCase given)
    {
        using var input = new FilledTensor(given.Input, given.Geometry.InputHalo, given.Seed);
        using var gradient = new FilledTensor(given.Output, given.Geometry.GradientHalo, given.Seed + 1);
        var layout = given.Geometry.Forward(input.Tensor, gradient.Tensor);
        var places = given.Geometry.OutputPlaces(gradient.Tensor);
        using var sums = new WeightGradient(layout, places, gradient.Tensor.ChannelStride, shards: 1, members: 1);
        sums.Clear(new(0, 1));
        // In as many bands as there can be: what is carried from one to the next must not show.
        for (var row = 0; row < layout.Rows; row += sums.Unit)
            sums.Add(input.Origin, gradient.Origin, default, new(row, Math.Min(row + sums.Unit, layout.Rows)));
        var actual = new float[given.Geometry.WeightCount];
        sums.Total(new(0, 1), shards: 1);
        fixed (float* to = actual)
            sums.Write(to, 0, actual.Length);

        return Filters(layout).All(filter => layout.Taps.All(tap =>
        {
            var lanes = new float[Lanes.Count];
            for (var p = 0; p < places.Length; p++)
            {
                for (var lane = 0; lane < lanes.Length; lane++)
                {
                    lanes[lane] = MathF.FusedMultiplyAdd(
                        gradient.Origin[places[p] + (filter.Channel * gradient.Tensor.ChannelStride) + lane],
                        input.Origin[filter.Input + layout.Positions[p].Input + tap.Offset + lane],
                        lanes[lane]);
                }
            }

            return actual[filter.Weights + tap.Weight] == KernelTests.Halved(lanes);
        })).Label($"{given}");
    }

    [Property(Arbitrary = [typeof(Geometries)], MaxTest = 100)]
    public unsafe Property Gradients_of_weights_of_a_batch_have_the_bits_of_their_definition(GeometryCase given, PositiveInt some)
    {
        var groups = 1 + (some.Get % 12);
        using var input = new FilledTensor(given.Input, given.Geometry.InputHalo, given.Seed, groups);
        using var gradient = new FilledTensor(given.Output, given.Geometry.GradientHalo, given.Seed + groups, groups);
        var layout = given.Geometry.Forward(input.Tensor, gradient.Tensor);
        var places = given.Geometry.OutputPlaces(gradient.Tensor);
        using var sums = new BatchWeightGradient(layout, input.Tensor, places, gradient.Tensor, members: 2);
        sums.Begin(new(0, 2));
        foreach (var member in (int[])[1, 0])
            sums.Add(new(member, 2), groups);
        var actual = new float[given.Geometry.WeightCount];
        fixed (float* to = actual)
            sums.Write(to, 0, actual.Length);

        return Filters(layout).All(filter => layout.Taps.All(tap =>
        {
            var total = 0f;
            foreach (var together in Enumerable.Range(0, groups).Chunk(sums.Together))
            {
                var lanes = new float[Lanes.Count];
                foreach (var group in together)
                {
                    for (var i = 0; i < places.Length * lanes.Length; i++)
                    {
                        var (p, lane) = (i / lanes.Length, i % lanes.Length);
                        lanes[lane] = MathF.FusedMultiplyAdd(
                            gradient.OriginOf(group)[places[p] + (filter.Channel * gradient.Tensor.ChannelStride) + lane],
                            input.OriginOf(group)[filter.Input + layout.Positions[p].Input + tap.Offset + lane],
                            lanes[lane]);
                    }
                }

                total += KernelTests.Halved(lanes);
            }

            return actual[filter.Weights + tap.Weight] == total;
        })).Label($"{given}, {groups} groups");
    }

    [Property(Arbitrary = [typeof(Geometries)], MaxTest = 300)]
    public unsafe Property Normalising_while_reading_has_the_bits_of_normalising_before(GeometryCase any)
    {
        var given = any with { Window = any.Window with { Padding = 0 } };
        if (given.Window.Count(given.Input) is (0, _) or (_, 0))
            return true.ToProperty();

        using var y = new FilledTensor(given.Input, default, given.Seed);
        using var z = new FilledTensor(given.Input, default, seed: null);
        using var gradient = new FilledTensor(given.Output, given.Geometry.GradientHalo, given.Seed + 1);
        using var output = new FilledTensor(given.Output, default, seed: null);
        var layout = given.Geometry.Forward(y.Tensor, output.Tensor);
        using var correlation = new Correlation(layout);
        using var sums = new WeightGradient(
            layout, given.Geometry.OutputPlaces(gradient.Tensor), gradient.Tensor.ChannelStride, shards: 1, members: 1);
        if (!correlation.ReadsThrough || !sums.ReadsThrough)
            return true.Classify(true, "does not read through");

        var values = FilledTensor.Values(3 * given.Input.Channels, given.Seed + 4);
        ChannelMap[] maps = [.. values.Chunk(3).Select(v => new ChannelMap(v[0], v[1], v[2]))];
        var floor = given.HasRelu ? 0 : float.NegativeInfinity;
        fixed (ChannelMap* map = maps)
        {
            NormalizationKernels.Apply(y.Tensor, z.Tensor, new(0, 0, 0, 0, Lanes.Count), new(0, given.Input.Height), map, floor);
            var through = new ReadThrough(map, floor);
            var (outputs, weights) = (Both(y, through), Both(z, null));
            return (outputs.Output.SequenceEqual(weights.Output) && outputs.Weights.SequenceEqual(weights.Weights)).Label($"{given}");
        }

        (float[] Output, float[] Weights) Both(FilledTensor input, ReadThrough? through)
        {
            var filters = FilledTensor.Values(given.Geometry.WeightCount, given.Seed + 2);
            var bias = FilledTensor.Values(layout.Groups, given.Seed + 3);
            fixed (float* w = filters, b = bias)
            {
                correlation.Pack(w, new(0, 1));
                correlation.Run(input.Origin, output.Origin, b, float.NegativeInfinity, correlation.All, through);
                sums.Clear(new(0, 1));
                sums.Add(input.Origin, gradient.Origin, default, new(0, layout.Rows), through);
                sums.Total(new(0, 1), shards: 1);
                sums.Write(w, 0, filters.Length);
            }

            return (new Span<float>(output.Origin, (int)output.Tensor.SlabSize).ToArray(), filters);
        }
    }

    // What small layers never are: cut by positions, by taps, and into rows whose inputs stay near.
    private static readonly GeometryCase[] Wide =
    [
        new GeometryCase(new(30, 5, 5), new(new(3, 3), 1, 0, 1), 1, 120, HasRelu: false, 1),
        new GeometryCase(new(120, 3, 3), new(new(3, 3), 1, 1, 1), 1, 26, HasRelu: true, 2),
        new GeometryCase(new(16, 4, 5), new(new(3, 2), 1, 1, 1), 2, 29, HasRelu: true, 3),
        new GeometryCase(new(25, 7, 6), new(new(3, 3), 2, 1, 1), 1, 50, HasRelu: false, 4),
        new GeometryCase(new(800, 9, 9), new(new(1, 1), 1, 0, 1), 1, 5, HasRelu: true, 5),
        new GeometryCase(new(4, 9, 9), new(new(3, 3), 1, 1, 1), 1, 600, HasRelu: false, 6),
    ];

    [Theory]
    [MemberData(nameof(WideCases))]
    public void Wide_layers_have_the_bits_of_their_definition(GeometryCase given)
    {
        A_correlation_has_the_bits_of_its_definition(given).QuickCheckThrowOnFailure();
        The_way_back_has_the_bits_of_its_definition(given).QuickCheckThrowOnFailure();
    }

    public static TheoryData<GeometryCase> WideCases() => [.. Wide];

    [Fact]
    public void Small_images_of_many_channels_go_by_positions()
    {
        var ways = Wide.SelectMany(given =>
        {
            using var input = new FilledTensor(given.Input, given.Geometry.InputHalo, seed: null);
            using var output = new FilledTensor(given.Output, given.Geometry.GradientHalo, seed: null);
            return (CorrelationLayout[])
            [
                given.Geometry.Forward(input.Tensor, output.Tensor), .. given.Geometry.Backward(output.Tensor, input.Tensor),
            ];
        });
        Assert.True(!Vector512.IsHardwareAccelerated || ways.Count(way => PointTiles.Of(way) is not null) >= 5);
    }

    [Fact]
    public void Depthwise_convolutions_go_by_rows_where_they_can()
    {
        if (!Vector512.IsHardwareAccelerated)
            return;

        var cases = Gen.Sample(Geometries.Depthwise, 200).ToList();
        var byRows = cases.SelectMany(given =>
        {
            using var input = new FilledTensor(given.Input, given.Geometry.InputHalo, seed: null);
            using var output = new FilledTensor(given.Output, given.Geometry.GradientHalo, seed: null);
            return (CorrelationRows?[])
            [
                CorrelationRows.Of(given.Geometry.Forward(input.Tensor, output.Tensor)),
                .. given.Geometry.Backward(output.Tensor, input.Tensor).Select(CorrelationRows.Of),
            ];
        }).OfType<CorrelationRows>().ToList();
        var byPairs = byRows.Where(rows => rows.Runs.Chunk(RowTiles.Unit).Any(runs => rows.PairOf(runs) is not null)).ToList();
        Assert.True(byRows.Count(rows => rows.Step > 0) >= cases.Count / 4);
        Assert.True(byPairs.Count(rows => rows.Step > 0) >= 5);
        Assert.True(byPairs.Count(rows => rows.Step < 0) >= 5);
    }

    private static unsafe bool Agrees(CorrelationLayout layout, FilledTensor input, FilledTensor output, GeometryCase given)
    {
        var weights = FilledTensor.Values(given.Geometry.WeightCount, given.Seed + 2);
        var bias = FilledTensor.Values(layout.Groups * layout.Outputs, given.Seed + 3);
        using var correlation = new Correlation(layout);
        fixed (float* w = weights, b = bias)
        {
            correlation.Pack(w, new(0, 1));
            // In two parts: where one ends must not matter.
            var middle = layout.Rows / 2 / correlation.Unit * correlation.Unit;
            foreach (var rows in (Rows[])[new(0, middle), new(middle, layout.Rows)])
                correlation.Run(input.Origin, output.Origin, b, given.HasRelu ? 0 : float.NegativeInfinity, rows);
        }

        return Filters(layout).All(filter => layout.Positions.All(position => Enumerable.Range(0, Lanes.Count).All(lane =>
        {
            var sum = layout.Taps.Aggregate(bias[filter.Channel], (sum, tap) => MathF.FusedMultiplyAdd(
                weights[filter.Weights + tap.Weight], input.Origin[filter.Input + position.Input + tap.Offset + lane], sum));
            return output.Origin[filter.Output + position.Output + lane] == (given.HasRelu ? Math.Max(0, sum) : sum);
        })));
    }

    private static IEnumerable<(int Channel, int Input, int Output, int Weights)> Filters(CorrelationLayout layout) =>
        from g in Enumerable.Range(0, layout.Groups)
        from o in Enumerable.Range(0, layout.Outputs)
        select (
            (g * layout.Outputs) + o,
            g * layout.Group.Input,
            (g * layout.Group.Output) + (o * layout.OutputChannel),
            (g * layout.Group.Weights) + (o * layout.OutputWeights));

    /// <summary>A legal convolution of any kind.</summary>
    public sealed record GeometryCase(Shape Input, Window Window, int Groups, int Filters, bool HasRelu, int Seed)
    {
        public Shape Output => new(Groups * Filters, (int)Window.Count(Input).Height, (int)Window.Count(Input).Width);

        internal ConvolutionGeometry Geometry => new(Input, Output, Window, Groups);
    }

    public static class Geometries
    {
        /// <summary>As ours are: three taps a row, mostly without stride.</summary>
        public static Gen<GeometryCase> Depthwise { get; } = Cases(
            from kernel in Gen.Choose(1, 4) select new Extent(kernel, 3), inputs: Gen.Constant(1), filters: Gen.Constant(1));

        public static Arbitrary<GeometryCase> All() => Gen.OneOf(
            Depthwise,
            Cases(
                from height in Gen.Choose(1, 5) from width in Gen.Choose(1, 5) select new Extent(height, width),
                inputs: Gen.Choose(1, 3),
                filters: Gen.Choose(1, 9))).ToArbitrary();

        private static Gen<GeometryCase> Cases(Gen<Extent> kernels, Gen<int> inputs, Gen<int> filters) =>
            from height in Gen.Choose(1, 9)
            from width in Gen.Choose(1, 16)
            from kernel in kernels
            from stride in Gen.Frequency((4, Gen.Constant(1)), (1, Gen.Choose(2, 3)))
            from padding in Gen.Choose(0, 2)
            from dilation in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Constant(2)))
            from groups in Gen.Choose(1, 3)
            from input in inputs
            from filter in filters
            from hasRelu in Gen.Elements(true, false)
            from seed in Gen.Choose(0, 1_000_000)
            let given = new GeometryCase(
                new(groups * input, height, width),
                new(kernel, stride, padding, dilation),
                groups,
                filter,
                hasRelu,
                seed)
            where given.Window.Count(given.Input) is { Height: > 0, Width: > 0 }
            select given;
    }
}
