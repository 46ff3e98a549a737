using Mnist.Engine.Simd.Measuring;

namespace Mnist.Engine.Benchmarks;

/// <summary>How a benchmark is done.</summary>
/// <param name="Threads">Threads to compute with, at least 1.</param>
/// <param name="Repeats">How often each thing is measured, at least 1; null for five, or fewer where that would take too long.</param>
/// <param name="Seed">Of weights and augmentation.</param>
/// <param name="Clock">Measures.</param>
/// <param name="Cancellation">Stops between two steps.</param>
public sealed record BenchmarkOptions(int Threads, int? Repeats, long Seed, TimeProvider Clock, CancellationToken Cancellation);

/// <summary>What the processor could do in the same minute.</summary>
/// <param name="Cores">As the operating system counts them.</param>
/// <param name="PeakOneThread">GFLOP/s of fused multiply-adds on one thread; median over the repeats.</param>
/// <param name="Peak">The same of all threads of the benchmark together.</param>
public sealed record MachineSpeed(int Cores, double PeakOneThread, double Peak);

/// <summary>How fast images pass.</summary>
/// <param name="ImagesPerSecond">Over the repeats.</param>
/// <param name="Gflops">10^9 FLOP a second, by the median.</param>
/// <param name="PercentOfPeak">Of all threads together; each repeat against the peak measured beside it, the median of these.</param>
public sealed record Throughput(Spread ImagesPerSecond, double Gflops, double PercentOfPeak);

/// <summary>How fast one kernel of the simd backend is on each thread.</summary>
/// <param name="Kernel">Which.</param>
/// <param name="Gflops">10^9 FLOP a second; median over the repeats.</param>
/// <param name="PercentOfPeak">Of one thread; each repeat against the peak measured beside it, the median of these.</param>
public sealed record KernelSpeed(StepPart Kernel, double Gflops, double PercentOfPeak);

/// <summary>What one kind of work takes of a training step of the simd backend. All kinds together are the step.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Microseconds">For an image, all threads at work; median over the repeats.</param>
/// <param name="Bytes">Activations and gradients read and written for an image, from whichever cache they come.</param>
/// <param name="Percent">Of the step; the median of each repeat's.</param>
public sealed record StepShare(WorkKind Kind, double Microseconds, double Bytes, double Percent);

/// <summary>How fast one backend is.</summary>
/// <param name="Backend">Its name.</param>
/// <param name="Training">As the plan says.</param>
/// <param name="WithoutAugmentation">Training on images as they are; null where the plan changes none.</param>
/// <param name="Evaluation">In evaluation mode.</param>
public sealed record BackendSpeed(string Backend, Throughput Training, Throughput? WithoutAugmentation, Throughput Evaluation);

/// <summary>What a benchmark measured.</summary>
/// <param name="Machine">The processor.</param>
/// <param name="Repeats">How often each thing was measured.</param>
/// <param name="Backends">In the order in which they were given.</param>
/// <param name="Step">Every kind of work of a training step of the simd backend.</param>
/// <param name="Kernels">In the order of the network's layers, pass by pass.</param>
public sealed record BenchmarkResult(
    MachineSpeed Machine, int Repeats, ValueList<BackendSpeed> Backends, ValueList<StepShare> Step, ValueList<KernelSpeed> Kernels);
