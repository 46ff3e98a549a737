using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>The inner loops of <see cref="Correlation"/>: some output channels at six positions, all sums in registers.</summary>
/// <remarks>
/// Four channels x six positions take 24 of the 32 vector registers for sums, 6 for inputs and 1 for a weight: 10 loads for 24
/// multiply-adds, so that arithmetic and not memory is the limit. The positions are any six: each has its own pointer, and a tap is
/// the same distance from all of them. The sums are named locals because arrays of vectors live in memory, not in registers.
/// </remarks>
internal static unsafe class CorrelationTile
{
    /// <summary>
    /// output[c, p] = max(floor, bias[c] + sum over taps t of weights[t, c] * input[p + t]) for four channels and six positions.
    /// </summary>
    /// <param name="input">Origin of the input.</param>
    /// <param name="from">Six distances of positions from the input's origin, then six from the output's.</param>
    /// <param name="taps">Distance of each tap from a position.</param>
    /// <param name="count">Number of taps.</param>
    /// <param name="weights">(T, 4).</param>
    /// <param name="output">Origin of the first channel of the output.</param>
    /// <param name="channel">Distance between output channels.</param>
    /// <param name="bias">(4).</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(
        float* input, int* from, int* taps, nint count, float* weights, float* output, nint channel, float* bias, float floor)
    {
        if (!IsHardwareAccelerated)
        {
            NarrowTile.Correlate(input, from, taps, count, weights, output, channel, bias, floor);
            return;
        }

        float* p0 = input + from[0], p1 = input + from[1], p2 = input + from[2];
        float* p3 = input + from[3], p4 = input + from[4], p5 = input + from[5];
        Vector a0 = Create(bias[0]), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
        Vector b0 = Create(bias[1]), b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0;
        Vector c0 = Create(bias[2]), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0;
        Vector d0 = Create(bias[3]), d1 = d0, d2 = d0, d3 = d0, d4 = d0, d5 = d0;
        for (nint i = 0; i < count; i++, weights += 4)
        {
            nint t = taps[i];
            Vector x0 = Load(p0 + t), x1 = Load(p1 + t), x2 = Load(p2 + t), x3 = Load(p3 + t), x4 = Load(p4 + t), x5 = Load(p5 + t);
            var w = Create(weights[0]);
            a0 = FusedMultiplyAdd(w, x0, a0);
            a1 = FusedMultiplyAdd(w, x1, a1);
            a2 = FusedMultiplyAdd(w, x2, a2);
            a3 = FusedMultiplyAdd(w, x3, a3);
            a4 = FusedMultiplyAdd(w, x4, a4);
            a5 = FusedMultiplyAdd(w, x5, a5);
            w = Create(weights[1]);
            b0 = FusedMultiplyAdd(w, x0, b0);
            b1 = FusedMultiplyAdd(w, x1, b1);
            b2 = FusedMultiplyAdd(w, x2, b2);
            b3 = FusedMultiplyAdd(w, x3, b3);
            b4 = FusedMultiplyAdd(w, x4, b4);
            b5 = FusedMultiplyAdd(w, x5, b5);
            w = Create(weights[2]);
            c0 = FusedMultiplyAdd(w, x0, c0);
            c1 = FusedMultiplyAdd(w, x1, c1);
            c2 = FusedMultiplyAdd(w, x2, c2);
            c3 = FusedMultiplyAdd(w, x3, c3);
            c4 = FusedMultiplyAdd(w, x4, c4);
            c5 = FusedMultiplyAdd(w, x5, c5);
            w = Create(weights[3]);
            d0 = FusedMultiplyAdd(w, x0, d0);
            d1 = FusedMultiplyAdd(w, x1, d1);
            d2 = FusedMultiplyAdd(w, x2, d2);
            d3 = FusedMultiplyAdd(w, x3, d3);
            d4 = FusedMultiplyAdd(w, x4, d4);
            d5 = FusedMultiplyAdd(w, x5, d5);
        }

        var to = from + TileSizes.Positions;
        Store(a0, a1, a2, a3, a4, a5, output, to, floor);
        Store(b0, b1, b2, b3, b4, b5, output + channel, to, floor);
        Store(c0, c1, c2, c3, c4, c5, output + (2 * channel), to, floor);
        Store(d0, d1, d2, d3, d4, d5, output + (3 * channel), to, floor);
    }

    /// <summary>As <see cref="Four"/> for two channels; what is left of a channel count that four does not divide.</summary>
    /// <param name="input">Origin of the input.</param>
    /// <param name="from">Six distances of positions from the input's origin, then six from the output's.</param>
    /// <param name="taps">Distance of each tap from a position.</param>
    /// <param name="count">Number of taps.</param>
    /// <param name="weights">(T, 2).</param>
    /// <param name="output">Origin of the first channel of the output.</param>
    /// <param name="channel">Distance between output channels.</param>
    /// <param name="bias">(2).</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Two(
        float* input, int* from, int* taps, nint count, float* weights, float* output, nint channel, float* bias, float floor)
    {
        float* p0 = input + from[0], p1 = input + from[1], p2 = input + from[2];
        float* p3 = input + from[3], p4 = input + from[4], p5 = input + from[5];
        Vector a0 = Create(bias[0]), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
        Vector b0 = Create(bias[1]), b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0;
        for (nint i = 0; i < count; i++, weights += 2)
        {
            nint t = taps[i];
            Vector x0 = Load(p0 + t), x1 = Load(p1 + t), x2 = Load(p2 + t), x3 = Load(p3 + t), x4 = Load(p4 + t), x5 = Load(p5 + t);
            var w = Create(weights[0]);
            a0 = FusedMultiplyAdd(w, x0, a0);
            a1 = FusedMultiplyAdd(w, x1, a1);
            a2 = FusedMultiplyAdd(w, x2, a2);
            a3 = FusedMultiplyAdd(w, x3, a3);
            a4 = FusedMultiplyAdd(w, x4, a4);
            a5 = FusedMultiplyAdd(w, x5, a5);
            w = Create(weights[1]);
            b0 = FusedMultiplyAdd(w, x0, b0);
            b1 = FusedMultiplyAdd(w, x1, b1);
            b2 = FusedMultiplyAdd(w, x2, b2);
            b3 = FusedMultiplyAdd(w, x3, b3);
            b4 = FusedMultiplyAdd(w, x4, b4);
            b5 = FusedMultiplyAdd(w, x5, b5);
        }

        var to = from + TileSizes.Positions;
        Store(a0, a1, a2, a3, a4, a5, output, to, floor);
        Store(b0, b1, b2, b3, b4, b5, output + channel, to, floor);
    }

    /// <summary>As <see cref="Four"/> for one channel: the odd one, or each channel of a depthwise convolution.</summary>
    /// <param name="input">Origin of the input.</param>
    /// <param name="from">Six distances of positions from the input's origin, then six from the output's.</param>
    /// <param name="taps">Distance of each tap from a position.</param>
    /// <param name="count">Number of taps.</param>
    /// <param name="weights">(T).</param>
    /// <param name="output">Origin of the output channel.</param>
    /// <param name="bias">(1).</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void One(float* input, int* from, int* taps, nint count, float* weights, float* output, float* bias, float floor)
    {
        float* p0 = input + from[0], p1 = input + from[1], p2 = input + from[2];
        float* p3 = input + from[3], p4 = input + from[4], p5 = input + from[5];
        Vector a0 = Create(bias[0]), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
        for (nint i = 0; i < count; i++)
        {
            nint t = taps[i];
            var w = Create(weights[i]);
            a0 = FusedMultiplyAdd(w, Load(p0 + t), a0);
            a1 = FusedMultiplyAdd(w, Load(p1 + t), a1);
            a2 = FusedMultiplyAdd(w, Load(p2 + t), a2);
            a3 = FusedMultiplyAdd(w, Load(p3 + t), a3);
            a4 = FusedMultiplyAdd(w, Load(p4 + t), a4);
            a5 = FusedMultiplyAdd(w, Load(p5 + t), a5);
        }

        Store(a0, a1, a2, a3, a4, a5, output, from + TileSizes.Positions, floor);
    }

    // MaxNative is one instruction and returns its second argument where one is not a number: a NaN stays visible.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector v0, Vector v1, Vector v2, Vector v3, Vector v4, Vector v5, float* output, int* to, float floor)
    {
        var least = Create(floor);
        MaxNative(least, v0).Store(output + to[0]);
        MaxNative(least, v1).Store(output + to[1]);
        MaxNative(least, v2).Store(output + to[2]);
        MaxNative(least, v3).Store(output + to[3]);
        MaxNative(least, v4).Store(output + to[4]);
        MaxNative(least, v5).Store(output + to[5]);
    }
}
