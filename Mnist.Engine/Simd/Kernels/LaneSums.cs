using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Half = System.Runtime.Intrinsics.Vector256<float>;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>Sums over the lanes of a vector, always in the same order.</summary>
/// <remarks>
/// <c>Vector512.Sum</c> leaves its order to the hardware, and the order decides the last bits. Here lane i is added to i + 8, the result
/// i + 4, then i + 2, then i + 1; eight vectors at once share the shuffles.
/// </remarks>
internal static class LaneSums
{
    /// <summary>How many sums are made, and then added up, at once.</summary>
    public const int AtOnce = 8;

    /// <summary>The sums of eight vectors, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Half Eight(Vector v0, Vector v1, Vector v2, Vector v3, Vector v4, Vector v5, Vector v6, Vector v7) =>
        Eight(Fold(v0), Fold(v1), Fold(v2), Fold(v3), Fold(v4), Fold(v5), Fold(v6), Fold(v7));

    /// <summary>The sums of eight vectors whose halves have already been added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Half Eight(Half v0, Half v1, Half v2, Half v3, Half v4, Half v5, Half v6, Half v7) => Pair1(
        Pair2(Pair4(v0, v4), Pair4(v2, v6)),
        Pair2(Pair4(v1, v5), Pair4(v3, v7)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Half Fold(Vector v) => v.GetLower() + v.GetUpper();

    // Each step adds the halves of every block of 2, 4 or 8 lanes: those of a stay in the block's first half, those of b in its second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Half Pair4(Half a, Half b)
    {
        var first = Vector256.Create(-1, -1, -1, -1, 0, 0, 0, 0).AsSingle();
        return Vector256.ConditionalSelect(first, a, b)
            + Vector256.Shuffle(Vector256.ConditionalSelect(first, b, a), Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Half Pair2(Half a, Half b)
    {
        var first = Vector256.Create(-1, -1, 0, 0, -1, -1, 0, 0).AsSingle();
        return Vector256.ConditionalSelect(first, a, b)
            + Vector256.Shuffle(Vector256.ConditionalSelect(first, b, a), Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Half Pair1(Half a, Half b)
    {
        var first = Vector256.Create(-1, 0, -1, 0, -1, 0, -1, 0).AsSingle();
        return Vector256.ConditionalSelect(first, a, b)
            + Vector256.Shuffle(Vector256.ConditionalSelect(first, b, a), Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));
    }
}
