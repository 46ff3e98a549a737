using Mnist.Engine.Simd.Estimates;

namespace Mnist.Engine.Simd;

/// <summary>The built-in backend: vector code in C#, no native library, sixteen images side by side.</summary>
public sealed class SimdBackend : IBackend
{
    /// <inheritdoc/>
    public string Name => "simd";

    /// <inheritdoc/>
    public long Memory(Summary summary, TrainingPlan training, int threads) => MemoryModel.Predict(summary, training, threads);

    /// <inheritdoc/>
    public INetwork Create(CheckedPlan plan, Weights weights, long seed, int threads) => new SimdNetwork(plan, weights, seed, threads);
}
