using Mnist.Engine.Simd.Measuring;

namespace Mnist.Engine.Simd.Estimates;

/// <summary>Measures what a prediction has to know of this processor.</summary>
public static class MachineProbe
{
    /// <summary>The peak of one thread, and how fast it reaches what a batch leaves behind; takes some 6 ms.</summary>
    /// <param name="threads">Threads that will compute.</param>
    /// <param name="clock">The clock.</param>
    /// <returns>Null where the clock stood still.</returns>
    public static Machine? Measure(int threads, TimeProvider clock)
    {
        using var peak = new FmaPeak(threads: 1, clock);
        return peak.OneThread() is > 0 and var gflops && new CacheSpeed(clock).OneThread() is > 0 and var gigabytes
            ? new(gflops, gigabytes, threads)
            : null;
    }
}
