using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;
using static System.Runtime.Intrinsics.Vector512;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>Pooling of sixteen images, forward and backward.</summary>
internal static unsafe class PoolingKernels
{
    // The usual window has code of its own: four loads in place of two loops.
    private static Extent TwoByTwo => new(2, 2);

    /// <summary>Whether each value lies in one window. Where not, all windows have to be spread at once.</summary>
    /// <param name="windows">Shape of what goes out.</param>
    /// <param name="window">Height and width of a window.</param>
    /// <param name="stride">Step between windows.</param>
    /// <param name="input">Shape of what comes in.</param>
    public static bool Covers(Shape windows, Extent window, Extent stride, Shape input) =>
        stride == window && windows.Height * window.Height == input.Height && windows.Width * window.Width == input.Width;

    /// <summary>Largest value of each window.</summary>
    /// <param name="input">What comes in.</param>
    /// <param name="output">What goes out.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which rows of windows.</param>
    /// <param name="window">Height and width of a window.</param>
    /// <param name="stride">Step between windows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Maximum(BatchTensor input, BatchTensor output, ImageGroup group, Rows rows, Extent window, Extent stride)
    {
        var (shape, row, step) = (output.Shape, input.RowStride, stride.Width * Lanes.Count);
        var (width, outputStride, isTwoByTwo) = (output.Width, output.ChannelStride, window == TwoByTwo);
        var to = output.Row(group, rows.First);
        for (var y = rows.First; y < rows.End; y++)
        {
            for (var c = 0; c < shape.Channels; c++, to += outputStride)
            {
                var from = input.Origin(group) + input.Offset(c, y * stride.Height, 0);
                if (isTwoByTwo)
                {
                    for (var x = 0; x < width; x += Lanes.Count, from += step)
                        LargestOfFour(from, row).Store(to + x);
                    continue;
                }

                for (var x = 0; x < width; x += Lanes.Count, from += step)
                    Largest(from, row, window).Store(to + x);
            }
        }
    }

    /// <summary>Adds each output's gradient to the first of the largest values of its window, as PyTorch does.</summary>
    /// <param name="input">What came in.</param>
    /// <param name="inputGradient">Its gradient, overwritten.</param>
    /// <param name="gradient">Of what went out.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which rows of windows.</param>
    /// <param name="window">Height and width of a window.</param>
    /// <param name="stride">Step between windows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SpreadMaximum(
        BatchTensor input, BatchTensor inputGradient, BatchTensor gradient, ImageGroup group, Rows rows, Extent window, Extent stride)
    {
        var isDisjoint = stride == window;
        if (!Covers(gradient.Shape, window, stride, input.Shape))
            inputGradient.Clear(group);
        var (shape, row, targetRow) = (gradient.Shape, input.RowStride, inputGradient.RowStride);
        var (step, width, isFour) = (stride.Width * Lanes.Count, gradient.Width, isDisjoint && window == TwoByTwo);
        var backStride = gradient.ChannelStride;
        var back = gradient.Row(group, rows.First);
        for (var y = rows.First; y < rows.End; y++)
        {
            for (var c = 0; c < shape.Channels; c++, back += backStride)
            {
                var from = input.Origin(group) + input.Offset(c, y * stride.Height, 0);
                var to = inputGradient.Origin(group) + inputGradient.Offset(c, y * stride.Height, 0);
                if (isFour)
                {
                    for (var x = 0; x < width; x += Lanes.Count, from += step, to += step)
                        SpreadToFirstOfFour(from, row, to, targetRow, Load(back + x));
                    continue;
                }

                for (var x = 0; x < width; x += Lanes.Count, from += step, to += step)
                    SpreadToFirst(from, row, to, targetRow, Load(back + x), window, isDisjoint);
            }
        }
    }

    /// <summary>Mean of each window.</summary>
    /// <param name="input">What comes in.</param>
    /// <param name="output">What goes out.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which rows of windows.</param>
    /// <param name="window">Height and width of a window.</param>
    /// <param name="stride">Step between windows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mean(BatchTensor input, BatchTensor output, ImageGroup group, Rows rows, Extent window, Extent stride)
    {
        var (shape, row, step) = (output.Shape, input.RowStride, stride.Width * Lanes.Count);
        var scale = Create(1f / (window.Height * window.Width));
        var to = output.Row(group, rows.First);
        for (var y = rows.First; y < rows.End; y++)
        {
            for (var c = 0; c < shape.Channels; c++, to += output.ChannelStride)
            {
                var from = input.Origin(group) + input.Offset(c, y * stride.Height, 0);
                for (var x = 0; x < output.Width; x += Lanes.Count, from += step)
                    (Sum(from, row, window) * scale).Store(to + x);
            }
        }
    }

    /// <summary>Adds the gradient of each output, divided by the size of its window, to every value of the window.</summary>
    /// <param name="inputGradient">Gradient of what came in, overwritten.</param>
    /// <param name="gradient">Of what went out.</param>
    /// <param name="group">Which images.</param>
    /// <param name="window">Height and width of a window.</param>
    /// <param name="stride">Step between windows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SpreadMean(BatchTensor inputGradient, BatchTensor gradient, ImageGroup group, Extent window, Extent stride)
    {
        inputGradient.Clear(group);
        var (shape, row, step) = (gradient.Shape, inputGradient.RowStride, stride.Width * Lanes.Count);
        var scale = Create(1f / (window.Height * window.Width));
        var back = gradient.Origin(group);
        for (var y = 0; y < shape.Height; y++)
        {
            for (var c = 0; c < shape.Channels; c++, back += gradient.ChannelStride)
            {
                var to = inputGradient.Origin(group) + inputGradient.Offset(c, y * stride.Height, 0);
                for (var x = 0; x < gradient.Width; x += Lanes.Count, to += step)
                    AddToAll(to, row, Load(back + x) * scale, window);
            }
        }
    }


    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector Largest(float* from, nint row, Extent window)
    {
        var largest = Load(from);
        for (var y = 0; y < window.Height; y++, from += row)
        {
            for (var x = 0; x < window.Width; x++)
                largest = MaxNative(largest, Load(from + (x * Lanes.Count)));
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector LargestOfFour(float* from, nint row) => MaxNative(
        MaxNative(MaxNative(Load(from), Load(from + Lanes.Count)), Load(from + row)), Load(from + row + Lanes.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SpreadToFirstOfFour(float* from, nint row, float* to, nint toRow, Vector gradient)
    {
        var largest = LargestOfFour(from, row);
        Take(ref gradient, largest, from, to);
        Take(ref gradient, largest, from + Lanes.Count, to + Lanes.Count);
        Take(ref gradient, largest, from + row, to + toRow);
        Take(ref gradient, largest, from + row + Lanes.Count, to + toRow + Lanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(ref Vector gradient, Vector largest, float* from, float* to)
    {
        var takes = Vector512.Equals(Load(from), largest);
        (gradient & takes).Store(to);
        gradient = AndNot(gradient, takes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SpreadToFirst(float* from, nint row, float* to, nint toRow, Vector gradient, Extent window, bool isDisjoint)
    {
        var largest = Largest(from, row, window);
        for (var y = 0; y < window.Height; y++, from += row, to += toRow)
        {
            for (var x = 0; x < window.Width * Lanes.Count; x += Lanes.Count)
            {
                var takes = Vector512.Equals(Load(from + x), largest);
                var taken = gradient & takes;
                gradient = AndNot(gradient, takes);
                (isDisjoint ? taken : Load(to + x) + taken).Store(to + x);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector Sum(float* from, nint row, Extent window)
    {
        var sum = Vector.Zero;
        for (var y = 0; y < window.Height; y++, from += row)
        {
            for (var x = 0; x < window.Width; x++)
                sum += Load(from + (x * Lanes.Count));
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToAll(float* to, nint row, Vector term, Extent window)
    {
        for (var y = 0; y < window.Height; y++, to += row)
        {
            for (var x = 0; x < window.Width * Lanes.Count; x += Lanes.Count)
                (Load(to + x) + term).Store(to + x);
        }
    }
}
