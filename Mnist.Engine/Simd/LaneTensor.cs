using Mnist.Domain;

namespace Mnist.Engine.Simd;

/// <summary>Zeros around an image, in pixels, each at least 0.</summary>
internal readonly record struct Halo(int Top, int Bottom, int Left, int Right)
{
    /// <summary>The smallest halo that holds both.</summary>
    /// <param name="other">The other one.</param>
    public Halo Union(Halo other) => new(
        Math.Max(Top, other.Top), Math.Max(Bottom, other.Bottom), Math.Max(Left, other.Left), Math.Max(Right, other.Right));
}

/// <summary>An activation or its gradient for groups of sixteen images: (slabs, H, C, W, 16), each image inside a halo of zeros.</summary>
/// <remarks>
/// Rows are outside channels because planes of a small image would lie at distances that are powers of two, where they fight for the
/// same cache sets. The halo makes padding disappear: who reads beyond an edge reads zeros, and nobody ever writes there.
/// </remarks>
/// <param name="shape">Shape of one image.</param>
internal sealed unsafe class LaneTensor(Shape shape) : IDisposable
{
    private NativeBuffer<float>? memory;
    private bool isKept;
    private Halo halo;

    /// <summary>Shape of one image.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>Values in a row of one channel.</summary>
    public int Width => Shape.Width * Lanes.Count;

    /// <summary>Distance between channels. After the last channel of a row comes the first channel of the next row.</summary>
    public int ChannelStride => (halo.Left + Shape.Width + halo.Right) * Lanes.Count;

    /// <summary>Distance between rows.</summary>
    public int RowStride => Shape.Channels * ChannelStride;

    private long SlabSize => (long)(halo.Top + Shape.Height + halo.Bottom) * RowStride;

    /// <summary>Asks for zeros around the image; before <see cref="Allocate"/>.</summary>
    /// <param name="needed">How many.</param>
    public void Require(Halo needed) => halo = halo.Union(needed);

    /// <summary>Allocates zeros.</summary>
    /// <param name="limits">Groups and members.</param>
    /// <param name="isKept">Whether each group needs memory of its own; if not, a member's groups take turns in the same.</param>
    public void Allocate(Limits limits, bool isKept)
    {
        this.isKept = isKept;
        memory = new((isKept ? limits.Slabs : limits.Members) * SlabSize);
    }

    /// <summary>Channel 0 of pixel (0, 0) of one group.</summary>
    /// <param name="slot">Which group.</param>
    public float* Origin(Slot slot) => Slab(slot) + ((long)halo.Top * RowStride) + (halo.Left * Lanes.Count);

    /// <summary>Distance of a value of lane 0 from the origin.</summary>
    public int Offset(int channel, int row, int column) =>
        (row * RowStride) + (channel * ChannelStride) + (column * Lanes.Count);

    /// <summary>Sets one group to zero, its halo too.</summary>
    /// <param name="slot">Which group.</param>
    public void Clear(Slot slot) => new Span<float>(Slab(slot), checked((int)SlabSize)).Clear();

    /// <inheritdoc/>
    public void Dispose() => memory?.Dispose();

    private float* Slab(Slot slot) => memory!.Pointer + ((isKept ? slot.Slab : slot.Member) * SlabSize);
}
