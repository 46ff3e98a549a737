using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>Sixteen images' worth of random decisions at a time, equal to those of <see cref="RandomStream"/> one by one.</summary>
internal static class RandomMask
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15UL;

    /// <summary>Which numbers are at least a rate.</summary>
    /// <param name="rate">In [0, 1).</param>
    /// <param name="stream">Where the numbers come from.</param>
    /// <param name="counter">The number for the first element in lane 0.</param>
    /// <param name="lane">Distance between the numbers of neighbouring lanes.</param>
    /// <param name="masks">One for each element: bit i is set when number counter + i x lane + element is at least the rate.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AtLeast(double rate, RandomStream stream, long counter, long lane, Span<ushort> masks)
    {
        // Unit(i) >= rate exactly when its 53 bits, as a whole number, are at least rate x 2^53 rounded up.
        var least = Vector512.Create((ulong)Math.Ceiling(rate * (1L << 53)) << 11);
        var lanes = Vector512<ulong>.Indices * unchecked((ulong)lane * GoldenGamma);
        var low = lanes + Vector512.Create(unchecked(stream.Key + (((ulong)counter + 1) * GoldenGamma)));
        var high = low + Vector512.Create(unchecked(8 * (ulong)lane * GoldenGamma));
        var step = Vector512.Create(GoldenGamma);
        foreach (ref var mask in masks)
        {
            var bits = Vector512.GreaterThanOrEqual(Mix(low), least).ExtractMostSignificantBits()
                | (Vector512.GreaterThanOrEqual(Mix(high), least).ExtractMostSignificantBits() << 8);
            mask = (ushort)bits;
            low += step;
            high += step;
        }
    }

    /// <summary>All bits set in the lanes whose bit is set.</summary>
    /// <param name="mask">Bit i for lane i.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expand(ushort mask)
    {
        var own = Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        return Vector512.Equals(Vector512.Create((int)mask) & own, own).AsSingle();
    }

    // The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), as in RandomStream.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Mix(Vector512<ulong> z)
    {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >>> 31);
    }
}
