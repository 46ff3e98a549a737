using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>The inner loop of <see cref="PointTiles"/>: twenty-four output channels at one position, all sums in registers.</summary>
/// <remarks>
/// One input is used for all channels, and each weight once, straight from memory: 25 loads for 24 multiply-adds, where the tiles of
/// <see cref="CorrelationTile"/> need 10. But one position reads what it needs, and six together what any of them does.
/// </remarks>
internal static unsafe class PointTile
{
    /// <summary>output[c] = max(floor, (bias[c] or output[c]) + sum over taps t of weights[t, c] * input[t]).</summary>
    /// <param name="input">The position's place in the input.</param>
    /// <param name="taps">(T, 2): distance of each tap from the position, and of its weights from the first.</param>
    /// <param name="count">Number of taps.</param>
    /// <param name="weights">(all taps, 24).</param>
    /// <param name="output">The position's place in the first of the channels.</param>
    /// <param name="channel">Distance between output channels.</param>
    /// <param name="bias">(24); null to go on with the sums that the output holds.</param>
    /// <param name="floor">0 for ReLU, negative infinity for none or for sums that are not at their end.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* input, int* taps, nint count, float* weights, float* output, nint channel, float* bias, float floor)
    {
        Vector a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11;
        Vector a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23;
        if (bias is not null)
        {
            (a0, a1, a2, a3, a4, a5) =
                (Create(bias[0]), Create(bias[1]), Create(bias[2]), Create(bias[3]), Create(bias[4]), Create(bias[5]));
            (a6, a7, a8, a9, a10, a11) =
                (Create(bias[6]), Create(bias[7]), Create(bias[8]), Create(bias[9]), Create(bias[10]), Create(bias[11]));
            (a12, a13, a14, a15, a16, a17) =
                (Create(bias[12]), Create(bias[13]), Create(bias[14]), Create(bias[15]), Create(bias[16]), Create(bias[17]));
            (a18, a19, a20, a21, a22, a23) =
                (Create(bias[18]), Create(bias[19]), Create(bias[20]), Create(bias[21]), Create(bias[22]), Create(bias[23]));
        }
        else
        {
            (a0, a1, a2, a3, a4, a5) = Six(output, channel);
            (a6, a7, a8, a9, a10, a11) = Six(output + (6 * channel), channel);
            (a12, a13, a14, a15, a16, a17) = Six(output + (12 * channel), channel);
            (a18, a19, a20, a21, a22, a23) = Six(output + (18 * channel), channel);
        }

        for (var end = taps + (2 * count); taps < end; taps += 2)
        {
            var x = Load(input + taps[0]);
            var w = weights + taps[1];
            a0 = FusedMultiplyAdd(Create(w[0]), x, a0);
            a1 = FusedMultiplyAdd(Create(w[1]), x, a1);
            a2 = FusedMultiplyAdd(Create(w[2]), x, a2);
            a3 = FusedMultiplyAdd(Create(w[3]), x, a3);
            a4 = FusedMultiplyAdd(Create(w[4]), x, a4);
            a5 = FusedMultiplyAdd(Create(w[5]), x, a5);
            a6 = FusedMultiplyAdd(Create(w[6]), x, a6);
            a7 = FusedMultiplyAdd(Create(w[7]), x, a7);
            a8 = FusedMultiplyAdd(Create(w[8]), x, a8);
            a9 = FusedMultiplyAdd(Create(w[9]), x, a9);
            a10 = FusedMultiplyAdd(Create(w[10]), x, a10);
            a11 = FusedMultiplyAdd(Create(w[11]), x, a11);
            a12 = FusedMultiplyAdd(Create(w[12]), x, a12);
            a13 = FusedMultiplyAdd(Create(w[13]), x, a13);
            a14 = FusedMultiplyAdd(Create(w[14]), x, a14);
            a15 = FusedMultiplyAdd(Create(w[15]), x, a15);
            a16 = FusedMultiplyAdd(Create(w[16]), x, a16);
            a17 = FusedMultiplyAdd(Create(w[17]), x, a17);
            a18 = FusedMultiplyAdd(Create(w[18]), x, a18);
            a19 = FusedMultiplyAdd(Create(w[19]), x, a19);
            a20 = FusedMultiplyAdd(Create(w[20]), x, a20);
            a21 = FusedMultiplyAdd(Create(w[21]), x, a21);
            a22 = FusedMultiplyAdd(Create(w[22]), x, a22);
            a23 = FusedMultiplyAdd(Create(w[23]), x, a23);
        }

        var least = Create(floor);
        Store(a0, a1, a2, a3, a4, a5, output, channel, least);
        Store(a6, a7, a8, a9, a10, a11, output + (6 * channel), channel, least);
        Store(a12, a13, a14, a15, a16, a17, output + (12 * channel), channel, least);
        Store(a18, a19, a20, a21, a22, a23, output + (18 * channel), channel, least);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector V0, Vector V1, Vector V2, Vector V3, Vector V4, Vector V5) Six(float* from, nint channel) => (
        Load(from), Load(from + channel), Load(from + (2 * channel)),
        Load(from + (3 * channel)), Load(from + (4 * channel)), Load(from + (5 * channel)));

    // As in CorrelationTile a NaN stays visible.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector v0, Vector v1, Vector v2, Vector v3, Vector v4, Vector v5, float* to, nint channel, Vector least)
    {
        MaxNative(least, v0).Store(to);
        MaxNative(least, v1).Store(to + channel);
        MaxNative(least, v2).Store(to + (2 * channel));
        MaxNative(least, v3).Store(to + (3 * channel));
        MaxNative(least, v4).Store(to + (4 * channel));
        MaxNative(least, v5).Store(to + (5 * channel));
    }
}
