using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;
using static System.Runtime.Intrinsics.Vector512;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>The passes of batch normalisation over sixteen images.</summary>
/// <remarks>
/// Sums are single precision along every second value of a row, and again over the rows of a lane, double precision over lanes and
/// groups: chains of a few dozen additions, two side by side because an addition takes longer than a load. One single
/// precision sum over a whole batch put errors of a per cent into gradients.
/// </remarks>
internal static unsafe class NormalizationKernels
{
    /// <summary>Sums that <see cref="Measure"/> and <see cref="SumGradients"/> keep of a channel, in values.</summary>
    public const int SumsSize = 3 * Lanes.Count;

    /// <summary>Moments of each channel, with the last rows.</summary>
    /// <remarks>Each lane's values are measured from its first, so that the square of a large mean does not drown the variance.</remarks>
    /// <param name="input">What is normalised.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which of their rows, one band after the other from the first to the last.</param>
    /// <param name="sums">Room for <see cref="SumsSize"/> values for each channel.</param>
    /// <param name="moments">(C).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Measure(BatchTensor input, ImageGroup group, Rows rows, float* sums, Moments* moments)
    {
        var (width, stride, down) = (input.Width, input.ChannelStride, input.RowStride);
        var from = input.Row(group, rows.First);
        var isLast = rows.End == input.Shape.Height;
        var pixels = (double)input.Shape.Positions;
        for (var c = 0; c < input.Shape.Channels; c++, from += stride, sums += SumsSize)
        {
            var origin = rows.First == 0 ? Load(from) : Load(sums + (2 * Lanes.Count));
            var (sum, square) = rows.First == 0 ? (Vector.Zero, Vector.Zero) : (Load(sums), Load(sums + Lanes.Count));
            var row = from;
            for (var y = rows.First; y < rows.End; y++, row += down)
            {
                Vector sum0 = Vector.Zero, sum1 = sum0, square0 = sum0, square1 = sum0;
                var x = 0;
                for (; x < width - Lanes.Count; x += 2 * Lanes.Count)
                {
                    Vector value0 = Load(row + x) - origin, value1 = Load(row + x + Lanes.Count) - origin;
                    sum0 += value0;
                    sum1 += value1;
                    square0 = FusedMultiplyAdd(value0, value0, square0);
                    square1 = FusedMultiplyAdd(value1, value1, square1);
                }

                if (x < width)
                {
                    var value = Load(row + x) - origin;
                    sum0 += value;
                    square0 = FusedMultiplyAdd(value, value, square0);
                }

                sum += sum0 + sum1;
                square += square0 + square1;
            }

            sum.Store(sums);
            square.Store(sums + Lanes.Count);
            origin.Store(sums + (2 * Lanes.Count));
            if (isLast)
                moments[c] = LaneMoments.Of(origin, sum, square, pixels, group.Active);
        }
    }

    /// <summary>z = max(floor, (y - mean) factor + shift).</summary>
    /// <param name="input">y.</param>
    /// <param name="output">z.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which of their rows, one band after the other from the first to the last.</param>
    /// <param name="maps">(C).</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(BatchTensor input, BatchTensor output, ImageGroup group, Rows rows, ChannelMap* maps, float floor)
    {
        var (width, least) = (input.Width, Create(floor));
        var (channels, stride, outputStride) = (input.Shape.Channels, input.ChannelStride, output.ChannelStride);
        float* from = input.Row(group, rows.First), to = output.Row(group, rows.First);
        for (var y = rows.First; y < rows.End; y++)
        {
            for (var c = 0; c < channels; c++, from += stride, to += outputStride)
            {
                Vector mean = Create(maps[c].Mean), factor = Create(maps[c].Factor), shift = Create(maps[c].Shift);
                for (nint x = 0; x < width; x += Lanes.Count)
                    MaxNative(least, FusedMultiplyAdd(Load(from + x) - mean, factor, shift)).Store(to + x);
            }
        }
    }

    /// <summary>Sums of g and g (y - mean) for each channel, with the last rows; g is the gradient of z that passes the ReLU.</summary>
    /// <param name="input">y.</param>
    /// <param name="gradient">Of z.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which of their rows, one band after the other from the first to the last.</param>
    /// <param name="maps">(C), from y to z.</param>
    /// <param name="floor">0 where a ReLU follows, else negative infinity.</param>
    /// <param name="sums">Room for <see cref="SumsSize"/> values for each channel.</param>
    /// <param name="totals">(C).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumGradients(
        BatchTensor input,
        BatchTensor gradient,
        ImageGroup group,
        Rows rows,
        ChannelMap* maps,
        float floor,
        float* sums,
        GradientSums* totals)
    {
        var (width, least) = (input.Width, Create(floor));
        var (stride, gradientStride, down, gradientDown) =
            (input.ChannelStride, gradient.ChannelStride, input.RowStride, gradient.RowStride);
        float* from = input.Row(group, rows.First), back = gradient.Row(group, rows.First);
        var isLast = rows.End == input.Shape.Height;
        for (var c = 0; c < input.Shape.Channels; c++, from += stride, back += gradientStride, sums += SumsSize)
        {
            Vector mean = Create(maps[c].Mean), factor = Create(maps[c].Factor), shift = Create(maps[c].Shift);
            var (sum, product) = rows.First == 0 ? (Vector.Zero, Vector.Zero) : (Load(sums), Load(sums + Lanes.Count));
            float* row = from, gradientRow = back;
            for (var y = rows.First; y < rows.End; y++, row += down, gradientRow += gradientDown)
            {
                Vector sum0 = Vector.Zero, sum1 = sum0, product0 = sum0, product1 = sum0;
                var x = 0;
                for (; x < width - Lanes.Count; x += 2 * Lanes.Count)
                {
                    Vector distance0 = Load(row + x) - mean, distance1 = Load(row + x + Lanes.Count) - mean;
                    var g0 = Load(gradientRow + x) & GreaterThan(FusedMultiplyAdd(distance0, factor, shift), least);
                    var g1 = Load(gradientRow + x + Lanes.Count) & GreaterThan(FusedMultiplyAdd(distance1, factor, shift), least);
                    sum0 += g0;
                    sum1 += g1;
                    product0 = FusedMultiplyAdd(g0, distance0, product0);
                    product1 = FusedMultiplyAdd(g1, distance1, product1);
                }

                if (x < width)
                {
                    var distance = Load(row + x) - mean;
                    var g = Load(gradientRow + x) & GreaterThan(FusedMultiplyAdd(distance, factor, shift), least);
                    sum0 += g;
                    product0 = FusedMultiplyAdd(g, distance, product0);
                }

                sum += sum0 + sum1;
                product += product0 + product1;
            }

            sum.Store(sums);
            product.Store(sums + Lanes.Count);
            if (isLast)
                totals[c] = LaneMoments.Sums(sum, product, group.Active);
        }
    }

    /// <summary>dy = Factor g + Slope (y - mean) + Constant in lanes that hold an image, 0 in the others.</summary>
    /// <param name="input">y.</param>
    /// <param name="gradient">Of z.</param>
    /// <param name="inputGradient">Of y.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which of their rows, one band after the other from the first to the last.</param>
    /// <param name="maps">(C), from y to z.</param>
    /// <param name="gradientMaps">(C), from g and y to dy.</param>
    /// <param name="floor">0 where a ReLU follows, else negative infinity.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ApplyGradient(
        BatchTensor input,
        BatchTensor gradient,
        BatchTensor inputGradient,
        ImageGroup group,
        Rows rows,
        ChannelMap* maps,
        GradientMap* gradientMaps,
        float floor)
    {
        var (width, least, active) = (input.Width, Create(floor), Lanes.Mask(group.Active));
        var (channels, stride) = (input.Shape.Channels, input.ChannelStride);
        var (gradientStride, targetStride) = (gradient.ChannelStride, inputGradient.ChannelStride);
        float* from = input.Row(group, rows.First), back = gradient.Row(group, rows.First);
        var to = inputGradient.Row(group, rows.First);
        for (var y = rows.First; y < rows.End; y++)
        {
            for (var c = 0; c < channels; c++, from += stride, back += gradientStride, to += targetStride)
            {
                Vector mean = Create(maps[c].Mean), factor = Create(maps[c].Factor), shift = Create(maps[c].Shift);
                Vector gain = Create(gradientMaps[c].Factor), slope = Create(gradientMaps[c].Slope);
                var constant = Create(gradientMaps[c].Constant);
                for (nint x = 0; x < width; x += Lanes.Count)
                {
                    var distance = Load(from + x) - mean;
                    var g = Load(back + x) & GreaterThan(FusedMultiplyAdd(distance, factor, shift), least);
                    (FusedMultiplyAdd(gain, g, FusedMultiplyAdd(slope, distance, constant)) & active).Store(to + x);
                }
            }
        }
    }
}
