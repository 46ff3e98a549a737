using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;
using static System.Runtime.Intrinsics.Vector512;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>The passes of batch normalisation over sixteen images.</summary>
/// <remarks>
/// Sums are single precision along a row, and again over the rows of a lane, double precision over lanes and groups: chains of a few
/// dozen additions. One single precision sum over a whole batch put errors of a per cent into gradients.
/// </remarks>
internal static unsafe class NormalizationKernels
{
    /// <summary>Sums that <see cref="Measure"/> and <see cref="SumGradients"/> keep of a channel, in values.</summary>
    public const int SumsSize = 2 * Lanes.Count;

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
        var (channels, height, width, stride) = (input.Shape.Channels, input.Shape.Height, input.Width, input.ChannelStride);
        float* first = input.Origin(group), row = input.Row(group, rows.First);
        if (rows.First == 0)
            new Span<float>(sums, channels * SumsSize).Clear();
        for (var y = rows.First; y < rows.End; y++)
        {
            for (var c = 0; c < channels; c++, row += stride)
            {
                var origin = Load(first + (c * stride));
                Vector sum = Vector.Zero, square = Vector.Zero;
                for (var x = 0; x < width; x += Lanes.Count)
                {
                    var value = Load(row + x) - origin;
                    sum += value;
                    square = FusedMultiplyAdd(value, value, square);
                }

                AddTo(sums + (c * SumsSize), sum, square);
            }
        }

        if (rows.End < height)
            return;
        var pixels = (double)height * (width / Lanes.Count);
        for (var c = 0; c < channels; c++)
            moments[c] = Combine(first + (c * stride), sums + (c * SumsSize), pixels, group.Active);
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
        var (channels, width, least) = (input.Shape.Channels, input.Width, Create(floor));
        var (stride, outputStride) = (input.ChannelStride, output.ChannelStride);
        float* from = input.Row(group, rows.First), to = output.Row(group, rows.First);
        for (var y = rows.First; y < rows.End; y++)
        {
            for (var c = 0; c < channels; c++, from += stride, to += outputStride)
            {
                Vector mean = Create(maps[c].Mean), factor = Create(maps[c].Factor), shift = Create(maps[c].Shift);
                for (var x = 0; x < width; x += Lanes.Count)
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
        var (channels, height, width, least) = (input.Shape.Channels, input.Shape.Height, input.Width, Create(floor));
        var (stride, gradientStride) = (input.ChannelStride, gradient.ChannelStride);
        float* from = input.Row(group, rows.First), back = gradient.Row(group, rows.First);
        if (rows.First == 0)
            new Span<float>(sums, channels * SumsSize).Clear();
        for (var y = rows.First; y < rows.End; y++)
        {
            for (var c = 0; c < channels; c++, from += stride, back += gradientStride)
            {
                Vector mean = Create(maps[c].Mean), factor = Create(maps[c].Factor), shift = Create(maps[c].Shift);
                Vector sum = Vector.Zero, product = Vector.Zero;
                for (var x = 0; x < width; x += Lanes.Count)
                {
                    var distance = Load(from + x) - mean;
                    var g = Load(back + x) & GreaterThan(FusedMultiplyAdd(distance, factor, shift), least);
                    sum += g;
                    product = FusedMultiplyAdd(g, distance, product);
                }

                AddTo(sums + (c * SumsSize), sum, product);
            }
        }

        if (rows.End < height)
            return;
        for (var c = 0; c < channels; c++, sums += SumsSize)
            totals[c] = new(Sum(sums, group.Active), Sum(sums + Lanes.Count, group.Active));
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
        var (channels, width) = (input.Shape.Channels, input.Width);
        var (stride, gradientStride, targetStride) = (input.ChannelStride, gradient.ChannelStride, inputGradient.ChannelStride);
        var (least, active) = (Create(floor), Lanes.Mask(group.Active));
        float* from = input.Row(group, rows.First), back = gradient.Row(group, rows.First);
        var to = inputGradient.Row(group, rows.First);
        for (var y = rows.First; y < rows.End; y++)
        {
            for (var c = 0; c < channels; c++, from += stride, back += gradientStride, to += targetStride)
            {
                Vector mean = Create(maps[c].Mean), factor = Create(maps[c].Factor), shift = Create(maps[c].Shift);
                Vector gain = Create(gradientMaps[c].Factor), slope = Create(gradientMaps[c].Slope);
                var constant = Create(gradientMaps[c].Constant);
                for (var x = 0; x < width; x += Lanes.Count)
                {
                    var distance = Load(from + x) - mean;
                    var g = Load(back + x) & GreaterThan(FusedMultiplyAdd(distance, factor, shift), least);
                    (FusedMultiplyAdd(gain, g, FusedMultiplyAdd(slope, distance, constant)) & active).Store(to + x);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(float* sums, Vector first, Vector second)
    {
        (Load(sums) + first).Store(sums);
        (Load(sums + Lanes.Count) + second).Store(sums + Lanes.Count);
    }

    private static double Sum(float* lanes, int active)
    {
        var sum = 0.0;
        for (var lane = 0; lane < active; lane++)
            sum += lanes[lane];
        return sum;
    }

    private static Moments Combine(float* origins, float* sums, double pixels, int active)
    {
        var all = default(Moments);
        for (var lane = 0; lane < active; lane++)
        {
            double sum = sums[lane], square = sums[Lanes.Count + lane];
            all = all.With(new(pixels, origins[lane] + (sum / pixels), square - (sum * sum / pixels)));
        }

        return all;
    }
}
