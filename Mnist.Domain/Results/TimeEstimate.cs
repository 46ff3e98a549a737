namespace Mnist.Domain.Results;

/// <summary>What a time estimate has to know of a processor.</summary>
/// <param name="GflopsAThread">Peak of fused multiply-adds on one thread, in GFLOP/s, above 0; 1 multiply-add = 2 FLOP.</param>
/// <param name="GigabytesAThread">GB/s that one thread reads and writes where a batch's activations live, above 0.</param>
/// <param name="Threads">Threads that compute, each on a core of its own; at least 1.</param>
public sealed record Machine(double GflopsAThread, double GigabytesAThread, int Threads);

/// <summary>What a run on the simd backend should take.</summary>
/// <param name="Machine">The processor it was made for.</param>
/// <param name="SecondsPerEpoch">Training and evaluating once.</param>
public sealed record TimeEstimate(Machine Machine, double SecondsPerEpoch)
{
    /// <summary>How far the estimate was off, in percent of what was measured; above 0 where it was too high.</summary>
    /// <param name="measured">Seconds of an epoch, above 0.</param>
    public double OffPercent(double measured) => 100 * ((SecondsPerEpoch / measured) - 1);
}
