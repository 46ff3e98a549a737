using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Measuring;

/// <summary>Adds up the time that each kernel takes where it stands, between the others, with the cache as they leave it.</summary>
/// <remarks>Reading a clock twice takes some 50 ns; the smallest kernels of the catalogue take a few µs for sixteen images.</remarks>
/// <param name="clock">The clock.</param>
internal sealed class KernelWatch(TimeProvider clock)
{
    private readonly Dictionary<Kernel, Total> totals = [];

    /// <summary>The kernels timed so far, and each one's time since the last <see cref="Reset"/>.</summary>
    public IEnumerable<(Kernel Kernel, TimeSpan Time)> Times =>
        totals.Select(total => (total.Key, clock.GetElapsedTime(0, total.Value.Ticks)));

    /// <summary>The same work, timed. One member at a time: a network of one thread.</summary>
    /// <param name="kernel">What it is.</param>
    /// <param name="work">The work on one group.</param>
    public Action<ImageGroup> Timed(Kernel kernel, Action<ImageGroup> work)
    {
        var total = totals[kernel] = new();
        return group =>
        {
            var started = clock.GetTimestamp();
            work(group);
            total.Ticks += clock.GetTimestamp() - started;
        };
    }

    /// <summary>Starts again at zero.</summary>
    public void Reset()
    {
        foreach (var total in totals.Values)
            total.Ticks = 0;
    }

    private sealed class Total
    {
        public long Ticks { get; set; }
    }
}
