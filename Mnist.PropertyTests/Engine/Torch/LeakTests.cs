using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Engine.Backends;
using Mnist.Engine.Torch;
using TorchSharp;
using Xunit;

namespace Mnist.PropertyTests.Engine.Torch;

/// <summary>Alone in the process, whose memory it measures.</summary>
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
[Collection(nameof(LeakTests))]
public sealed class LeakTests
{
    private const int Steps = 200;

    /// <summary>One lost batch of images a step would be 10 MB in the end, one lost set of activations a hundred times that.</summary>
    private const long FlatBytes = 8 << 20;

    [TorchFact]
    public void Tensors_and_memory_stay_flat_over_many_steps()
    {
        var plan = PlanChecker.Check(
            Eva6.Step3 with
            {
                Architecture = new(Shape.MnistImage, [.. Eva6.Step3.Architecture.Layers, new Layer.Linear(10)]),
                Training = Eva6.Step3.Training with { BatchSize = 16, WeightAverage = new(0.9) },
            },
            DataSpec.Mnist).OrThrow();
        var batch = new RandomBatch(Shape.MnistImage, 16, classes: 10, seed: 1);
        var logits = new float[batch.Count * plan.Summary.Output.Channels];
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var network = new TorchBackend().Create(plan, Weights.Initial(plan.Summary.Tensors, seed: 1), seed: 1, threads: 1))
        {
            var (tensors, bytes) = (0L, 0L);
            for (var step = 0; step < 2 * Steps; step++)
            {
                network.Train(batch, new(0.01, 0.9), step);
                network.Evaluate(batch, logits);
                if (step == Steps - 1)
                    (tensors, bytes) = (DisposeScopeManager.Statistics.ThreadTotalLiveCount, Resident());
            }

            Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            Assert.InRange(Resident() - bytes, long.MinValue, FlatBytes);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static long Resident()
    {
        GC.Collect();
        return Environment.WorkingSet;
    }
}
