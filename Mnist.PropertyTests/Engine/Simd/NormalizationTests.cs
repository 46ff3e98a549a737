using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Networks;
using Mnist.Domain.Values;
using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Memory;

namespace Mnist.PropertyTests.Engine.Simd;

/// <summary>The passes of batch normalisation, alone and with a pooling behind, next to plain loops in float64.</summary>
public sealed unsafe class NormalizationTests
{
    private const double Rounding = 1e-5;

    [Property(Arbitrary = [typeof(Cases)], MaxTest = 200)]
    public Property Moments_are_those_of_the_lanes_that_hold_an_image(MapCase given)
    {
        using var y = new FilledTensor(given.Shape, default, given.Seed);
        var moments = new Moments[given.Shape.Channels];
        using var sums = given.Sums();
        fixed (Moments* to = moments)
        {
            foreach (var rows in given.Bands(given.Shape.Height))
                NormalizationKernels.Measure(y.Tensor, given.Group, rows, sums.Pointer, to);
        }

        return given.Channels.All(c =>
        {
            var values = given.Places(y, c).Select(at => (double)y.Origin[at]).ToArray();
            var mean = values.Average();
            var squares = values.Sum(v => (v - mean) * (v - mean));
            return moments[c].Count == values.Length
                && Near(moments[c].Mean, mean, 1) && Near(moments[c].Squares, squares, values.Length);
        }).Label($"{given}");
    }

    [Property(Arbitrary = [typeof(Cases)], MaxTest = 200)]
    public Property Sums_and_gradients_are_those_of_their_definitions(MapCase given)
    {
        using var y = new FilledTensor(given.Shape, default, given.Seed);
        using var dz = new FilledTensor(given.Shape, default, given.Seed + 1);
        using var dy = new FilledTensor(given.Shape, new(1, 1, 1, 1), seed: null);
        var totals = new GradientSums[given.Shape.Channels];
        using var sums = given.Sums();
        fixed (ChannelMap* maps = given.Maps)
        fixed (GradientMap* back = given.GradientMaps)
        fixed (GradientSums* to = totals)
        {
            foreach (var rows in given.Bands(given.Shape.Height))
            {
                NormalizationKernels.SumGradients(y.Tensor, dz.Tensor, given.Group, rows, maps, given.Floor, sums.Pointer, to);
                NormalizationKernels.ApplyGradient(y.Tensor, dz.Tensor, dy.Tensor, given.Group, rows, maps, back, given.Floor);
            }
        }

        return given.Channels.All(c =>
        {
            double Passing(int at) => given.Z(y.Origin[at], c) > given.Floor ? dz.Origin[at] : 0;
            var places = given.Places(y, c).ToArray();
            var isRight = given.Places(y, c).Zip(given.Places(dy, c)).All(at =>
                Near(dy.Origin[at.Second], given.Dy(Passing(at.First), y.Origin[at.First], c), 8));
            return isRight
                && Near(totals[c].Gradient, places.Sum(Passing), places.Length)
                && Near(totals[c].Product, places.Sum(at => Passing(at) * (y.Origin[at] - given.Maps[c].Mean)), places.Length)
                && given.Empty(dy, c).All(at => dy.Origin[at] == 0);
        }).Label($"{given}");
    }

    /// <summary>Selected before, a normalisation has the bits of one that is pooled afterwards.</summary>
    [Property(Arbitrary = [typeof(Cases)], MaxTest = 200)]
    public Property A_pooling_may_go_before_it(MapCase given)
    {
        var whole = given.Whole;
        using var y = new FilledTensor(whole, default, given.Seed);
        using var z = new FilledTensor(whole, default, seed: null);
        using var selected = new FilledTensor(given.Shape, default, seed: null);
        using var pooled = new FilledTensor(given.Shape, default, seed: null);
        using var expected = new FilledTensor(given.Shape, default, seed: null);
        fixed (ChannelMap* maps = given.Maps)
        {
            NormalizationKernels.Apply(y.Tensor, z.Tensor, given.Group, new(0, whole.Height), maps, given.Floor);
            given.Select(y, selected);
            NormalizationKernels.Apply(selected.Tensor, pooled.Tensor, given.Group, new(0, given.Shape.Height), maps, given.Floor);
        }

        PoolingKernels.Maximum(z.Tensor, expected.Tensor, given.Group, new(0, given.Shape.Height), new(2, 2), new(2, 2));
        return given.Channels.All(c => given.Places(pooled, c).All(at => pooled.Origin[at] == expected.Origin[at])).Label($"{given}");
    }

    [Property(Arbitrary = [typeof(Cases)], MaxTest = 200)]
    public Property Through_a_pooling_the_first_of_the_largest_takes_the_gradient(MapCase given)
    {
        using var y = new FilledTensor(given.Whole, default, given.Seed);
        y.Round(given.Steps);
        using var selected = new FilledTensor(given.Shape, default, seed: null);
        given.Select(y, selected);
        using var dp = new FilledTensor(given.Shape, default, given.Seed + 1);
        using var dy = new FilledTensor(given.Whole, new(1, 1, 1, 1), seed: null);
        var totals = new GradientSums[given.Shape.Channels];
        using var sums = given.Sums();
        fixed (ChannelMap* maps = given.Maps)
        fixed (GradientMap* back = given.GradientMaps)
        fixed (GradientSums* to = totals)
        {
            foreach (var rows in given.Bands(given.Shape.Height))
            {
                PooledNormalization.SumGradients(selected.Tensor, dp.Tensor, given.Group, rows, maps, given.Floor, sums.Pointer, to);
                PooledNormalization.ApplyGradient(y.Tensor, dp.Tensor, dy.Tensor, given.Group, rows, maps, back, given.Floor);
            }
        }

        return given.Channels.All(c =>
        {
            double sum = 0, product = 0;
            var isRight = true;
            foreach (var at in given.Places(dp, c))
            {
                var (row, column) = (at / dp.Tensor.RowStride, at % dp.Tensor.ChannelStride / Lanes.Count);
                (int Y, int X)[] window =
                    [.. from i in Enumerable.Range(0, 2) from j in Enumerable.Range(0, 2) select ((2 * row) + i, (2 * column) + j)];
                float Value((int Y, int X) p) => y.Origin[y.Tensor.Offset(c, p.Y, p.X) + (at % Lanes.Count)];
                var best = given.Maps[c].Factor >= 0 ? window.MaxBy(Value) : window.MinBy(Value);
                var g = given.Z(Value(best), c) > given.Floor ? dp.Origin[at] : 0;
                (sum, product) = (sum + g, product + (g * (Value(best) - given.Maps[c].Mean)));
                isRight &= window.All(p => Near(
                    dy.Origin[dy.Tensor.Offset(c, p.Y, p.X) + (at % Lanes.Count)], given.Dy(p == best ? g : 0, Value(p), c), 8));
            }

            return isRight && Near(totals[c].Gradient, sum, given.Shape.Positions * Lanes.Count)
                && Near(totals[c].Product, product, given.Shape.Positions * Lanes.Count)
                && given.Empty(dy, c).All(at => dy.Origin[at] == 0);
        }).Label($"{given}");
    }

    private static bool Near(double actual, double expected, double size) => Math.Abs(actual - expected) <= Rounding * size;

    /// <summary>Any maps of a few channels, of either sign.</summary>
    public sealed record MapCase(Shape Shape, int Active, bool HasRelu, int Steps, int Cut, int Seed)
    {
        internal ImageGroup Group => new(0, 0, 0, 0, Active);

        internal float Floor => HasRelu ? 0 : float.NegativeInfinity;

        internal IEnumerable<int> Channels => Enumerable.Range(0, Shape.Channels);

        internal ChannelMap[] Maps => [.. Drawn(7).Select(v => new ChannelMap(v[0], 2 * v[1], v[2]))];

        internal GradientMap[] GradientMaps => [.. Drawn(8).Select(v => new GradientMap(v[0], v[1], v[2]))];

        internal double Z(float y, int channel) => MathF.FusedMultiplyAdd(y, Maps[channel].Factor, Maps[channel].Offset);

        internal double Dy(double g, float y, int channel) =>
            (GradientMaps[channel].Factor * g) + (GradientMaps[channel].Slope * y) + GradientMaps[channel].Constant;

        /// <summary>What a pooling of two by two makes this shape of.</summary>
        internal Shape Whole => Shape with { Height = 2 * Shape.Height, Width = 2 * Shape.Width };

        internal void Select(FilledTensor y, FilledTensor selected)
        {
            fixed (float* scales = Maps.Select(map => map.Factor).ToArray())
            {
                foreach (var rows in Bands(Shape.Height))
                    PooledNormalization.Select(y.Tensor, selected.Tensor, Group, rows, scales);
            }
        }

        internal NativeBuffer<float> Sums() => new(Shape.Channels * NormalizationKernels.SumsSize);

        internal IEnumerable<Rows> Bands(int height) =>
            new Rows[] { new(0, Cut % (height + 1)), new(Cut % (height + 1), height) }.Where(rows => rows.Count > 0);

        /// <summary>Places of a channel's values in lanes that hold an image.</summary>
        internal IEnumerable<int> Places(FilledTensor tensor, int channel) => Places(tensor, channel, 0, Active);

        internal IEnumerable<int> Empty(FilledTensor tensor, int channel) => Places(tensor, channel, Active, Lanes.Count);

        private static IEnumerable<int> Places(FilledTensor tensor, int channel, int first, int end) =>
            from y in Enumerable.Range(0, tensor.Tensor.Shape.Height)
            from x in Enumerable.Range(0, tensor.Tensor.Shape.Width)
            from lane in Enumerable.Range(first, end - first)
            select tensor.Tensor.Offset(channel, y, x) + lane;

        private float[][] Drawn(int purpose) => [.. FilledTensor.Values(3 * Shape.Channels, Seed + purpose).Chunk(3)];
    }

    public static class Cases
    {
        public static Arbitrary<MapCase> All() => (
            from channels in Gen.Choose(1, 4)
            from height in Gen.Choose(1, 7)
            from width in Gen.Choose(1, 7)
            from active in Gen.Choose(1, Lanes.Count)
            from hasRelu in Gen.Elements(true, false)
            from steps in Gen.Choose(1, 8)
            from cut in Gen.Choose(0, 7)
            from seed in Gen.Choose(0, 1_000_000)
            select new MapCase(new(channels, height, width), active, hasRelu, steps, cut, seed)).ToArbitrary();
    }
}
