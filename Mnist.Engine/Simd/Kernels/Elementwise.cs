using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>Arithmetic on whole tensors, value by value, for sixteen images; all tensors of a call have the same shape.</summary>
internal static unsafe class Elementwise
{
    /// <summary>target = left + right.</summary>
    /// <param name="left">One term.</param>
    /// <param name="right">The other.</param>
    /// <param name="target">Overwritten.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which of their rows.</param>
    public static void Add(BatchTensor left, BatchTensor right, BatchTensor target, ImageGroup group, Rows rows)
    {
        float* a = left.Row(group, rows.First), b = right.Row(group, rows.First), to = target.Row(group, rows.First);
        var (width, count) = (target.Width, rows.Count * target.Shape.Channels);
        var (aStride, bStride, stride) = (left.ChannelStride, right.ChannelStride, target.ChannelStride);
        for (var row = 0; row < count; row++, a += aStride, b += bStride, to += stride)
        {
            for (var x = 0; x < width; x += Lanes.Count)
                (Vector512.Load(a + x) + Vector512.Load(b + x)).Store(to + x);
        }
    }

    /// <summary>target = source.</summary>
    /// <param name="source">What is copied.</param>
    /// <param name="target">Overwritten.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which of their rows.</param>
    public static void Copy(BatchTensor source, BatchTensor target, ImageGroup group, Rows rows)
    {
        float* from = source.Row(group, rows.First), to = target.Row(group, rows.First);
        for (var row = rows.Count * target.Shape.Channels; row > 0; row--, from += source.ChannelStride, to += target.ChannelStride)
            new ReadOnlySpan<float>(from, target.Width).CopyTo(new(to, target.Width));
    }

    /// <summary>tensor = max(0, tensor).</summary>
    /// <param name="tensor">Changed.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which of their rows.</param>
    public static void Relu(BatchTensor tensor, ImageGroup group, Rows rows)
    {
        var at = tensor.Row(group, rows.First);
        var (width, count, stride) = (tensor.Width, rows.Count * tensor.Shape.Channels, tensor.ChannelStride);
        for (var row = 0; row < count; row++, at += stride)
        {
            for (var x = 0; x < width; x += Lanes.Count)
                Vector512.MaxNative(Vector512<float>.Zero, Vector512.Load(at + x)).Store(at + x);
        }
    }

    /// <summary>gradient = 0 where the activation is 0.</summary>
    /// <param name="activation">After the ReLU.</param>
    /// <param name="gradient">Changed.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which of their rows.</param>
    public static void ReluBackward(BatchTensor activation, BatchTensor gradient, ImageGroup group, Rows rows)
    {
        float* from = activation.Row(group, rows.First), at = gradient.Row(group, rows.First);
        var (width, count) = (gradient.Width, rows.Count * gradient.Shape.Channels);
        var (fromStride, stride) = (activation.ChannelStride, gradient.ChannelStride);
        for (var row = 0; row < count; row++, from += fromStride, at += stride)
        {
            for (var x = 0; x < width; x += Lanes.Count)
                (Vector512.Load(at + x) & Vector512.GreaterThan(Vector512.Load(from + x), Vector512<float>.Zero)).Store(at + x);
        }
    }
}
