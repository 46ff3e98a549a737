using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;
using Lane = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd;

/// <summary>The passes of batch normalisation over sixteen images.</summary>
internal static unsafe class NormalizationKernels
{
    /// <summary>Moments of each channel.</summary>
    /// <remarks>
    /// Each lane's values are measured from its first one, so that the squares of a large mean do not drown the variance; one pass does.
    /// </remarks>
    /// <param name="input">What is normalised.</param>
    /// <param name="slot">Which images.</param>
    /// <param name="moments">(C).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure(LaneTensor input, Slot slot, Moments* moments)
    {
        var (width, stride) = (input.Shape.Width * Lanes.Count, input.RowStride);
        for (var c = 0; c < input.Shape.Channels; c++)
        {
            var row = input.Row(slot.Slab, c, 0);
            var origin = Load(row);
            LaneTotal sums = default, squares = default;
            for (var y = 0; y < input.Shape.Height; y++, row += stride)
            {
                Lane sum = Lane.Zero, square = Lane.Zero;
                for (var x = 0; x < width; x += Lanes.Count)
                {
                    var value = Load(row + x) - origin;
                    sum += value;
                    square = FusedMultiplyAdd(value, value, square);
                }

                sums.Add(sum);
                squares.Add(square);
            }

            moments[c] = Combine(origin, sums, squares, (double)input.Shape.Positions, slot.Active);
        }
    }

    /// <summary>z = max(floor, (y - mean) factor + shift).</summary>
    /// <param name="input">y.</param>
    /// <param name="output">z.</param>
    /// <param name="slot">Which images.</param>
    /// <param name="maps">(C).</param>
    /// <param name="floor">0 to rectify, negative infinity to leave as it is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(LaneTensor input, LaneTensor output, Slot slot, ChannelMap* maps, float floor)
    {
        var (width, least) = (input.Shape.Width * Lanes.Count, Create(floor));
        for (var y = 0; y < input.Shape.Height; y++)
        {
            for (var c = 0; c < input.Shape.Channels; c++)
            {
                float* from = input.Row(slot.Slab, c, y), to = output.Row(slot.Slab, c, y);
                Lane mean = Create(maps[c].Mean), factor = Create(maps[c].Factor), shift = Create(maps[c].Shift);
                for (var x = 0; x < width; x += Lanes.Count)
                    MaxNative(least, FusedMultiplyAdd(Load(from + x) - mean, factor, shift)).Store(to + x);
            }
        }
    }

    /// <summary>Sums of g and g (y - mean) for each channel, where g is the gradient of z that passes the rectifier.</summary>
    /// <param name="input">y.</param>
    /// <param name="gradient">Of z.</param>
    /// <param name="slot">Which images.</param>
    /// <param name="maps">(C), from y to z.</param>
    /// <param name="floor">0 if z is rectified, else negative infinity.</param>
    /// <param name="sums">(C).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumGradients(
        LaneTensor input, LaneTensor gradient, Slot slot, ChannelMap* maps, float floor, GradientSums* sums)
    {
        var (width, least) = (input.Shape.Width * Lanes.Count, Create(floor));
        for (var c = 0; c < input.Shape.Channels; c++)
        {
            Lane mean = Create(maps[c].Mean), factor = Create(maps[c].Factor), shift = Create(maps[c].Shift);
            LaneTotal gradients = default, products = default;
            for (var y = 0; y < input.Shape.Height; y++)
            {
                float* from = input.Row(slot.Slab, c, y), back = gradient.Row(slot.Slab, c, y);
                Lane sum = Lane.Zero, product = Lane.Zero;
                for (var x = 0; x < width; x += Lanes.Count)
                {
                    var distance = Load(from + x) - mean;
                    var g = Load(back + x) & GreaterThan(FusedMultiplyAdd(distance, factor, shift), least);
                    sum += g;
                    product = FusedMultiplyAdd(g, distance, product);
                }

                gradients.Add(sum);
                products.Add(product);
            }

            sums[c] = new(gradients.Sum(slot.Active), products.Sum(slot.Active));
        }
    }

    /// <summary>dy = Factor g + Slope (y - mean) + Constant in lanes that hold an image, 0 in the others.</summary>
    /// <param name="input">y.</param>
    /// <param name="gradient">Of z.</param>
    /// <param name="inputGradient">Of y.</param>
    /// <param name="slot">Which images.</param>
    /// <param name="maps">(C), from y to z.</param>
    /// <param name="gradientMaps">(C), from g and y to dy.</param>
    /// <param name="floor">0 if z is rectified, else negative infinity.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ApplyGradient(
        LaneTensor input,
        LaneTensor gradient,
        LaneTensor inputGradient,
        Slot slot,
        ChannelMap* maps,
        GradientMap* gradientMaps,
        float floor)
    {
        var (width, least, active) = (input.Shape.Width * Lanes.Count, Create(floor), Lanes.Mask(slot.Active));
        for (var y = 0; y < input.Shape.Height; y++)
        {
            for (var c = 0; c < input.Shape.Channels; c++)
            {
                float* from = input.Row(slot.Slab, c, y), back = gradient.Row(slot.Slab, c, y), to = inputGradient.Row(slot.Slab, c, y);
                Lane mean = Create(maps[c].Mean), factor = Create(maps[c].Factor), shift = Create(maps[c].Shift);
                var (gain, slope, constant) = (
                    Create(gradientMaps[c].Factor), Create(gradientMaps[c].Slope), Create(gradientMaps[c].Constant));
                for (var x = 0; x < width; x += Lanes.Count)
                {
                    var distance = Load(from + x) - mean;
                    var g = Load(back + x) & GreaterThan(FusedMultiplyAdd(distance, factor, shift), least);
                    var dy = FusedMultiplyAdd(gain, g, FusedMultiplyAdd(slope, distance, constant));
                    (dy & active).Store(to + x);
                }
            }
        }
    }

    private static Moments Combine(Lane origin, LaneTotal sums, LaneTotal squares, double pixels, int active)
    {
        var all = default(Moments);
        for (var lane = 0; lane < active; lane++)
        {
            var shift = sums[lane] / pixels;
            all = all.With(new(pixels, origin[lane] + shift, squares[lane] - (sums[lane] * shift)));
        }

        return all;
    }
}
