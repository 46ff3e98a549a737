using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>The inner loops of <see cref="WeightGradient"/>: some output channels x six or four taps, all sums in registers.</summary>
/// <remarks>The same 24 sums as in <see cref="CorrelationTile"/>, but each lane adds up its own image until the end.</remarks>
internal static unsafe class WeightGradientTile
{
    /// <summary>sums[c, t] += sum over positions p and lanes of gradient[c, p] * input[p + t] for four channels and six taps.</summary>
    /// <param name="input">Origin of the input.</param>
    /// <param name="taps">Distances of six taps from a position.</param>
    /// <param name="gradient">Origin of the first channel of the output's gradient.</param>
    /// <param name="channel">Distance between its channels.</param>
    /// <param name="positions">(P, 2): distance of a position from the input's origin and from the gradient's.</param>
    /// <param name="count">Number of positions.</param>
    /// <param name="sums">(4, 6).</param>
    /// <param name="carry">Of as many sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(float* input, int* taps, float* gradient, nint channel, int* positions, nint count, float* sums, Carry carry)
    {
        if (!IsHardwareAccelerated)
        {
            NarrowTile.AddWeights(input, taps, gradient, channel, positions, count, sums, carry);
            return;
        }

        float* p0 = input + taps[0], p1 = input + taps[1], p2 = input + taps[2];
        float* p3 = input + taps[3], p4 = input + taps[4], p5 = input + taps[5];
        Vector a0 = Vector.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
        Vector b0 = Vector.Zero, b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0;
        Vector c0 = Vector.Zero, c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0;
        Vector d0 = Vector.Zero, d1 = d0, d2 = d0, d3 = d0, d4 = d0, d5 = d0;
        if (!carry.IsFirst)
        {
            (a0, a1, a2, a3, a4, a5) = carry.Six(0);
            (b0, b1, b2, b3, b4, b5) = carry.Six(6);
            (c0, c1, c2, c3, c4, c5) = carry.Six(12);
            (d0, d1, d2, d3, d4, d5) = carry.Six(18);
        }

        for (nint i = 0; i < count; i++, positions += 2)
        {
            nint p = positions[0];
            Vector x0 = Load(p0 + p), x1 = Load(p1 + p), x2 = Load(p2 + p), x3 = Load(p3 + p), x4 = Load(p4 + p), x5 = Load(p5 + p);
            var row = gradient + positions[1];
            var g = Load(row);
            a0 = FusedMultiplyAdd(g, x0, a0);
            a1 = FusedMultiplyAdd(g, x1, a1);
            a2 = FusedMultiplyAdd(g, x2, a2);
            a3 = FusedMultiplyAdd(g, x3, a3);
            a4 = FusedMultiplyAdd(g, x4, a4);
            a5 = FusedMultiplyAdd(g, x5, a5);
            g = Load(row + channel);
            b0 = FusedMultiplyAdd(g, x0, b0);
            b1 = FusedMultiplyAdd(g, x1, b1);
            b2 = FusedMultiplyAdd(g, x2, b2);
            b3 = FusedMultiplyAdd(g, x3, b3);
            b4 = FusedMultiplyAdd(g, x4, b4);
            b5 = FusedMultiplyAdd(g, x5, b5);
            row += 2 * channel;
            g = Load(row);
            c0 = FusedMultiplyAdd(g, x0, c0);
            c1 = FusedMultiplyAdd(g, x1, c1);
            c2 = FusedMultiplyAdd(g, x2, c2);
            c3 = FusedMultiplyAdd(g, x3, c3);
            c4 = FusedMultiplyAdd(g, x4, c4);
            c5 = FusedMultiplyAdd(g, x5, c5);
            g = Load(row + channel);
            d0 = FusedMultiplyAdd(g, x0, d0);
            d1 = FusedMultiplyAdd(g, x1, d1);
            d2 = FusedMultiplyAdd(g, x2, d2);
            d3 = FusedMultiplyAdd(g, x3, d3);
            d4 = FusedMultiplyAdd(g, x4, d4);
            d5 = FusedMultiplyAdd(g, x5, d5);
        }

        if (!carry.IsLast)
        {
            carry.Leave(0, a0, a1, a2, a3, a4, a5);
            carry.Leave(6, b0, b1, b2, b3, b4, b5);
            carry.Leave(12, c0, c1, c2, c3, c4, c5);
            carry.Leave(18, d0, d1, d2, d3, d4, d5);
            return;
        }

        Add(sums, LaneSums.Eight(a0, a1, a2, a3, a4, a5, b0, b1));
        Add(sums + 8, LaneSums.Eight(b2, b3, b4, b5, c0, c1, c2, c3));
        Add(sums + 16, LaneSums.Eight(c4, c5, d0, d1, d2, d3, d4, d5));
    }

    /// <summary>As <see cref="Four"/> for four taps; what is left of a number of taps that six does not divide.</summary>
    /// <param name="input">Origin of the input.</param>
    /// <param name="taps">Distances of four taps from a position.</param>
    /// <param name="gradient">Origin of the first channel of the output's gradient.</param>
    /// <param name="channel">Distance between its channels.</param>
    /// <param name="positions">(P, 2): distance of a position from the input's origin and from the gradient's.</param>
    /// <param name="count">Number of positions.</param>
    /// <param name="sums">(4, 4).</param>
    /// <param name="carry">Of as many sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourByFour(
        float* input, int* taps, float* gradient, nint channel, int* positions, nint count, float* sums, Carry carry)
    {
        float* p0 = input + taps[0], p1 = input + taps[1], p2 = input + taps[2], p3 = input + taps[3];
        Vector a0 = Vector.Zero, a1 = a0, a2 = a0, a3 = a0;
        Vector b0 = Vector.Zero, b1 = b0, b2 = b0, b3 = b0;
        Vector c0 = Vector.Zero, c1 = c0, c2 = c0, c3 = c0;
        Vector d0 = Vector.Zero, d1 = d0, d2 = d0, d3 = d0;
        if (!carry.IsFirst)
        {
            (a0, a1, a2, a3) = carry.Four(0);
            (b0, b1, b2, b3) = carry.Four(4);
            (c0, c1, c2, c3) = carry.Four(8);
            (d0, d1, d2, d3) = carry.Four(12);
        }

        for (nint i = 0; i < count; i++, positions += 2)
        {
            nint p = positions[0];
            Vector x0 = Load(p0 + p), x1 = Load(p1 + p), x2 = Load(p2 + p), x3 = Load(p3 + p);
            var row = gradient + positions[1];
            var g = Load(row);
            a0 = FusedMultiplyAdd(g, x0, a0);
            a1 = FusedMultiplyAdd(g, x1, a1);
            a2 = FusedMultiplyAdd(g, x2, a2);
            a3 = FusedMultiplyAdd(g, x3, a3);
            g = Load(row + channel);
            b0 = FusedMultiplyAdd(g, x0, b0);
            b1 = FusedMultiplyAdd(g, x1, b1);
            b2 = FusedMultiplyAdd(g, x2, b2);
            b3 = FusedMultiplyAdd(g, x3, b3);
            row += 2 * channel;
            g = Load(row);
            c0 = FusedMultiplyAdd(g, x0, c0);
            c1 = FusedMultiplyAdd(g, x1, c1);
            c2 = FusedMultiplyAdd(g, x2, c2);
            c3 = FusedMultiplyAdd(g, x3, c3);
            g = Load(row + channel);
            d0 = FusedMultiplyAdd(g, x0, d0);
            d1 = FusedMultiplyAdd(g, x1, d1);
            d2 = FusedMultiplyAdd(g, x2, d2);
            d3 = FusedMultiplyAdd(g, x3, d3);
        }

        if (!carry.IsLast)
        {
            carry.Leave(0, a0, a1, a2, a3);
            carry.Leave(4, b0, b1, b2, b3);
            carry.Leave(8, c0, c1, c2, c3);
            carry.Leave(12, d0, d1, d2, d3);
            return;
        }

        Add(sums, LaneSums.Eight(a0, a1, a2, a3, b0, b1, b2, b3));
        Add(sums + 8, LaneSums.Eight(c0, c1, c2, c3, d0, d1, d2, d3));
    }

    /// <summary>As <see cref="Four"/> for two channels.</summary>
    /// <param name="input">Origin of the input.</param>
    /// <param name="taps">Distances of six taps from a position.</param>
    /// <param name="gradient">Origin of the first channel of the output's gradient.</param>
    /// <param name="channel">Distance between its channels.</param>
    /// <param name="positions">(P, 2): distance of a position from the input's origin and from the gradient's.</param>
    /// <param name="count">Number of positions.</param>
    /// <param name="sums">(16), of which the first (2, 6) are meant.</param>
    /// <param name="carry">Of as many sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Two(float* input, int* taps, float* gradient, nint channel, int* positions, nint count, float* sums, Carry carry)
    {
        float* p0 = input + taps[0], p1 = input + taps[1], p2 = input + taps[2];
        float* p3 = input + taps[3], p4 = input + taps[4], p5 = input + taps[5];
        Vector a0 = Vector.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
        Vector b0 = Vector.Zero, b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0;
        if (!carry.IsFirst)
        {
            (a0, a1, a2, a3, a4, a5) = carry.Six(0);
            (b0, b1, b2, b3, b4, b5) = carry.Six(6);
        }

        for (nint i = 0; i < count; i++, positions += 2)
        {
            nint p = positions[0];
            Vector x0 = Load(p0 + p), x1 = Load(p1 + p), x2 = Load(p2 + p), x3 = Load(p3 + p), x4 = Load(p4 + p), x5 = Load(p5 + p);
            var row = gradient + positions[1];
            var g = Load(row);
            a0 = FusedMultiplyAdd(g, x0, a0);
            a1 = FusedMultiplyAdd(g, x1, a1);
            a2 = FusedMultiplyAdd(g, x2, a2);
            a3 = FusedMultiplyAdd(g, x3, a3);
            a4 = FusedMultiplyAdd(g, x4, a4);
            a5 = FusedMultiplyAdd(g, x5, a5);
            g = Load(row + channel);
            b0 = FusedMultiplyAdd(g, x0, b0);
            b1 = FusedMultiplyAdd(g, x1, b1);
            b2 = FusedMultiplyAdd(g, x2, b2);
            b3 = FusedMultiplyAdd(g, x3, b3);
            b4 = FusedMultiplyAdd(g, x4, b4);
            b5 = FusedMultiplyAdd(g, x5, b5);
        }

        if (!carry.IsLast)
        {
            carry.Leave(0, a0, a1, a2, a3, a4, a5);
            carry.Leave(6, b0, b1, b2, b3, b4, b5);
            return;
        }

        Add(sums, LaneSums.Eight(a0, a1, a2, a3, a4, a5, b0, b1));
        Add(sums + 8, LaneSums.Eight(b2, b3, b4, b5, b5, b5, b5, b5));
    }

    /// <summary>As <see cref="Four"/> for one channel.</summary>
    /// <param name="input">Origin of the input.</param>
    /// <param name="taps">Distances of six taps from a position.</param>
    /// <param name="gradient">Origin of the channel of the output's gradient.</param>
    /// <param name="positions">(P, 2): distance of a position from the input's origin and from the gradient's.</param>
    /// <param name="count">Number of positions.</param>
    /// <param name="sums">(8), of which the first six are meant.</param>
    /// <param name="carry">Of as many sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void One(float* input, int* taps, float* gradient, int* positions, nint count, float* sums, Carry carry)
    {
        float* p0 = input + taps[0], p1 = input + taps[1], p2 = input + taps[2];
        float* p3 = input + taps[3], p4 = input + taps[4], p5 = input + taps[5];
        Vector a0 = Vector.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
        if (!carry.IsFirst)
        {
            (a0, a1, a2, a3, a4, a5) = carry.Six(0);
        }

        for (nint i = 0; i < count; i++, positions += 2)
        {
            nint p = positions[0];
            var g = Load(gradient + positions[1]);
            a0 = FusedMultiplyAdd(g, Load(p0 + p), a0);
            a1 = FusedMultiplyAdd(g, Load(p1 + p), a1);
            a2 = FusedMultiplyAdd(g, Load(p2 + p), a2);
            a3 = FusedMultiplyAdd(g, Load(p3 + p), a3);
            a4 = FusedMultiplyAdd(g, Load(p4 + p), a4);
            a5 = FusedMultiplyAdd(g, Load(p5 + p), a5);
        }

        if (!carry.IsLast)
        {
            carry.Leave(0, a0, a1, a2, a3, a4, a5);
            return;
        }

        Add(sums, LaneSums.Eight(a0, a1, a2, a3, a4, a5, a5, a5));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* sums, Vector256<float> terms) => (Vector256.Load(sums) + terms).Store(sums);
}
