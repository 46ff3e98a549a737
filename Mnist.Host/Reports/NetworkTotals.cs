using Mnist.Engine.Simd.Estimates;

namespace Mnist.Host.Reports;

/// <summary>What a network costs altogether.</summary>
internal static class NetworkTotals
{
    /// <summary>The whole network in two lines.</summary>
    /// <param name="summary">The network.</param>
    /// <param name="plan">Its training.</param>
    /// <param name="threads">Each takes memory of its own.</param>
    public static IEnumerable<Block.Line> Of(Summary summary, Plan plan, int threads)
    {
        var memory = CostCalculator.Memory(summary, plan.Training);
        var peak = MemoryModel.Predict(summary, plan.Training, threads);
        return
        [
            new Block.Line(summary.Totals()),
            new Block.Line(
                $"At most {peak.Bytes()} to train in batches of {plan.Training.BatchSize.Grouped()} "
                + $"with backend simd on {threads.Of("thread")}: "
                + $"{memory.ActivationsBytesPerImage.Bytes()} of activations an image, {memory.ParametersBytes.Bytes()} of parameters."),
        ];
    }
}
