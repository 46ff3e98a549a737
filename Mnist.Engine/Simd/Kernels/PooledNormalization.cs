using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;
using static System.Runtime.Intrinsics.Vector512;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>Batch normalisation and, at once, the largest of each two by two values: what lies between the two is never stored.</summary>
/// <remarks>
/// On the way back what was largest is found again from y, which has to be read in any case. Each value is computed and each sum added up
/// as <see cref="NormalizationKernels"/> and <see cref="PoolingKernels"/> do one after the other, to the same bits.
/// </remarks>
internal static unsafe class PooledNormalization
{
    /// <summary>p = largest of each window of max(floor, (y - mean) factor + shift).</summary>
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
                {
                    var at = from + (2 * x);
                    var upper = MaxNative(map.Of(at), map.Of(at + Lanes.Count));
                    MaxNative(MaxNative(upper, map.Of(at + down)), map.Of(at + down + Lanes.Count)).Store(to + x);
                }
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
                Vector a = Vector.Zero, b = a, d = a, e = a, ay = a, by = a, dy = a, ey = a;
                for (nint x = 0; x < width; x += Lanes.Count)
                {
                    var at = from + (2 * x);
                    var window = new Window(map, at, at + down, Load(back + x));
                    a += window.G0;
                    b += window.G1;
                    d += window.G2;
                    e += window.G3;
                    ay = FusedMultiplyAdd(window.G0, Load(at) - map.Mean, ay);
                    by = FusedMultiplyAdd(window.G1, Load(at + Lanes.Count) - map.Mean, by);
                    dy = FusedMultiplyAdd(window.G2, Load(at + down) - map.Mean, dy);
                    ey = FusedMultiplyAdd(window.G3, Load(at + down + Lanes.Count) - map.Mean, ey);
                }

                var (total, product) = y == 0 ? (Vector.Zero, Vector.Zero) : (Load(sum), Load(sum + Lanes.Count));
                (total + (a + b) + (d + e)).Store(sum);
                (product + (ay + by) + (dy + ey)).Store(sum + Lanes.Count);
            }
        }

        if (rows.End < gradient.Shape.Height)
            return;
        for (var c = 0; c < channels; c++, sums += NormalizationKernels.SumsSize)
            totals[c] = LaneMoments.Sums(Load(sums), Load(sums + Lanes.Count), group.Active);
    }

    /// <summary>dy = Factor g + Slope (y - mean) + Constant in lanes that hold an image, 0 in the others.</summary>
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
                Vector gain = Create(gradientMaps[c].Factor), slope = Create(gradientMaps[c].Slope);
                var constant = Create(gradientMaps[c].Constant);
                for (nint x = 0; x < width; x += Lanes.Count)
                {
                    float* at = from + (2 * x), target = to + (2 * x);
                    var window = new Window(map, at, at + down, Load(back + x));
                    Store(target, window.G0, Load(at) - map.Mean);
                    Store(target + Lanes.Count, window.G1, Load(at + Lanes.Count) - map.Mean);
                    Store(target + targetDown, window.G2, Load(at + down) - map.Mean);
                    Store(target + targetDown + Lanes.Count, window.G3, Load(at + down + Lanes.Count) - map.Mean);
                }

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                void Store(float* target, Vector g, Vector distance) =>
                    (FusedMultiplyAdd(gain, g, FusedMultiplyAdd(slope, distance, constant)) & active).Store(target);
            }
        }
    }

    /// <summary>From y to z, in registers.</summary>
    private readonly struct Map(ChannelMap map, float floor)
    {
        private readonly Vector factor = Create(map.Factor);
        private readonly Vector shift = Create(map.Shift);

        public Vector Mean { get; } = Create(map.Mean);

        public Vector Least { get; } = Create(floor);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector Of(float* y) => MaxNative(Least, FusedMultiplyAdd(Load(y) - Mean, factor, shift));
    }

    /// <summary>What of a window's gradient passes pooling and ReLU to each of its values: to the first of the largest, if any.</summary>
    private readonly struct Window
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Window(Map map, float* upper, float* lower, Vector gradient)
        {
            Vector z0 = map.Of(upper), z1 = map.Of(upper + Lanes.Count), z2 = map.Of(lower), z3 = map.Of(lower + Lanes.Count);
            var largest = MaxNative(MaxNative(MaxNative(z0, z1), z2), z3);
            gradient &= GreaterThan(largest, map.Least);
            Vector takes0 = Vector512.Equals(z0, largest), takes1 = Vector512.Equals(z1, largest), takes2 = Vector512.Equals(z2, largest);
            G0 = gradient & takes0;
            gradient = AndNot(gradient, takes0);
            G1 = gradient & takes1;
            gradient = AndNot(gradient, takes1);
            G2 = gradient & takes2;
            G3 = AndNot(gradient, takes2) & Vector512.Equals(z3, largest);
        }

        public Vector G0 { get; }

        public Vector G1 { get; }

        public Vector G2 { get; }

        public Vector G3 { get; }
    }
}
