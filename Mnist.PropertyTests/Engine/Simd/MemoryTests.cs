using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Engine.Backends;
using Mnist.Engine.Simd;
using Mnist.Engine.Simd.Estimates;
using Mnist.Engine.Simd.Memory;
using Xunit;

namespace Mnist.PropertyTests.Engine.Simd;

/// <summary>What a network allocates, next to what was predicted.</summary>
public sealed class MemoryTests
{
    // Tables take what they take, however small the network; the factor is meant for what grows.
    private const long Small = 200_000;

    [Property(Arbitrary = [typeof(Networks)], MaxTest = 100)]
    public Property A_network_takes_what_was_predicted_and_not_much_less(NetworkCase network, PositiveInt threads) =>
        Agrees(network.Checked(), 1 + (threads.Get % 4), $"{network}");

    /// <summary>Images that are the largest tensor: they are held as they are read, and once more in lanes.</summary>
    [Fact]
    public void Images_that_weigh_more_than_the_network_count_twice() =>
        Agrees(new NetworkCase(new(new(8, 5, 5), [new Layer.GlobalAvgPool()]), BatchSize: 5, Seed: 1).Checked(), threads: 2, "images")
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("flagship", 128)]
    [InlineData("flagship", 4_096)]
    [InlineData("eva6/1", 128)]
    [InlineData("eva6/2", 512)]
    [InlineData("eva7/4", 2_000)]
    [InlineData("under2k", 64)]
    public void Plans_of_the_catalogue_take_what_was_predicted(string name, int batch)
    {
        var plan = PlanCatalog.Find(name)!;
        var changed = plan with { Training = plan.Training with { BatchSize = batch }, Target = new() };
        Agrees(PlanChecker.Check(changed, DataSpec.Mnist).OrThrow(), 2, name)
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Without_a_normalisation_the_batch_counts_for_little()
    {
        var plan = PlanCatalog.Find("eva6/1")!;
        var summary = Summarizer.Summarize(plan.Architecture).OrThrow();
        long Of(int batch) => MemoryModel.Predict(summary, plan.Training with { BatchSize = batch }, threads: 2);
        Assert.InRange(Of(60_000), Of(256), 2 * Of(256));
    }

    private static Property Agrees(CheckedPlan plan, int threads, string what)
    {
        var predicted = new SimdBackend().Memory(plan.Summary, plan.Plan.Training, threads);
        var weights = Weights.Initial(plan.Summary.Tensors, seed: 1);
        var before = NativeUse.AllocatedByThread;
        new SimdBackend().Create(plan, weights, seed: 1, threads).Dispose();
        var allocated = NativeUse.AllocatedByThread - before;
        return (allocated <= predicted && predicted <= (3 * allocated) + Small)
            .Label(
                $"{what}, {threads} threads: predicted {predicted:N0}, allocated {allocated:N0}, ratio {(double)predicted / allocated:F2}")
            .Collect($"{Math.Round(2.0 * predicted / allocated) / 2:F1} times");
    }
}
