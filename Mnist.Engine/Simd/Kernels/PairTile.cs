using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>The inner loops of <see cref="RowTiles"/> for two rows of positions at once, all sums in registers.</summary>
/// <remarks>
/// Two rows of outputs share two of their three rows of inputs: six positions of each take 32 loads of inputs for 108 multiply-adds where
/// <see cref="RowTile"/> takes 48, and twelve sums do not wait for one another, which six do: a multiply-add takes four cycles, and two
/// begin in each. Terms are added in the same order, so that the bits are the same.
/// </remarks>
internal static unsafe class PairTile
{
    /// <summary>Values that describe a tile: the places of its first tap and of its first output, of the row that comes first.</summary>
    public const int Size = 2;

    /// <summary>
    /// output[r, p] = max(floor, bias + sum over kernel rows b and taps t of weights[b, t] * input[r + b, p + t]) for six positions of two
    /// rows r a tile.
    /// </summary>
    /// <typeparam name="TReading">What is made of the input.</typeparam>
    /// <param name="reading">The same.</param>
    /// <param name="input">Origin of the input.</param>
    /// <param name="output">Origin of the output.</param>
    /// <param name="tiles">(N, 2), see <see cref="Size"/>.</param>
    /// <param name="end">Behind the last tile.</param>
    /// <param name="down">From a kernel row to the next, and from the positions of one row to those of the other.</param>
    /// <param name="outputDown">From the outputs of one row to those of the other.</param>
    /// <param name="step">From a tap to the next and from a position to the next.</param>
    /// <param name="weights">(3, 3).</param>
    /// <param name="bias">Of the channel.</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Six<TReading>(
        TReading reading,
        float* input,
        float* output,
        int* tiles,
        int* end,
        nint down,
        nint outputDown,
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
            Vector b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0;
            var row = input + tiles[0];
            Vector x0 = reading.At(row), x1 = reading.At(row + step), x2 = reading.At(row + s2), x3 = reading.At(row + s3);
            Vector x4 = reading.At(row + s4), x5 = reading.At(row + s5), x6 = reading.At(row + s6), x7 = reading.At(row + s7);
            var w = Create(weights[0]);
            a0 = FusedMultiplyAdd(w, x0, a0);
            a1 = FusedMultiplyAdd(w, x1, a1);
            a2 = FusedMultiplyAdd(w, x2, a2);
            a3 = FusedMultiplyAdd(w, x3, a3);
            a4 = FusedMultiplyAdd(w, x4, a4);
            a5 = FusedMultiplyAdd(w, x5, a5);
            w = Create(weights[1]);
            a0 = FusedMultiplyAdd(w, x1, a0);
            a1 = FusedMultiplyAdd(w, x2, a1);
            a2 = FusedMultiplyAdd(w, x3, a2);
            a3 = FusedMultiplyAdd(w, x4, a3);
            a4 = FusedMultiplyAdd(w, x5, a4);
            a5 = FusedMultiplyAdd(w, x6, a5);
            w = Create(weights[2]);
            a0 = FusedMultiplyAdd(w, x2, a0);
            a1 = FusedMultiplyAdd(w, x3, a1);
            a2 = FusedMultiplyAdd(w, x4, a2);
            a3 = FusedMultiplyAdd(w, x5, a3);
            a4 = FusedMultiplyAdd(w, x6, a4);
            a5 = FusedMultiplyAdd(w, x7, a5);

            row += down;
            (x0, x1, x2, x3) = (reading.At(row), reading.At(row + step), reading.At(row + s2), reading.At(row + s3));
            (x4, x5, x6, x7) = (reading.At(row + s4), reading.At(row + s5), reading.At(row + s6), reading.At(row + s7));
            w = Create(weights[3]);
            a0 = FusedMultiplyAdd(w, x0, a0);
            a1 = FusedMultiplyAdd(w, x1, a1);
            a2 = FusedMultiplyAdd(w, x2, a2);
            a3 = FusedMultiplyAdd(w, x3, a3);
            a4 = FusedMultiplyAdd(w, x4, a4);
            a5 = FusedMultiplyAdd(w, x5, a5);
            w = Create(weights[0]);
            b0 = FusedMultiplyAdd(w, x0, b0);
            b1 = FusedMultiplyAdd(w, x1, b1);
            b2 = FusedMultiplyAdd(w, x2, b2);
            b3 = FusedMultiplyAdd(w, x3, b3);
            b4 = FusedMultiplyAdd(w, x4, b4);
            b5 = FusedMultiplyAdd(w, x5, b5);
            w = Create(weights[4]);
            a0 = FusedMultiplyAdd(w, x1, a0);
            a1 = FusedMultiplyAdd(w, x2, a1);
            a2 = FusedMultiplyAdd(w, x3, a2);
            a3 = FusedMultiplyAdd(w, x4, a3);
            a4 = FusedMultiplyAdd(w, x5, a4);
            a5 = FusedMultiplyAdd(w, x6, a5);
            w = Create(weights[1]);
            b0 = FusedMultiplyAdd(w, x1, b0);
            b1 = FusedMultiplyAdd(w, x2, b1);
            b2 = FusedMultiplyAdd(w, x3, b2);
            b3 = FusedMultiplyAdd(w, x4, b3);
            b4 = FusedMultiplyAdd(w, x5, b4);
            b5 = FusedMultiplyAdd(w, x6, b5);
            w = Create(weights[5]);
            a0 = FusedMultiplyAdd(w, x2, a0);
            a1 = FusedMultiplyAdd(w, x3, a1);
            a2 = FusedMultiplyAdd(w, x4, a2);
            a3 = FusedMultiplyAdd(w, x5, a3);
            a4 = FusedMultiplyAdd(w, x6, a4);
            a5 = FusedMultiplyAdd(w, x7, a5);
            w = Create(weights[2]);
            b0 = FusedMultiplyAdd(w, x2, b0);
            b1 = FusedMultiplyAdd(w, x3, b1);
            b2 = FusedMultiplyAdd(w, x4, b2);
            b3 = FusedMultiplyAdd(w, x5, b3);
            b4 = FusedMultiplyAdd(w, x6, b4);
            b5 = FusedMultiplyAdd(w, x7, b5);

            row += down;
            (x0, x1, x2, x3) = (reading.At(row), reading.At(row + step), reading.At(row + s2), reading.At(row + s3));
            (x4, x5, x6, x7) = (reading.At(row + s4), reading.At(row + s5), reading.At(row + s6), reading.At(row + s7));
            w = Create(weights[6]);
            a0 = FusedMultiplyAdd(w, x0, a0);
            a1 = FusedMultiplyAdd(w, x1, a1);
            a2 = FusedMultiplyAdd(w, x2, a2);
            a3 = FusedMultiplyAdd(w, x3, a3);
            a4 = FusedMultiplyAdd(w, x4, a4);
            a5 = FusedMultiplyAdd(w, x5, a5);
            w = Create(weights[3]);
            b0 = FusedMultiplyAdd(w, x0, b0);
            b1 = FusedMultiplyAdd(w, x1, b1);
            b2 = FusedMultiplyAdd(w, x2, b2);
            b3 = FusedMultiplyAdd(w, x3, b3);
            b4 = FusedMultiplyAdd(w, x4, b4);
            b5 = FusedMultiplyAdd(w, x5, b5);
            w = Create(weights[7]);
            a0 = FusedMultiplyAdd(w, x1, a0);
            a1 = FusedMultiplyAdd(w, x2, a1);
            a2 = FusedMultiplyAdd(w, x3, a2);
            a3 = FusedMultiplyAdd(w, x4, a3);
            a4 = FusedMultiplyAdd(w, x5, a4);
            a5 = FusedMultiplyAdd(w, x6, a5);
            w = Create(weights[4]);
            b0 = FusedMultiplyAdd(w, x1, b0);
            b1 = FusedMultiplyAdd(w, x2, b1);
            b2 = FusedMultiplyAdd(w, x3, b2);
            b3 = FusedMultiplyAdd(w, x4, b3);
            b4 = FusedMultiplyAdd(w, x5, b4);
            b5 = FusedMultiplyAdd(w, x6, b5);
            w = Create(weights[8]);
            a0 = FusedMultiplyAdd(w, x2, a0);
            a1 = FusedMultiplyAdd(w, x3, a1);
            a2 = FusedMultiplyAdd(w, x4, a2);
            a3 = FusedMultiplyAdd(w, x5, a3);
            a4 = FusedMultiplyAdd(w, x6, a4);
            a5 = FusedMultiplyAdd(w, x7, a5);
            w = Create(weights[5]);
            b0 = FusedMultiplyAdd(w, x2, b0);
            b1 = FusedMultiplyAdd(w, x3, b1);
            b2 = FusedMultiplyAdd(w, x4, b2);
            b3 = FusedMultiplyAdd(w, x5, b3);
            b4 = FusedMultiplyAdd(w, x6, b4);
            b5 = FusedMultiplyAdd(w, x7, b5);

            row += down;
            (x0, x1, x2, x3) = (reading.At(row), reading.At(row + step), reading.At(row + s2), reading.At(row + s3));
            (x4, x5, x6, x7) = (reading.At(row + s4), reading.At(row + s5), reading.At(row + s6), reading.At(row + s7));
            w = Create(weights[6]);
            b0 = FusedMultiplyAdd(w, x0, b0);
            b1 = FusedMultiplyAdd(w, x1, b1);
            b2 = FusedMultiplyAdd(w, x2, b2);
            b3 = FusedMultiplyAdd(w, x3, b3);
            b4 = FusedMultiplyAdd(w, x4, b4);
            b5 = FusedMultiplyAdd(w, x5, b5);
            w = Create(weights[7]);
            b0 = FusedMultiplyAdd(w, x1, b0);
            b1 = FusedMultiplyAdd(w, x2, b1);
            b2 = FusedMultiplyAdd(w, x3, b2);
            b3 = FusedMultiplyAdd(w, x4, b3);
            b4 = FusedMultiplyAdd(w, x5, b4);
            b5 = FusedMultiplyAdd(w, x6, b5);
            w = Create(weights[8]);
            b0 = FusedMultiplyAdd(w, x2, b0);
            b1 = FusedMultiplyAdd(w, x3, b1);
            b2 = FusedMultiplyAdd(w, x4, b2);
            b3 = FusedMultiplyAdd(w, x5, b3);
            b4 = FusedMultiplyAdd(w, x6, b4);
            b5 = FusedMultiplyAdd(w, x7, b5);

            var to = output + tiles[1];
            MaxNative(least, a0).Store(to);
            MaxNative(least, a1).Store(to + step);
            MaxNative(least, a2).Store(to + s2);
            MaxNative(least, a3).Store(to + s3);
            MaxNative(least, a4).Store(to + s4);
            MaxNative(least, a5).Store(to + s5);
            to += outputDown;
            MaxNative(least, b0).Store(to);
            MaxNative(least, b1).Store(to + step);
            MaxNative(least, b2).Store(to + s2);
            MaxNative(least, b3).Store(to + s3);
            MaxNative(least, b4).Store(to + s4);
            MaxNative(least, b5).Store(to + s5);
        }
    }

    /// <summary>As <see cref="Six"/>, four positions of each row a tile.</summary>
    /// <typeparam name="TReading">What is made of the input.</typeparam>
    /// <param name="reading">The same.</param>
    /// <param name="input">Origin of the input.</param>
    /// <param name="output">Origin of the output.</param>
    /// <param name="tiles">(N, 2), see <see cref="Size"/>.</param>
    /// <param name="end">Behind the last tile.</param>
    /// <param name="down">From a kernel row to the next, and from the positions of one row to those of the other.</param>
    /// <param name="outputDown">From the outputs of one row to those of the other.</param>
    /// <param name="step">From a tap to the next and from a position to the next.</param>
    /// <param name="weights">(3, 3).</param>
    /// <param name="bias">Of the channel.</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four<TReading>(
        TReading reading,
        float* input,
        float* output,
        int* tiles,
        int* end,
        nint down,
        nint outputDown,
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
            Vector b0 = a0, b1 = a0, b2 = a0, b3 = a0;
            var row = input + tiles[0];
            Vector x0 = reading.At(row), x1 = reading.At(row + step), x2 = reading.At(row + s2);
            Vector x3 = reading.At(row + s3), x4 = reading.At(row + s4), x5 = reading.At(row + s5);
            var w = Create(weights[0]);
            a0 = FusedMultiplyAdd(w, x0, a0);
            a1 = FusedMultiplyAdd(w, x1, a1);
            a2 = FusedMultiplyAdd(w, x2, a2);
            a3 = FusedMultiplyAdd(w, x3, a3);
            w = Create(weights[1]);
            a0 = FusedMultiplyAdd(w, x1, a0);
            a1 = FusedMultiplyAdd(w, x2, a1);
            a2 = FusedMultiplyAdd(w, x3, a2);
            a3 = FusedMultiplyAdd(w, x4, a3);
            w = Create(weights[2]);
            a0 = FusedMultiplyAdd(w, x2, a0);
            a1 = FusedMultiplyAdd(w, x3, a1);
            a2 = FusedMultiplyAdd(w, x4, a2);
            a3 = FusedMultiplyAdd(w, x5, a3);

            row += down;
            (x0, x1, x2) = (reading.At(row), reading.At(row + step), reading.At(row + s2));
            (x3, x4, x5) = (reading.At(row + s3), reading.At(row + s4), reading.At(row + s5));
            w = Create(weights[3]);
            a0 = FusedMultiplyAdd(w, x0, a0);
            a1 = FusedMultiplyAdd(w, x1, a1);
            a2 = FusedMultiplyAdd(w, x2, a2);
            a3 = FusedMultiplyAdd(w, x3, a3);
            w = Create(weights[0]);
            b0 = FusedMultiplyAdd(w, x0, b0);
            b1 = FusedMultiplyAdd(w, x1, b1);
            b2 = FusedMultiplyAdd(w, x2, b2);
            b3 = FusedMultiplyAdd(w, x3, b3);
            w = Create(weights[4]);
            a0 = FusedMultiplyAdd(w, x1, a0);
            a1 = FusedMultiplyAdd(w, x2, a1);
            a2 = FusedMultiplyAdd(w, x3, a2);
            a3 = FusedMultiplyAdd(w, x4, a3);
            w = Create(weights[1]);
            b0 = FusedMultiplyAdd(w, x1, b0);
            b1 = FusedMultiplyAdd(w, x2, b1);
            b2 = FusedMultiplyAdd(w, x3, b2);
            b3 = FusedMultiplyAdd(w, x4, b3);
            w = Create(weights[5]);
            a0 = FusedMultiplyAdd(w, x2, a0);
            a1 = FusedMultiplyAdd(w, x3, a1);
            a2 = FusedMultiplyAdd(w, x4, a2);
            a3 = FusedMultiplyAdd(w, x5, a3);
            w = Create(weights[2]);
            b0 = FusedMultiplyAdd(w, x2, b0);
            b1 = FusedMultiplyAdd(w, x3, b1);
            b2 = FusedMultiplyAdd(w, x4, b2);
            b3 = FusedMultiplyAdd(w, x5, b3);

            row += down;
            (x0, x1, x2) = (reading.At(row), reading.At(row + step), reading.At(row + s2));
            (x3, x4, x5) = (reading.At(row + s3), reading.At(row + s4), reading.At(row + s5));
            w = Create(weights[6]);
            a0 = FusedMultiplyAdd(w, x0, a0);
            a1 = FusedMultiplyAdd(w, x1, a1);
            a2 = FusedMultiplyAdd(w, x2, a2);
            a3 = FusedMultiplyAdd(w, x3, a3);
            w = Create(weights[3]);
            b0 = FusedMultiplyAdd(w, x0, b0);
            b1 = FusedMultiplyAdd(w, x1, b1);
            b2 = FusedMultiplyAdd(w, x2, b2);
            b3 = FusedMultiplyAdd(w, x3, b3);
            w = Create(weights[7]);
            a0 = FusedMultiplyAdd(w, x1, a0);
            a1 = FusedMultiplyAdd(w, x2, a1);
            a2 = FusedMultiplyAdd(w, x3, a2);
            a3 = FusedMultiplyAdd(w, x4, a3);
            w = Create(weights[4]);
            b0 = FusedMultiplyAdd(w, x1, b0);
            b1 = FusedMultiplyAdd(w, x2, b1);
            b2 = FusedMultiplyAdd(w, x3, b2);
            b3 = FusedMultiplyAdd(w, x4, b3);
            w = Create(weights[8]);
            a0 = FusedMultiplyAdd(w, x2, a0);
            a1 = FusedMultiplyAdd(w, x3, a1);
            a2 = FusedMultiplyAdd(w, x4, a2);
            a3 = FusedMultiplyAdd(w, x5, a3);
            w = Create(weights[5]);
            b0 = FusedMultiplyAdd(w, x2, b0);
            b1 = FusedMultiplyAdd(w, x3, b1);
            b2 = FusedMultiplyAdd(w, x4, b2);
            b3 = FusedMultiplyAdd(w, x5, b3);

            row += down;
            (x0, x1, x2) = (reading.At(row), reading.At(row + step), reading.At(row + s2));
            (x3, x4, x5) = (reading.At(row + s3), reading.At(row + s4), reading.At(row + s5));
            w = Create(weights[6]);
            b0 = FusedMultiplyAdd(w, x0, b0);
            b1 = FusedMultiplyAdd(w, x1, b1);
            b2 = FusedMultiplyAdd(w, x2, b2);
            b3 = FusedMultiplyAdd(w, x3, b3);
            w = Create(weights[7]);
            b0 = FusedMultiplyAdd(w, x1, b0);
            b1 = FusedMultiplyAdd(w, x2, b1);
            b2 = FusedMultiplyAdd(w, x3, b2);
            b3 = FusedMultiplyAdd(w, x4, b3);
            w = Create(weights[8]);
            b0 = FusedMultiplyAdd(w, x2, b0);
            b1 = FusedMultiplyAdd(w, x3, b1);
            b2 = FusedMultiplyAdd(w, x4, b2);
            b3 = FusedMultiplyAdd(w, x5, b3);

            var to = output + tiles[1];
            MaxNative(least, a0).Store(to);
            MaxNative(least, a1).Store(to + step);
            MaxNative(least, a2).Store(to + s2);
            MaxNative(least, a3).Store(to + s3);
            to += outputDown;
            MaxNative(least, b0).Store(to);
            MaxNative(least, b1).Store(to + step);
            MaxNative(least, b2).Store(to + s2);
            MaxNative(least, b3).Store(to + s3);
        }
    }
}
