namespace Mnist.Engine.Simd.Memory;

/// <summary>Zeros around an image, in pixels, each at least 0.</summary>
internal readonly record struct Halo(int Top, int Bottom, int Left, int Right)
{
    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => this == default;

    /// <summary>The smallest halo that holds both.</summary>
    /// <param name="other">The other one.</param>
    public Halo Union(Halo other) => new(
        Math.Max(Top, other.Top), Math.Max(Bottom, other.Bottom), Math.Max(Left, other.Left), Math.Max(Right, other.Right));
}

/// <summary>An activation or its gradient for groups of sixteen images: (slabs, H, C, W, 16), each image inside a halo of zeros.</summary>
/// <remarks>
/// Rows are outside channels because planes of a small image would lie at distances that are powers of two, where they fight for the
/// same cache sets. The halo is the padding: beyond an edge there are zeros, and nothing is ever written there.
/// </remarks>
/// <param name="shape">Shape of one image.</param>
internal sealed unsafe class BatchTensor(Shape shape)
{
    // Members' numbers lie in cache lines of their own.
    private const int Apart = 16;

    private float* memory;
    private long slabStride;
    private bool isKept;
    private Halo halo;
    private int window;
    private int[]? shifts;

    /// <summary>Shape of one image.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>Values in a row of one channel.</summary>
    public int Width => Shape.Width * Lanes.Count;

    /// <summary>Distance between channels. After the last channel of a row comes the first channel of the next row.</summary>
    public int ChannelStride => (halo.Left + Shape.Width + halo.Right) * Lanes.Count;

    /// <summary>Distance between rows.</summary>
    public int RowStride => Shape.Channels * ChannelStride;

    /// <summary>The image's rows, and those of the halo above and below it.</summary>
    public Rows PaddedRows => new(-halo.Top, Shape.Height + halo.Bottom);

    /// <summary>Values of one group, halo included.</summary>
    public long SlabSize => (long)HeldRows * RowStride;

    /// <summary>Distance between groups, or between members; after <see cref="Place"/>.</summary>
    public long SlabStride => slabStride;

    /// <summary>Whether other values may lie in the same memory at other times: a halo has to stay zero.</summary>
    public bool MayShareMemory => halo.IsEmpty;

    /// <summary>Asks for zeros around the image; before <see cref="Place"/>.</summary>
    /// <param name="needed">How many.</param>
    public void Require(Halo needed) => halo = halo.Union(needed);

    /// <summary>Holds some rows at a time, which move down the image; before <see cref="Place"/>.</summary>
    /// <param name="rows">How many, at least 1.</param>
    /// <param name="members">Members of the team: each has rows of its own.</param>
    public void HoldOnly(int rows, int members) => (window, shifts) = (rows, new int[members * Apart]);

    /// <summary>Rows that it holds at a time.</summary>
    public int HeldRows => window > 0 ? window : PaddedRows.Count;

    /// <summary>Starts again with the first rows of an image.</summary>
    /// <param name="group">Which images.</param>
    /// <param name="first">The first row held; what of the halo lies between it and the image becomes zero.</param>
    public void Rewind(ImageGroup group, int first)
    {
        shifts![group.Member * Apart] = first - PaddedRows.First;
        ClearRows(group, new(first, Math.Max(first, 0)));
    }

    /// <summary>Moves on to further rows and keeps those that are held already.</summary>
    /// <param name="group">Which images.</param>
    /// <param name="held">Rows to keep: the first of them becomes the first one held.</param>
    public void MoveTo(ImageGroup group, Rows held)
    {
        var from = new ReadOnlySpan<float>(PaddedRow(group, held.First), held.Count * RowStride);
        shifts![group.Member * Apart] = held.First - PaddedRows.First;
        from.CopyTo(new(PaddedRow(group, held.First), from.Length));
    }

    /// <summary>Makes rows of the halo zero; they have held rows of the image.</summary>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which rows.</param>
    public void ClearRows(ImageGroup group, Rows rows) => new Span<float>(PaddedRow(group, rows.First), rows.Count * RowStride).Clear();

    /// <summary>Gives it its memory.</summary>
    /// <param name="first">Its place in the first slab, zeros.</param>
    /// <param name="stride">Distance between slabs.</param>
    /// <param name="keepsAll">Whether each group has a slab; if not, each member has.</param>
    public void Place(float* first, long stride, bool keepsAll)
    {
        memory = first;
        (slabStride, isKept) = (stride, keepsAll);
    }

    /// <summary>Channel 0 of pixel (0, 0) of one group.</summary>
    /// <param name="group">Which group.</param>
    public float* Origin(ImageGroup group) => PaddedRow(group, 0) + (halo.Left * Lanes.Count);

    /// <summary>Channel 0 of the first pixel of a row of one group.</summary>
    /// <param name="group">Which group.</param>
    /// <param name="row">Which row.</param>
    public float* Row(ImageGroup group, int row) => Origin(group) + ((long)row * RowStride);

    /// <summary>Distance of a value of lane 0 from the origin.</summary>
    public int Offset(int channel, int row, int column) =>
        (row * RowStride) + (channel * ChannelStride) + (column * Lanes.Count);

    /// <summary>Sets one group to zero, its halo too.</summary>
    /// <param name="group">Which group.</param>
    public void Clear(ImageGroup group) => new Span<float>(Slab(group), checked((int)SlabSize)).Clear();

    private float* PaddedRow(ImageGroup group, int row) =>
        Slab(group) + ((long)(row + halo.Top - (shifts is null ? 0 : shifts[group.Member * Apart])) * RowStride);

    private float* Slab(ImageGroup group) => memory + ((isKept ? group.Slab : group.Member) * slabStride);
}
