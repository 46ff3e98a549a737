using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Threads;
using Mnist.Engine.Timing;

namespace Mnist.Engine.Simd.Measuring;

/// <summary>
/// The most multiply-adds that this processor does: nothing but independent ones, in registers, at the width the engine uses.
/// </summary>
/// <remarks>
/// 1 multiply-add = 2 FLOP. Twelve chains: more than latency times throughput of any processor of today, fewer than its registers.
/// </remarks>
/// <param name="threads">At least 1.</param>
/// <param name="clock">The clock.</param>
internal sealed class FmaPeak(int threads, TimeProvider clock) : IDisposable
{
    private const int Chains = 12;
    private const int Rounds = 100_000;
    private const int Tries = 12;

    private readonly ThreadTeam team = new(threads);
    private readonly float[] sinks = new float[threads];

    /// <summary>GFLOP/s of one thread; the best of a dozen tries, each short enough (0.2 ms) to slip between other programs.</summary>
    public double OneThread() => Best(() => Work(0), 1);

    /// <summary>GFLOP/s of all threads together; likewise.</summary>
    public double AllThreads() => Best(() => team.Run(Work), threads);

    /// <inheritdoc/>
    public void Dispose() => team.Dispose();

    private double Best(Action run, int members) => Enumerable.Range(0, Tries).Max(_ =>
    {
        var started = clock.GetTimestamp();
        run();
        var lanes = Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count;
        return Elapsed.Rate(2e-9 * members * Rounds * Chains * lanes, clock.SecondsSince(started));
    });

    private void Work(int member) => sinks[member] = Vector512.IsHardwareAccelerated ? Wide() : Narrow();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Wide()
    {
        var (x, y) = (Vector512.Create(0.999f), Vector512.Create(0.001f));
        Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var round = 0; round < Rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Narrow()
    {
        var (x, y) = (Vector256.Create(0.999f), Vector256.Create(0.001f));
        Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var round = 0; round < Rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
            k = Vector256.FusedMultiplyAdd(k, x, y);
            l = Vector256.FusedMultiplyAdd(l, x, y);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
