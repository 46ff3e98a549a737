using System.Runtime.Intrinsics;

namespace Mnist.Engine.Simd;

/// <summary>Sums and copies of whole tensors for sixteen images.</summary>
internal static unsafe class Elementwise
{
    /// <summary>target = left + right.</summary>
    /// <param name="left">One term.</param>
    /// <param name="right">The other, of the same shape.</param>
    /// <param name="target">Overwritten; of the same shape.</param>
    /// <param name="slot">Which images.</param>
    public static void Add(LaneTensor left, LaneTensor right, LaneTensor target, Slot slot)
    {
        var length = target.Shape.Width * Lanes.Count;
        for (var y = 0; y < target.Shape.Height; y++)
        {
            for (var c = 0; c < target.Shape.Channels; c++)
            {
                float* a = left.Row(slot.Slab, c, y), b = right.Row(slot.Slab, c, y), to = target.Row(slot.Slab, c, y);
                for (var x = 0; x < length; x += Lanes.Count)
                    (Vector512.Load(a + x) + Vector512.Load(b + x)).Store(to + x);
            }
        }
    }

    /// <summary>target = source.</summary>
    /// <param name="source">What is copied.</param>
    /// <param name="target">Overwritten; of the same shape.</param>
    /// <param name="slot">Which images.</param>
    public static void Copy(LaneTensor source, LaneTensor target, Slot slot)
    {
        var length = target.Shape.Width * Lanes.Count;
        for (var y = 0; y < target.Shape.Height; y++)
        {
            for (var c = 0; c < target.Shape.Channels; c++)
                new ReadOnlySpan<float>(source.Row(slot.Slab, c, y), length).CopyTo(new(target.Row(slot.Slab, c, y), length));
        }
    }
}
