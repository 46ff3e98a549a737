using Mnist.Engine.Simd.Memory;

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
}
