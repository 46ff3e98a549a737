using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;
using static System.Runtime.Intrinsics.Vector256;
using Half = System.Runtime.Intrinsics.Vector256<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>The tiles of four channels for processors without 512-bit vectors, with the same bits.</summary>
/// <remarks>
/// Sixteen registers of eight lanes hold four channels x three positions, so a tile is done in four parts: half of the lanes and half
/// of the positions or taps each. Left to itself, the 512-bit code would keep its 24 sums in memory, at half the speed.
/// </remarks>
internal static unsafe class NarrowTile
{
    private const int HalfLanes = Lanes.Count / 2;
    private const int HalfTile = TileSizes.Positions / 2;
    private const int Sums = 24;
    private const int SumsRow = TileSizes.Taps * HalfLanes;

    // The four parts read the same cache lines: few enough positions at a time for them to stay in the first-level cache.
    private const int Chunk = 32;

    /// <summary>What <see cref="CorrelationTile.Four"/> does.</summary>
    /// <param name="input">Origin of the input.</param>
    /// <param name="from">Six distances of positions from the input's origin, then six from the output's.</param>
    /// <param name="taps">Distance of each tap from a position.</param>
    /// <param name="count">Number of taps.</param>
    /// <param name="weights">(T, 4).</param>
    /// <param name="output">Origin of the first channel of the output.</param>
    /// <param name="channel">Distance between output channels.</param>
    /// <param name="bias">(4).</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    public static void Correlate(
        float* input, int* from, int* taps, nint count, float* weights, float* output, nint channel, float* bias, float floor)
    {
        for (var tile = from; tile < from + TileSizes.Positions; tile += HalfTile)
        {
            CorrelatePart(input, tile, taps, count, weights, output, channel, bias, floor);
            CorrelatePart(input + HalfLanes, tile, taps, count, weights, output + HalfLanes, channel, bias, floor);
        }
    }

    /// <summary>What <see cref="WeightGradientTile.Four"/> does.</summary>
    /// <param name="input">Origin of the input.</param>
    /// <param name="taps">Distances of six taps from a position.</param>
    /// <param name="gradient">Origin of the first channel of the output's gradient.</param>
    /// <param name="channel">Distance between its channels.</param>
    /// <param name="positions">(P, 2): distance of a position from the input's origin and from the gradient's.</param>
    /// <param name="count">Number of positions.</param>
    /// <param name="sums">(4, 6).</param>
    /// <param name="carry">Of as many sums.</param>
    public static void AddWeights(
        float* input, int* taps, float* gradient, nint channel, int* positions, nint count, float* sums, Carry carry)
    {
        float* lower = carry.Sums, upper = lower + (Sums * HalfLanes);
        if (carry.IsFirst)
            new Span<float>(lower, 2 * Sums * HalfLanes).Clear();
        for (; count > 0; count -= Chunk, positions += 2 * Chunk)
        {
            var some = Math.Min(count, Chunk);
            for (var t = 0; t < TileSizes.Taps; t += HalfTile)
            {
                WeightsPart(input, taps + t, gradient, channel, positions, some, lower + (t * HalfLanes));
                WeightsPart(input + HalfLanes, taps + t, gradient + HalfLanes, channel, positions, some, upper + (t * HalfLanes));
            }
        }

        if (!carry.IsLast)
            return;
        for (var i = 0; i < Sums; i += 8, sums += 8)
        {
            Half Folded(int v) => Load(lower + ((i + v) * HalfLanes)) + Load(upper + ((i + v) * HalfLanes));
            var eight = LaneSums.Eight(
                Folded(0), Folded(1), Folded(2), Folded(3), Folded(4), Folded(5), Folded(6), Folded(7));
            (Load(sums) + eight).Store(sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CorrelatePart(
        float* input, int* from, int* taps, nint count, float* weights, float* output, nint channel, float* bias, float floor)
    {
        float* p0 = input + from[0], p1 = input + from[1], p2 = input + from[2];
        Half a0 = Create(bias[0]), a1 = a0, a2 = a0;
        Half b0 = Create(bias[1]), b1 = b0, b2 = b0;
        Half c0 = Create(bias[2]), c1 = c0, c2 = c0;
        Half d0 = Create(bias[3]), d1 = d0, d2 = d0;
        for (nint i = 0; i < count; i++, weights += 4)
        {
            nint t = taps[i];
            Half x0 = Load(p0 + t), x1 = Load(p1 + t), x2 = Load(p2 + t);
            var w = Create(weights[0]);
            a0 = FusedMultiplyAdd(w, x0, a0);
            a1 = FusedMultiplyAdd(w, x1, a1);
            a2 = FusedMultiplyAdd(w, x2, a2);
            w = Create(weights[1]);
            b0 = FusedMultiplyAdd(w, x0, b0);
            b1 = FusedMultiplyAdd(w, x1, b1);
            b2 = FusedMultiplyAdd(w, x2, b2);
            w = Create(weights[2]);
            c0 = FusedMultiplyAdd(w, x0, c0);
            c1 = FusedMultiplyAdd(w, x1, c1);
            c2 = FusedMultiplyAdd(w, x2, c2);
            w = Create(weights[3]);
            d0 = FusedMultiplyAdd(w, x0, d0);
            d1 = FusedMultiplyAdd(w, x1, d1);
            d2 = FusedMultiplyAdd(w, x2, d2);
        }

        var to = from + TileSizes.Positions;
        Store(a0, a1, a2, output, to, floor);
        Store(b0, b1, b2, output + channel, to, floor);
        Store(c0, c1, c2, output + (2 * channel), to, floor);
        Store(d0, d1, d2, output + (3 * channel), to, floor);
    }

    // Adds to the sums of four channels x three taps, three of the six in each row of (4, 6, 8).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WeightsPart(
        float* input, int* taps, float* gradient, nint channel, int* positions, nint count, float* sums)
    {
        float* p0 = input + taps[0], p1 = input + taps[1], p2 = input + taps[2];
        float* b = sums + SumsRow, c = sums + (2 * SumsRow), d = sums + (3 * SumsRow);
        Half a0 = Load(sums), a1 = Load(sums + HalfLanes), a2 = Load(sums + (2 * HalfLanes));
        Half b0 = Load(b), b1 = Load(b + HalfLanes), b2 = Load(b + (2 * HalfLanes));
        Half c0 = Load(c), c1 = Load(c + HalfLanes), c2 = Load(c + (2 * HalfLanes));
        Half d0 = Load(d), d1 = Load(d + HalfLanes), d2 = Load(d + (2 * HalfLanes));
        for (nint i = 0; i < count; i++, positions += 2)
        {
            nint p = positions[0];
            Half x0 = Load(p0 + p), x1 = Load(p1 + p), x2 = Load(p2 + p);
            var row = gradient + positions[1];
            var g = Load(row);
            a0 = FusedMultiplyAdd(g, x0, a0);
            a1 = FusedMultiplyAdd(g, x1, a1);
            a2 = FusedMultiplyAdd(g, x2, a2);
            g = Load(row + channel);
            b0 = FusedMultiplyAdd(g, x0, b0);
            b1 = FusedMultiplyAdd(g, x1, b1);
            b2 = FusedMultiplyAdd(g, x2, b2);
            row += 2 * channel;
            g = Load(row);
            c0 = FusedMultiplyAdd(g, x0, c0);
            c1 = FusedMultiplyAdd(g, x1, c1);
            c2 = FusedMultiplyAdd(g, x2, c2);
            g = Load(row + channel);
            d0 = FusedMultiplyAdd(g, x0, d0);
            d1 = FusedMultiplyAdd(g, x1, d1);
            d2 = FusedMultiplyAdd(g, x2, d2);
        }

        Leave(a0, a1, a2, sums);
        Leave(b0, b1, b2, b);
        Leave(c0, c1, c2, c);
        Leave(d0, d1, d2, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Half v0, Half v1, Half v2, float* output, int* to, float floor)
    {
        var least = Create(floor);
        MaxNative(least, v0).Store(output + to[0]);
        MaxNative(least, v1).Store(output + to[1]);
        MaxNative(least, v2).Store(output + to[2]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Leave(Half v0, Half v1, Half v2, float* sums)
    {
        v0.Store(sums);
        v1.Store(sums + HalfLanes);
        v2.Store(sums + (2 * HalfLanes));
    }
}
