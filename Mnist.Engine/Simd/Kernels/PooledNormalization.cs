using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;
using static System.Runtime.Intrinsics.Vector512;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>Batch normalisation with a pooling of two by two behind it.</summary>
/// <remarks>
/// The largest z is that of the largest y, or of the least where the scale is negative. Which one that is can be told before the batch has
/// met, while y is near: from then on a fourth of the values does for everything but the gradient of y.
/// </remarks>
internal static unsafe class PooledNormalization
{
    /// <summary>Whether a pooling has windows of two by two and each value lies in one of them.</summary>
    /// <param name="windows">Shape of what goes out.</param>
    /// <param name="window">Height and width of a window.</param>
    /// <param name="stride">Step between windows.</param>
    /// <param name="input">Shape of what comes in.</param>
    public static bool Fits(Shape windows, Extent window, Extent stride, Shape input) =>
        window == new Extent(2, 2) && PoolingKernels.Covers(windows, window, stride, input);

    /// <summary>Of each window the y whose z will be largest.</summary>
    /// <param name="input">y.</param>
    /// <param name="output">One value for each window.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which rows of windows.</param>
    /// <param name="scales">(C); only their signs matter.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Select(BatchTensor input, BatchTensor output, ImageGroup group, Rows rows, float* scales)
    {
        var (channels, stride, outputStride, width) = (input.Shape.Channels, input.ChannelStride, output.ChannelStride, output.Width);
        nint down = input.RowStride;
        float* from = input.Row(group, 2 * rows.First), to = output.Row(group, rows.First);
        for (var y = rows.First; y < rows.End; y++, from += down)
        {
            for (var c = 0; c < channels; c++, from += stride, to += outputStride)
            {
                var window = new Window(scales[c]);
                for (nint x = 0; x < width; x += Lanes.Count)
                    window.Selected(from + (2 * x), down).Store(to + x);
            }
        }
    }

    /// <summary>Sums of g and g (y - mean) for each channel, with the last rows; g is what passes pooling and ReLU.</summary>
    /// <remarks>
    /// What <see cref="NormalizationKernels.SumGradients"/> would do with these tensors, in another order: each row in one chain. Recorded
    /// runs have the bits of this one.
    /// </remarks>
    /// <param name="selected">Of each window the y that <see cref="Select"/> has found.</param>
    /// <param name="gradient">Of p.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which rows of windows, one band after the other from the first to the last.</param>
    /// <param name="maps">(C), from y to z.</param>
    /// <param name="floor">0 where a ReLU follows, else negative infinity.</param>
    /// <param name="sums">Room for <see cref="NormalizationKernels.SumsSize"/> values for each channel.</param>
    /// <param name="totals">(C).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumGradients(
        BatchTensor selected,
        BatchTensor gradient,
        ImageGroup group,
        Rows rows,
        ChannelMap* maps,
        float floor,
        float* sums,
        GradientSums* totals)
    {
        var (channels, width, least) = (selected.Shape.Channels, selected.Width, Create(floor));
        var (stride, gradientStride) = (selected.ChannelStride, gradient.ChannelStride);
        float* from = selected.Row(group, rows.First), back = gradient.Row(group, rows.First);
        for (var y = rows.First; y < rows.End; y++)
        {
            var sum = sums;
            for (var c = 0; c < channels; c++, from += stride, back += gradientStride, sum += NormalizationKernels.SumsSize)
            {
                Vector mean = Create(maps[c].Mean), factor = Create(maps[c].Factor), offset = Create(maps[c].Offset);
                Vector total = Vector.Zero, product = total;
                for (nint x = 0; x < width; x += Lanes.Count)
                {
                    var value = Load(from + x);
                    var g = NormalizationKernels.Passing(back + x, FusedMultiplyAdd(value, factor, offset), least);
                    total += g;
                    product = FusedMultiplyAdd(g, value - mean, product);
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
        var (targetStride, least, active) = (inputGradient.ChannelStride, Create(floor), Lanes.Mask(group.Active));
        nint down = input.RowStride, targetDown = inputGradient.RowStride;
        float* from = input.Row(group, 2 * rows.First), back = gradient.Row(group, rows.First);
        var to = inputGradient.Row(group, 2 * rows.First);
        for (var y = rows.First; y < rows.End; y++, from += down, to += targetDown)
        {
            for (var c = 0; c < channels; c++, from += stride, back += gradientStride, to += targetStride)
            {
                var window = new Window(maps[c].Factor);
                Vector factor = Create(maps[c].Factor), offset = Create(maps[c].Offset);
                Vector gain = Create(gradientMaps[c].Factor) & active, slope = Create(gradientMaps[c].Slope) & active;
                var constant = Create(gradientMaps[c].Constant) & active;
                for (nint x = 0; x < width; x += Lanes.Count)
                {
                    float* upper = from + (2 * x), result = to + (2 * x);
                    var selected = window.Selected(upper, down);
                    var g = NormalizationKernels.Passing(back + x, FusedMultiplyAdd(selected, factor, offset), least);
                    Pass(upper, result);
                    Pass(upper + Lanes.Count, result + Lanes.Count);
                    Pass(upper + down, result + targetDown);
                    Pass(upper + down + Lanes.Count, result + targetDown + Lanes.Count);

                    // The first of the largest takes the gradient, as in PyTorch.
                    [MethodImpl(MethodImplOptions.AggressiveInlining)]
                    void Pass(float* at, float* target)
                    {
                        var value = Load(at);
                        var taken = ConditionalSelect(Vector512.Equals(value, selected), g, Vector.Zero);
                        FusedMultiplyAdd(gain, taken, FusedMultiplyAdd(slope, value, constant)).Store(target);
                        g -= taken;
                    }
                }
            }
        }
    }

    /// <summary>Chooses from a window.</summary>
    /// <param name="scale">Its sign says whether the largest y or the least has the largest z.</param>
    private readonly struct Window(float scale)
    {
        private readonly Vector sign = Create(scale) & Create(-0f);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector Selected(float* upper, nint down) => MaxNative(
            MaxNative(MaxNative(Load(upper) ^ sign, Load(upper + Lanes.Count) ^ sign), Load(upper + down) ^ sign),
            Load(upper + down + Lanes.Count) ^ sign) ^ sign;
    }
}
