using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>Sums of a tile that goes on from band to band: each lane's own, so that where bands end changes no bit.</summary>
/// <param name="sums">Where they lie meanwhile: (sums, 16).</param>
/// <param name="isFirst">Whether they begin with this band.</param>
/// <param name="isLast">Whether they end with it.</param>
internal readonly unsafe struct Carry(float* sums, bool isFirst, bool isLast)
{
    /// <summary>Where they lie meanwhile.</summary>
    public float* Sums => sums;

    /// <summary>Whether they begin with this band.</summary>
    public bool IsFirst => isFirst;

    /// <summary>Whether they end with it.</summary>
    public bool IsLast => isLast;

    /// <summary>The same for the tile behind this one.</summary>
    /// <param name="count">Sums of this one.</param>
    public Carry After(int count) => new(sums + (count * Lanes.Count), isFirst, isLast);

    /// <summary>Three sums that the band before has left.</summary>
    /// <param name="first">Which are the first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector S0, Vector S1, Vector S2) Three(int first) => (At(first), At(first + 1), At(first + 2));

    /// <summary>Four sums that the band before has left.</summary>
    /// <param name="first">Which are the first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector S0, Vector S1, Vector S2, Vector S3) Four(int first) => (At(first), At(first + 1), At(first + 2), At(first + 3));

    /// <summary>Six sums that the band before has left.</summary>
    /// <param name="first">Which are the first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector S0, Vector S1, Vector S2, Vector S3, Vector S4, Vector S5) Six(int first) =>
        (At(first), At(first + 1), At(first + 2), At(first + 3), At(first + 4), At(first + 5));

    /// <summary>Leaves three sums to the next band.</summary>
    /// <param name="first">Which are the first.</param>
    /// <param name="s0">The first of them.</param>
    /// <param name="s1">The second.</param>
    /// <param name="s2">The third.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave(int first, Vector s0, Vector s1, Vector s2)
    {
        var to = sums + (first * Lanes.Count);
        s0.Store(to);
        s1.Store(to + Lanes.Count);
        s2.Store(to + (2 * Lanes.Count));
    }

    /// <summary>Leaves four sums to the next band.</summary>
    /// <param name="first">Which are the first.</param>
    /// <param name="s0">The first of them.</param>
    /// <param name="s1">The second.</param>
    /// <param name="s2">The third.</param>
    /// <param name="s3">The fourth.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave(int first, Vector s0, Vector s1, Vector s2, Vector s3)
    {
        Leave(first, s0, s1, s2);
        s3.Store(sums + ((first + 3) * Lanes.Count));
    }

    /// <summary>Leaves six sums to the next band.</summary>
    /// <param name="first">Which are the first.</param>
    /// <param name="s0">The first of them.</param>
    /// <param name="s1">The second.</param>
    /// <param name="s2">The third.</param>
    /// <param name="s3">The fourth.</param>
    /// <param name="s4">The fifth.</param>
    /// <param name="s5">The sixth.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave(int first, Vector s0, Vector s1, Vector s2, Vector s3, Vector s4, Vector s5)
    {
        Leave(first, s0, s1, s2);
        Leave(first + 3, s3, s4, s5);
    }

    private Vector At(int sum) => Vector512.Load(sums + (sum * Lanes.Count));
}
