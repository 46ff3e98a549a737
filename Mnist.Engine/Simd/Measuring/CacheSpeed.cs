using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;
using Mnist.Engine.Timing;

namespace Mnist.Engine.Simd.Measuring;

/// <summary>
/// Bytes a second that one thread reads and writes where the activations of a batch live: in the last cache, or beyond it.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class CacheSpeed(TimeProvider clock)
{
    // More than a second-level cache of today holds, no more than a batch of our networks leaves behind.
    private const int Bytes = 8 * 1024 * 1024;
    private const int Tries = 4;

    /// <summary>GB/s of one thread; the best of a few sweeps of 0.1 to 0.5 ms.</summary>
    public double OneThread()
    {
        using var memory = new NativeBuffer<float>(Bytes / sizeof(float));
        return Enumerable.Range(0, Tries).Max(_ =>
        {
            var started = clock.GetTimestamp();
            Sweep(memory);
            return Elapsed.Rate(2e-9 * Bytes, clock.SecondsSince(started));
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Sweep(NativeBuffer<float> memory)
    {
        var half = Vector512.Create(0.5f);
        for (float* at = memory.Pointer, end = at + memory.Length; at < end; at += Lanes.Count)
            (half * Vector512.Load(at)).Store(at);
    }
}
