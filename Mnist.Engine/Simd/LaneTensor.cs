using Mnist.Domain;

namespace Mnist.Engine.Simd;

/// <summary>Zeros around an image, in pixels, each at least 0.</summary>
internal readonly record struct Halo(int Top, int Bottom, int Left, int Right)
{
    /// <summary>The smallest halo that holds both.</summary>
    public Halo Union(Halo other) => new(
        Math.Max(Top, other.Top), Math.Max(Bottom, other.Bottom), Math.Max(Left, other.Left), Math.Max(Right, other.Right));
}

/// <summary>An activation or its gradient for many groups of sixteen images: (slabs, H, C, W, 16), each image inside a halo of zeros.</summary>
/// <remarks>
/// Rows are outside channels because planes of a small image would lie at distances that are powers of two, where they fight for the
/// same cache sets. The halo makes padding disappear: who reads beyond an edge reads zeros, and nobody ever writes there.
/// </remarks>
/// <param name="shape">Shape of one image.</param>
internal sealed unsafe class LaneTensor(Shape shape) : IDisposable
{
    private NativeBuffer<float>? memory;
    private Halo halo;

    /// <summary>Shape of one image.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>Distance between channels.</summary>
    public int ChannelStride => (halo.Left + Shape.Width + halo.Right) * Lanes.Count;

    /// <summary>Distance between rows.</summary>
    public int RowStride => Shape.Channels * ChannelStride;

    private long SlabSize => (long)(halo.Top + Shape.Height + halo.Bottom) * RowStride;

    /// <summary>Asks for zeros around the image; before <see cref="Allocate"/>.</summary>
    /// <param name="needed">How many.</param>
    public void Require(Halo needed) => halo = halo.Union(needed);

    /// <summary>Allocates zeros, once.</summary>
    /// <param name="slabs">Groups of sixteen images.</param>
    public void Allocate(int slabs) => memory ??= new(slabs * SlabSize);

    /// <summary>Sets one group to zero, its halo too.</summary>
    /// <param name="slab">Which group.</param>
    public void Clear(int slab) => new Span<float>(memory!.Pointer + (slab * SlabSize), checked((int)SlabSize)).Clear();

    /// <summary>The origin of one group: channel 0 of pixel (0, 0).</summary>
    /// <param name="slab">Which group.</param>
    public float* Origin(int slab) => memory!.Pointer + (slab * SlabSize) + ((long)halo.Top * RowStride) + (halo.Left * Lanes.Count);

    /// <summary>The first pixel of a row.</summary>
    /// <param name="slab">Which group.</param>
    /// <param name="channel">Which channel.</param>
    /// <param name="row">Which row, from the top of the image.</param>
    public float* Row(int slab, int channel, int row) => Origin(slab) + Offset(channel, row, 0);

    /// <summary>Distance of a value of lane 0 from the origin.</summary>
    public int Offset(int channel, int row, int column) =>
        (row * RowStride) + (channel * ChannelStride) + (column * Lanes.Count);

    /// <inheritdoc/>
    public void Dispose() => memory?.Dispose();
}
