using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>The inner loops of <see cref="CorrelationRows"/>: neighbouring positions of one channel, all sums in registers.</summary>
/// <remarks>
/// One filter has too few channels for the tiles of <see cref="CorrelationTile"/>: there each multiply-add of a depthwise convolution needs
/// a load of its own. Here six positions share eight inputs in each kernel row: 11 loads for 18 multiply-adds. Terms are added in the same
/// order, so that the bits are the same.
/// </remarks>
internal static unsafe class RowTile
{
    /// <summary>
    /// Values that describe a tile: its first place in the input and in the output, its first kernel row, how many it has.
    /// </summary>
    public const int Size = 4;

    /// <summary>
    /// output[p] = max(floor, bias + sum over kernel rows b and taps t of weights[b, t] * input[p + b + t]), six positions a tile.
    /// </summary>
    /// <typeparam name="TReading">What is made of the input.</typeparam>
    /// <param name="reading">The same.</param>
    /// <param name="input">Origin of the input.</param>
    /// <param name="output">Origin of the output.</param>
    /// <param name="tiles">(N, 4), see <see cref="Size"/>.</param>
    /// <param name="end">Behind the last tile.</param>
    /// <param name="bands">Distance of each kernel row's first tap from a position.</param>
    /// <param name="step">From a tap to the next and from a position to the next.</param>
    /// <param name="weights">(kernel rows, 3).</param>
    /// <param name="bias">Of the channel.</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Six<TReading>(
        TReading reading,
        float* input,
        float* output,
        int* tiles,
        int* end,
        int* bands,
        nint step,
        float* weights,
        float bias,
        float floor)
        where TReading : struct, IReading
    {
        nint s2 = 2 * step, s3 = 3 * step, s4 = 4 * step, s5 = 5 * step, s6 = 6 * step, s7 = 7 * step;
        var least = Create(floor);
        for (; tiles < end; tiles += Size)
        {
            Vector a0 = Create(bias), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
            var from = input + tiles[0];
            var filter = weights + (tiles[2] * TileSizes.RowTaps);
            int* band = bands + tiles[2], lastBand = band + tiles[3];
            for (; band < lastBand; band++, filter += TileSizes.RowTaps)
            {
                var row = from + *band;
                Vector x0 = reading.At(row), x1 = reading.At(row + step), x2 = reading.At(row + s2), x3 = reading.At(row + s3);
                Vector x4 = reading.At(row + s4), x5 = reading.At(row + s5), x6 = reading.At(row + s6), x7 = reading.At(row + s7);
                var w = Create(filter[0]);
                a0 = FusedMultiplyAdd(w, x0, a0);
                a1 = FusedMultiplyAdd(w, x1, a1);
                a2 = FusedMultiplyAdd(w, x2, a2);
                a3 = FusedMultiplyAdd(w, x3, a3);
                a4 = FusedMultiplyAdd(w, x4, a4);
                a5 = FusedMultiplyAdd(w, x5, a5);
                w = Create(filter[1]);
                a0 = FusedMultiplyAdd(w, x1, a0);
                a1 = FusedMultiplyAdd(w, x2, a1);
                a2 = FusedMultiplyAdd(w, x3, a2);
                a3 = FusedMultiplyAdd(w, x4, a3);
                a4 = FusedMultiplyAdd(w, x5, a4);
                a5 = FusedMultiplyAdd(w, x6, a5);
                w = Create(filter[2]);
                a0 = FusedMultiplyAdd(w, x2, a0);
                a1 = FusedMultiplyAdd(w, x3, a1);
                a2 = FusedMultiplyAdd(w, x4, a2);
                a3 = FusedMultiplyAdd(w, x5, a3);
                a4 = FusedMultiplyAdd(w, x6, a4);
                a5 = FusedMultiplyAdd(w, x7, a5);
            }

            var to = output + tiles[1];
            MaxNative(least, a0).Store(to);
            MaxNative(least, a1).Store(to + step);
            MaxNative(least, a2).Store(to + s2);
            MaxNative(least, a3).Store(to + s3);
            MaxNative(least, a4).Store(to + s4);
            MaxNative(least, a5).Store(to + s5);
        }
    }

    /// <summary>As <see cref="Six"/>, four positions a tile.</summary>
    /// <typeparam name="TReading">What is made of the input.</typeparam>
    /// <param name="reading">The same.</param>
    /// <param name="input">Origin of the input.</param>
    /// <param name="output">Origin of the output.</param>
    /// <param name="tiles">(N, 4), see <see cref="Size"/>.</param>
    /// <param name="end">Behind the last tile.</param>
    /// <param name="bands">Distance of each kernel row's first tap from a position.</param>
    /// <param name="step">From a tap to the next and from a position to the next.</param>
    /// <param name="weights">(kernel rows, 3).</param>
    /// <param name="bias">Of the channel.</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four<TReading>(
        TReading reading,
        float* input,
        float* output,
        int* tiles,
        int* end,
        int* bands,
        nint step,
        float* weights,
        float bias,
        float floor)
        where TReading : struct, IReading
    {
        nint s2 = 2 * step, s3 = 3 * step, s4 = 4 * step, s5 = 5 * step;
        var least = Create(floor);
        for (; tiles < end; tiles += Size)
        {
            Vector a0 = Create(bias), a1 = a0, a2 = a0, a3 = a0;
            var from = input + tiles[0];
            var filter = weights + (tiles[2] * TileSizes.RowTaps);
            int* band = bands + tiles[2], lastBand = band + tiles[3];
            for (; band < lastBand; band++, filter += TileSizes.RowTaps)
            {
                var row = from + *band;
                Vector x0 = reading.At(row), x1 = reading.At(row + step), x2 = reading.At(row + s2);
                Vector x3 = reading.At(row + s3), x4 = reading.At(row + s4), x5 = reading.At(row + s5);
                var w = Create(filter[0]);
                a0 = FusedMultiplyAdd(w, x0, a0);
                a1 = FusedMultiplyAdd(w, x1, a1);
                a2 = FusedMultiplyAdd(w, x2, a2);
                a3 = FusedMultiplyAdd(w, x3, a3);
                w = Create(filter[1]);
                a0 = FusedMultiplyAdd(w, x1, a0);
                a1 = FusedMultiplyAdd(w, x2, a1);
                a2 = FusedMultiplyAdd(w, x3, a2);
                a3 = FusedMultiplyAdd(w, x4, a3);
                w = Create(filter[2]);
                a0 = FusedMultiplyAdd(w, x2, a0);
                a1 = FusedMultiplyAdd(w, x3, a1);
                a2 = FusedMultiplyAdd(w, x4, a2);
                a3 = FusedMultiplyAdd(w, x5, a3);
            }

            var to = output + tiles[1];
            MaxNative(least, a0).Store(to);
            MaxNative(least, a1).Store(to + step);
            MaxNative(least, a2).Store(to + s2);
            MaxNative(least, a3).Store(to + s3);
        }
    }

    /// <summary>sums[b, t] += sum over positions p and lanes of gradient[p] * input[p + b + t], for a filter of three rows.</summary>
    /// <typeparam name="TReading">What is made of the input.</typeparam>
    /// <param name="reading">The same.</param>
    /// <param name="input">Origin of the input.</param>
    /// <param name="gradient">Origin of the output's gradient.</param>
    /// <param name="runs">(N, 3): first place of a run in the input and in the gradient, number of its positions.</param>
    /// <param name="end">Behind the last run.</param>
    /// <param name="bands">Distance of each of the three kernel rows' first tap from a position.</param>
    /// <param name="step">From a tap to the next and from a position to the next.</param>
    /// <param name="sums">(16), of which the first (3, 3) are meant.</param>
    /// <param name="carry">Of nine sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWeights<TReading>(
        TReading reading, float* input, float* gradient, int* runs, int* end, int* bands, nint step, float* sums, Carry carry)
        where TReading : struct, IReading
    {
        Vector a0 = Vector.Zero, a1 = a0, a2 = a0, b0 = a0, b1 = a0, b2 = a0, c0 = a0, c1 = a0, c2 = a0;
        if (!carry.IsFirst)
        {
            (a0, a1, a2) = carry.Three(0);
            (b0, b1, b2) = carry.Three(3);
            (c0, c1, c2) = carry.Three(6);
        }

        for (; runs < end; runs += 3)
        {
            var from = input + runs[0];
            float* x = from + bands[0], y = from + bands[1], z = from + bands[2], row = gradient + runs[1];
            Vector x0 = reading.At(x), x1 = reading.At(x + step), y0 = reading.At(y), y1 = reading.At(y + step);
            Vector z0 = reading.At(z), z1 = reading.At(z + step);
            nint last = runs[2] * step;
            for (nint i = 0; i != last; i += step)
            {
                var g = Load(row + i);
                Vector x2 = reading.At(x + i + (2 * step)), y2 = reading.At(y + i + (2 * step)), z2 = reading.At(z + i + (2 * step));
                a0 = FusedMultiplyAdd(g, x0, a0);
                a1 = FusedMultiplyAdd(g, x1, a1);
                a2 = FusedMultiplyAdd(g, x2, a2);
                b0 = FusedMultiplyAdd(g, y0, b0);
                b1 = FusedMultiplyAdd(g, y1, b1);
                b2 = FusedMultiplyAdd(g, y2, b2);
                c0 = FusedMultiplyAdd(g, z0, c0);
                c1 = FusedMultiplyAdd(g, z1, c1);
                c2 = FusedMultiplyAdd(g, z2, c2);
                (x0, x1, y0, y1, z0, z1) = (x1, x2, y1, y2, z1, z2);
            }
        }

        if (!carry.IsLast)
        {
            carry.Leave(0, a0, a1, a2);
            carry.Leave(3, b0, b1, b2);
            carry.Leave(6, c0, c1, c2);
            return;
        }

        (Vector256.Load(sums) + LaneSums.Eight(a0, a1, a2, b0, b1, b2, c0, c1)).Store(sums);
        (Vector256.Load(sums + 8) + LaneSums.Eight(c2, c2, c2, c2, c2, c2, c2, c2)).Store(sums + 8);
    }
}
