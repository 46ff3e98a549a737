using System.Runtime.Intrinsics;

namespace Mnist.Engine.Simd.Memory;

/// <summary>Sixteen images go side by side, one in each lane of a vector: what a kernel does to one image it does to all.</summary>
/// <remarks>
/// Batch in lanes needs no padding of odd channel counts and no shuffles, and makes every layer plain vector code. <c>Vector512</c> is
/// the same arithmetic whatever the hardware: without AVX-512 each operation is done in parts, lane by lane with the same bits.
/// </remarks>
internal static class Lanes
{
    /// <summary>Images in a group.</summary>
    public const int Count = 16;

    /// <summary>All bits set in the lanes that hold an image.</summary>
    /// <param name="active">Images in the group, in [0, 16].</param>
    public static Vector512<float> Mask(int active) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(active)).AsSingle();
}
