using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;
using static System.Runtime.Intrinsics.Vector512;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>Batch normalisation and, at once, the largest of each two by two values: what lies between the two is never stored.</summary>
/// <remarks>
/// The largest z is that of the largest y, or of the least where the factor is negative: one value of a window is normalised, not four.
/// On the way back it is found again in y, which has to be read in any case.
/// </remarks>
internal static unsafe class PooledNormalization
{
    /// <summary>p = largest of each window of max(floor, factor y + offset).</summary>
    /// <param name="input">y.</param>
    /// <param name="output">p.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which rows of windows.</param>
    /// <param name="maps">(C).</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(BatchTensor input, BatchTensor output, ImageGroup group, Rows rows, ChannelMap* maps, float floor)
    {
        var (channels, stride, outputStride, width) = (input.Shape.Channels, input.ChannelStride, output.ChannelStride, output.Width);
        nint down = input.RowStride;
        float* from = input.Row(group, 2 * rows.First), to = output.Row(group, rows.First);
        for (var y = rows.First; y < rows.End; y++, from += down)
        {
            for (var c = 0; c < channels; c++, from += stride, to += outputStride)
            {
                var map = new Map(maps[c], floor);
                for (nint x = 0; x < width; x += Lanes.Count)
                    MaxNative(map.Least, map.Of(map.First(from + (2 * x), down))).Store(to + x);
            }
        }
    }

    /// <summary>Sums of g and g (y - mean) for each channel, with the last rows; g is what passes pooling and ReLU.</summary>
    /// <param name="input">y.</param>
    /// <param name="gradient">Of p.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which rows of windows, one band after the other from the first to the last.</param>
    /// <param name="maps">(C), from y to z.</param>
    /// <param name="floor">0 where a ReLU follows, else negative infinity.</param>
    /// <param name="sums">Room for <see cref="NormalizationKernels.SumsSize"/> values for each channel.</param>
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
        var (channels, stride, gradientStride, width) = (input.Shape.Channels, input.ChannelStride, gradient.ChannelStride, gradient.Width);
        nint down = input.RowStride;
        float* from = input.Row(group, 2 * rows.First), back = gradient.Row(group, rows.First);
        for (var y = rows.First; y < rows.End; y++, from += down)
        {
            var sum = sums;
            for (var c = 0; c < channels; c++, from += stride, back += gradientStride, sum += NormalizationKernels.SumsSize)
            {
                var map = new Map(maps[c], floor);
                var mean = Create(maps[c].Mean);
                Vector total = Vector.Zero, product = total;
                for (nint x = 0; x < width; x += Lanes.Count)
                {
                    var largest = map.First(from + (2 * x), down);
                    var g = NormalizationKernels.Passing(back + x, map.Of(largest), map.Least);
                    total += g;
                    product = FusedMultiplyAdd(g, largest - mean, product);
                }

                if (y > 0)
                    (total, product) = (Load(sum) + total, Load(sum + Lanes.Count) + product);
                total.Store(sum);
                product.Store(sum + Lanes.Count);
            }
        }

        if (rows.End == gradient.Shape.Height)
            NormalizationKernels.Total(sums, channels, group, totals);
    }

    /// <summary>dy = Factor g + Slope y + Constant in lanes that hold an image, 0 in the others.</summary>
    /// <param name="input">y.</param>
    /// <param name="gradient">Of p.</param>
    /// <param name="inputGradient">Of y.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which rows of windows.</param>
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
        var (channels, stride, gradientStride, width) = (input.Shape.Channels, input.ChannelStride, gradient.ChannelStride, gradient.Width);
        var (targetStride, active) = (inputGradient.ChannelStride, Lanes.Mask(group.Active));
        nint down = input.RowStride, targetDown = inputGradient.RowStride;
        float* from = input.Row(group, 2 * rows.First), back = gradient.Row(group, rows.First);
        var to = inputGradient.Row(group, 2 * rows.First);
        for (var y = rows.First; y < rows.End; y++, from += down, to += targetDown)
        {
            for (var c = 0; c < channels; c++, from += stride, back += gradientStride, to += targetStride)
            {
                var map = new Map(maps[c], floor);
                Vector gain = Create(gradientMaps[c].Factor) & active, slope = Create(gradientMaps[c].Slope) & active;
                var constant = Create(gradientMaps[c].Constant) & active;
                for (nint x = 0; x < width; x += Lanes.Count)
                {
                    float* upper = from + (2 * x), result = to + (2 * x);
                    var largest = map.First(upper, down);
                    var g = NormalizationKernels.Passing(back + x, map.Of(largest), map.Least);
                    Pass(upper, result);
                    Pass(upper + Lanes.Count, result + Lanes.Count);
                    Pass(upper + down, result + targetDown);
                    Pass(upper + down + Lanes.Count, result + targetDown + Lanes.Count);

                    // The first of the largest takes the gradient, as in PyTorch.
                    [MethodImpl(MethodImplOptions.AggressiveInlining)]
                    void Pass(float* at, float* target)
                    {
                        var value = Load(at);
                        var taken = ConditionalSelect(Vector512.Equals(value, largest), g, Vector.Zero);
                        FusedMultiplyAdd(gain, taken, FusedMultiplyAdd(slope, value, constant)).Store(target);
                        g -= taken;
                    }
                }
            }
        }
    }

    /// <summary>From y to z, in registers.</summary>
    private readonly struct Map(ChannelMap map, float floor)
    {
        private readonly Vector factor = Create(map.Factor);
        private readonly Vector offset = Create(map.Offset);
        private readonly Vector sign = Create(map.Factor) & Create(-0f);

        public Vector Least { get; } = Create(floor);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector Of(Vector y) => FusedMultiplyAdd(y, factor, offset);

        /// <summary>The y of a window whose z is largest.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector First(float* upper, nint down) => MaxNative(
            MaxNative(MaxNative(Load(upper) ^ sign, Load(upper + Lanes.Count) ^ sign), Load(upper + down) ^ sign),
            Load(upper + down + Lanes.Count) ^ sign) ^ sign;
    }
}
