using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;
using static System.Runtime.Intrinsics.Vector512;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>The passes of batch normalisation over sixteen images.</summary>
/// <remarks>
/// Sums are single precision along every second value of a row, and again over the rows of a lane, double precision over lanes and
/// groups: chains of a few dozen additions. Two rows go side by side, four chains, because an addition takes as long as four loads. One
/// single precision sum over a whole batch put errors of a per cent into gradients.
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
        var (channels, width, stride, down) = (input.Shape.Channels, input.Width, input.ChannelStride, (nint)input.RowStride);
        float* from = input.Row(group, rows.First), first = sums;
        for (var c = 0; c < channels; c++, from += stride, sums += SumsSize)
        {
            var origin = rows.First == 0 ? Load(from) : Load(sums + (2 * Lanes.Count));
            var (sum, square) = rows.First == 0 ? (Vector.Zero, Vector.Zero) : (Load(sums), Load(sums + Lanes.Count));
            var row = from;
            for (var left = rows.Count; left > 0; left -= 2, row += 2 * down)
            {
                // An odd last row goes beside itself, and the second one is left out.
                var next = left > 1 ? row + down : row;
                Vector sum0 = Vector.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
                Vector square0 = sum0, square1 = sum0, square2 = sum0, square3 = sum0;
                nint x = 0;
                for (; x < width - Lanes.Count; x += 2 * Lanes.Count)
                {
                    Vector value0 = Load(row + x) - origin, value1 = Load(row + x + Lanes.Count) - origin;
                    Vector value2 = Load(next + x) - origin, value3 = Load(next + x + Lanes.Count) - origin;
                    sum0 += value0;
                    sum1 += value1;
                    sum2 += value2;
                    sum3 += value3;
                    square0 = FusedMultiplyAdd(value0, value0, square0);
                    square1 = FusedMultiplyAdd(value1, value1, square1);
                    square2 = FusedMultiplyAdd(value2, value2, square2);
                    square3 = FusedMultiplyAdd(value3, value3, square3);
                }

                if (x < width)
                {
                    Vector value0 = Load(row + x) - origin, value2 = Load(next + x) - origin;
                    sum0 += value0;
                    sum2 += value2;
                    square0 = FusedMultiplyAdd(value0, value0, square0);
                    square2 = FusedMultiplyAdd(value2, value2, square2);
                }

                sum += sum0 + sum1;
                square += square0 + square1;
                if (left == 1)
                    break;
                sum += sum2 + sum3;
                square += square2 + square3;
            }

            sum.Store(sums);
            square.Store(sums + Lanes.Count);
            origin.Store(sums + (2 * Lanes.Count));
        }

        if (rows.End < input.Shape.Height)
            return;
        for (var c = 0; c < channels; c++, first += SumsSize)
            moments[c] = LaneMoments.Of(
                Load(first + (2 * Lanes.Count)), Load(first), Load(first + Lanes.Count), input.Shape.Positions, group.Active);
    }

    /// <summary>z = max(floor, factor y + offset).</summary>
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
                Vector factor = Create(maps[c].Factor), offset = Create(maps[c].Offset);
                for (nint x = 0; x < width; x += Lanes.Count)
                    MaxNative(least, FusedMultiplyAdd(Load(from + x), factor, offset)).Store(to + x);
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
        var (channels, width, least) = (input.Shape.Channels, input.Width, Create(floor));
        var (stride, gradientStride) = (input.ChannelStride, gradient.ChannelStride);
        nint down = input.RowStride, gradientDown = gradient.RowStride;
        float* from = input.Row(group, rows.First), back = gradient.Row(group, rows.First), first = sums;
        for (var c = 0; c < channels; c++, from += stride, back += gradientStride, sums += SumsSize)
        {
            Vector mean = Create(maps[c].Mean), factor = Create(maps[c].Factor), offset = Create(maps[c].Offset);
            var (sum, product) = rows.First == 0 ? (Vector.Zero, Vector.Zero) : (Load(sums), Load(sums + Lanes.Count));
            float* row = from, gradientRow = back;
            for (var left = rows.Count; left > 0; left -= 2, row += 2 * down, gradientRow += 2 * gradientDown)
            {
                float* next = left > 1 ? row + down : row, nextGradient = left > 1 ? gradientRow + gradientDown : gradientRow;
                Vector sum0 = Vector.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
                Vector product0 = sum0, product1 = sum0, product2 = sum0, product3 = sum0;
                nint x = 0;
                for (; x < width - Lanes.Count; x += 2 * Lanes.Count)
                {
                    Vector y0 = Load(row + x), y1 = Load(row + x + Lanes.Count);
                    Vector y2 = Load(next + x), y3 = Load(next + x + Lanes.Count);
                    var g0 = Passing(gradientRow + x, FusedMultiplyAdd(y0, factor, offset), least);
                    var g1 = Passing(gradientRow + x + Lanes.Count, FusedMultiplyAdd(y1, factor, offset), least);
                    var g2 = Passing(nextGradient + x, FusedMultiplyAdd(y2, factor, offset), least);
                    var g3 = Passing(nextGradient + x + Lanes.Count, FusedMultiplyAdd(y3, factor, offset), least);
                    sum0 += g0;
                    sum1 += g1;
                    sum2 += g2;
                    sum3 += g3;
                    product0 = FusedMultiplyAdd(g0, y0 - mean, product0);
                    product1 = FusedMultiplyAdd(g1, y1 - mean, product1);
                    product2 = FusedMultiplyAdd(g2, y2 - mean, product2);
                    product3 = FusedMultiplyAdd(g3, y3 - mean, product3);
                }

                if (x < width)
                {
                    Vector y0 = Load(row + x), y2 = Load(next + x);
                    var g0 = Passing(gradientRow + x, FusedMultiplyAdd(y0, factor, offset), least);
                    var g2 = Passing(nextGradient + x, FusedMultiplyAdd(y2, factor, offset), least);
                    sum0 += g0;
                    sum2 += g2;
                    product0 = FusedMultiplyAdd(g0, y0 - mean, product0);
                    product2 = FusedMultiplyAdd(g2, y2 - mean, product2);
                }

                sum += sum0 + sum1;
                product += product0 + product1;
                if (left == 1)
                    break;
                sum += sum2 + sum3;
                product += product2 + product3;
            }

            sum.Store(sums);
            product.Store(sums + Lanes.Count);
        }

        if (rows.End == input.Shape.Height)
            Total(first, channels, group, totals);
    }

    /// <summary>Sums of g and g (y - mean) of each channel over all lanes that hold an image.</summary>
    /// <param name="sums">(C, <see cref="SumsSize"/>), each lane's own.</param>
    /// <param name="channels">C.</param>
    /// <param name="group">Which images.</param>
    /// <param name="totals">(C).</param>
    public static void Total(float* sums, int channels, ImageGroup group, GradientSums* totals)
    {
        for (var c = 0; c < channels; c++, sums += SumsSize)
            totals[c] = LaneMoments.Sums(Load(sums), Load(sums + Lanes.Count), group.Active);
    }

    /// <summary>dy = Factor g + Slope y + Constant in lanes that hold an image, 0 in the others.</summary>
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
                Vector factor = Create(maps[c].Factor), offset = Create(maps[c].Offset);
                Vector gain = Create(gradientMaps[c].Factor) & active, slope = Create(gradientMaps[c].Slope) & active;
                var constant = Create(gradientMaps[c].Constant) & active;
                for (nint x = 0; x < width; x += Lanes.Count)
                {
                    var value = Load(from + x);
                    var g = Passing(back + x, FusedMultiplyAdd(value, factor, offset), least);
                    FusedMultiplyAdd(gain, g, FusedMultiplyAdd(slope, value, constant)).Store(to + x);
                }
            }
        }
    }

    /// <summary>The gradient where a ReLU has let its value pass, else 0.</summary>
    /// <param name="gradient">Behind the ReLU.</param>
    /// <param name="value">In front of it.</param>
    /// <param name="least">0 where there is a ReLU, else negative infinity.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector Passing(float* gradient, Vector value, Vector least) =>
        ConditionalSelect(GreaterThan(value, least), Load(gradient), Vector.Zero);
}
