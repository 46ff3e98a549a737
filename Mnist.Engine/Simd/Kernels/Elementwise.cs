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
    public static void Add(BatchTensor left, BatchTensor right, BatchTensor target, ImageGroup group)
    {
        float* a = left.Origin(group), b = right.Origin(group), to = target.Origin(group);
        for (var row = Rows(target); row > 0; row--, a += left.ChannelStride, b += right.ChannelStride, to += target.ChannelStride)
        {
            for (var x = 0; x < target.Width; x += Lanes.Count)
                (Vector512.Load(a + x) + Vector512.Load(b + x)).Store(to + x);
        }
    }

    /// <summary>target = source.</summary>
    /// <param name="source">What is copied.</param>
    /// <param name="target">Overwritten.</param>
    /// <param name="group">Which images.</param>
    public static void Copy(BatchTensor source, BatchTensor target, ImageGroup group)
    {
        float* from = source.Origin(group), to = target.Origin(group);
        for (var row = Rows(target); row > 0; row--, from += source.ChannelStride, to += target.ChannelStride)
            new ReadOnlySpan<float>(from, target.Width).CopyTo(new(to, target.Width));
    }

    /// <summary>tensor = max(0, tensor).</summary>
    /// <param name="tensor">Changed.</param>
    /// <param name="group">Which images.</param>
    public static void Relu(BatchTensor tensor, ImageGroup group)
    {
        var at = tensor.Origin(group);
        for (var row = Rows(tensor); row > 0; row--, at += tensor.ChannelStride)
        {
            for (var x = 0; x < tensor.Width; x += Lanes.Count)
                Vector512.MaxNative(Vector512<float>.Zero, Vector512.Load(at + x)).Store(at + x);
        }
    }

    /// <summary>gradient = 0 where the activation is 0.</summary>
    /// <param name="activation">After the ReLU.</param>
    /// <param name="gradient">Changed.</param>
    /// <param name="group">Which images.</param>
    public static void ReluBackward(BatchTensor activation, BatchTensor gradient, ImageGroup group)
    {
        float* from = activation.Origin(group), at = gradient.Origin(group);
        for (var row = Rows(gradient); row > 0; row--, from += activation.ChannelStride, at += gradient.ChannelStride)
        {
            for (var x = 0; x < gradient.Width; x += Lanes.Count)
                (Vector512.Load(at + x) & Vector512.GreaterThan(Vector512.Load(from + x), Vector512<float>.Zero)).Store(at + x);
        }
    }

    /// <summary>Rows of all channels: one follows the other at the distance of channels.</summary>
    /// <param name="tensor">Any tensor.</param>
    public static int Rows(BatchTensor tensor) => tensor.Shape.Height * tensor.Shape.Channels;
}
