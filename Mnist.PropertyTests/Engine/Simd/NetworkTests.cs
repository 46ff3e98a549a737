using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Networks;
using Mnist.Domain.Training;
using Mnist.Engine.Backends;
using Mnist.Engine.Simd;
using Mnist.Engine.Simd.Execution;
using Xunit;

namespace Mnist.PropertyTests.Engine.Simd;

/// <summary>What must hold of a whole network, whatever its layers.</summary>
public sealed class NetworkTests
{
    [Property(Arbitrary = [typeof(Networks)], MaxTest = 40)]
    public Property Threads_change_no_bit(NetworkCase network)
    {
        var hashes = Enumerable.Range(1, 4).Select(threads => Trained(network, threads, Batch(network))).ToArray();
        return (hashes.All(h => h == hashes[0])).Label(string.Join(' ', hashes));
    }

    [Property(Arbitrary = [typeof(Networks)], MaxTest = 60)]
    public Property Bands_change_no_bit(NetworkCase network, bool areSmallest)
    {
        var plan = network.Checked();
        string After(BandSize bands)
        {
            using var simd = new SimdNetwork(plan, RandomWeights.Of(plan, network.Seed), network.Seed, 2, bands: bands);
            var batch = Batch(network);
            for (var step = 0; step < 2; step++)
                simd.Train(batch, new(0.01, 0.9), step);
            var logits = new float[batch.Count * plan.Summary.Output.Channels];
            simd.Evaluate(batch, logits);
            return $"{simd.Read().Hash()} {string.Join(' ', logits)}";
        }

        var (whole, inBands) = (After(BandSize.Usual), After(new(MostAtOnce: 0, Bytes: areSmallest ? 1 : 20_000)));
        return (whole == inBands).Label($"{whole} {inBands}");
    }

    [Property(Arbitrary = [typeof(Networks)], MaxTest = 30)]
    public Property A_step_allocates_nothing_managed_once_warm(NetworkCase network)
    {
        var plan = network.Checked();
        var batch = Batch(network);
        using var simd = new SimdBackend().Create(plan, RandomWeights.Of(plan, network.Seed), network.Seed, threads: 1);
        simd.Train(batch, new(0.01, 0), step: 0);

        // The runtime itself may allocate while it compiles a method anew, so that the least of some steps counts.
        var least = long.MaxValue;
        for (var step = 1; step < 5 && least > 0; step++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            simd.Train(batch, new(0.01, 0), step);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return (least == 0).Label($"{least} bytes");
    }

    [Property(Arbitrary = [typeof(Networks)], MaxTest = 30)]
    public Property Evaluation_is_that_of_the_reference(NetworkCase network)
    {
        var plan = network.Checked();
        var batch = Batch(network);
        using var simd = new SimdBackend().Create(plan, RandomWeights.Of(plan, network.Seed), network.Seed, threads: 2);
        simd.Train(batch, new(0.01, 0), step: 0);
        var logits = new float[batch.Count * plan.Summary.Output.Channels];
        simd.Evaluate(batch, logits);

        var reference = new ReferenceNetwork(network.Architecture, ReferenceNetwork.Doubles(simd.Read()), isTraining: false);
        var expected = reference.Logits(batch.Doubles).Values;
        var scale = expected.Max(Math.Abs) + 1;
        var worst = logits.Zip(expected, (a, e) => Math.Abs(a - e)).Max() / scale;
        return (worst <= 1e-5).Label($"{worst:G3} of {scale:G3}");
    }

    [Property(Arbitrary = [typeof(Networks)], MaxTest = 30)]
    public Property Running_statistics_are_those_of_the_batch(NetworkCase network)
    {
        var plan = network.Checked();
        var batch = Batch(network);
        var before = RandomWeights.Of(plan, network.Seed);
        using var simd = new SimdBackend().Create(plan, before, network.Seed, threads: 2);
        simd.Train(batch, new(0.01, 0), step: 0);
        var reference = new ReferenceNetwork(network.Architecture, ReferenceNetwork.Doubles(before), isTraining: true)
        {
            Keeps = Dropouts.Keeps(network, step: 0),
        };
        reference.Logits(batch.Doubles);

        var (start, after) = (ReferenceNetwork.Doubles(before), ReferenceNetwork.Doubles(simd.Read()));
        var errors = from layer in reference.Statistics
                     from channel in Enumerable.Range(0, layer.Value.Mean.Length)
                     from pair in (IEnumerable<(double Actual, double Expected)>)
                     [
                         (after[$"{layer.Key}.running_mean"][channel], Moved(
                             start[$"{layer.Key}.running_mean"][channel],
                             layer.Value.Mean[channel])),
                         (after[$"{layer.Key}.running_var"][channel], Moved(
                             start[$"{layer.Key}.running_var"][channel],
                             layer.Value.Variance[channel])),
                     ]
                     select Math.Abs(pair.Actual - pair.Expected) / (1 + Math.Abs(pair.Expected));
        var worst = errors.DefaultIfEmpty(0).Max();
        return (worst <= 1e-6).Label($"{worst:G3}").Classify(reference.Statistics.Count > 0, "normalised");
    }

    [Property(Arbitrary = [typeof(Networks)], MaxTest = 30)]
    public bool What_a_larger_batch_leaves_in_empty_lanes_has_no_effect(NetworkCase network)
    {
        var larger = network with { BatchSize = 2 * network.BatchSize, Seed = network.Seed + 1 };
        var plan = network.Checked(t => t with { BatchSize = larger.BatchSize });
        var batch = Batch(network);
        var fresh = After(_ => { });
        var used = After(simd => simd.Train(Batch(larger), new(0, 0), step: 0));
        return Trainable(fresh).SequenceEqual(Trainable(used));

        Weights After(Action<INetwork> before)
        {
            using var simd = new SimdBackend().Create(plan, RandomWeights.Of(plan, network.Seed), network.Seed, threads: 2);
            before(simd);
            simd.Train(batch, new(1, 0), step: 1);
            return simd.Read();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_average_follows_the_weights(int everySteps)
    {
        var network = new NetworkCase(
            new(
                new(1, 5, 5),
                [new Layer.Conv2d(3, 3), new Layer.BatchNorm2d(), new Layer.Relu(), new Layer.Flatten(), new Layer.Linear(3)]),
            BatchSize: 20,
            Seed: 1);
        var average = new WeightAverage(0.8) { EverySteps = everySteps };
        var (plan, averagedPlan) = (network.Checked(), network.Checked(t => t with { WeightAverage = average }));
        var start = RandomWeights.Of(plan, 1);
        using var plain = new SimdBackend().Create(plan, start, 1, threads: 2);
        using var averaged = new SimdBackend().Create(averagedPlan, start, 1, threads: 2);
        var expected = start.Values.Select(v => (double)v).ToArray();
        for (var step = 0; step < 12; step++)
        {
            plain.Train(Batch(network), new(0.1, 0), step);
            averaged.Train(Batch(network), new(0.1, 0), step);
            if ((step + 1) % everySteps != 0)
                continue;
            var decay = average.DecayOf(step / everySteps);
            expected = [.. expected.Zip(plain.Read().Values, (old, now) => (decay * old) + ((1 - decay) * now))];
        }

        Assert.All(averaged.Read().Values.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void One_batch_is_learned_by_heart()
    {
        var network = new NetworkCase(
            new(
                new(1, 12, 12),
                [
                    new Layer.Conv2d(8, 3), new Layer.BatchNorm2d(), new Layer.Relu(), new Layer.MaxPool2d(2),
                    new Layer.Residual([new Layer.Conv2d(8, 3) { Padding = 1 }, new Layer.BatchNorm2d()]), new Layer.Relu(),
                    new Layer.Flatten(), new Layer.Linear(3),
                ]),
            BatchSize: 40,
            Seed: 1);
        var plan = network.Checked();
        using var simd = new SimdBackend().Create(plan, Weights.Initial(plan.Summary.Tensors, 1), 1, threads: 2);
        var batch = Batch(network);
        var result = default(StepResult);
        for (var step = 0; step < 200; step++)
            result = simd.Train(batch, new(0.05, 0.9), step);
        Assert.Equal(batch.Count, result.Correct);
        Assert.InRange(result.LossSum / batch.Count, 0, 0.01);
    }

    [Fact]
    public void A_batch_that_is_too_large_is_refused()
    {
        var network = new NetworkCase(new(new(1, 4, 4), [new Layer.Flatten(), new Layer.Linear(3)]), BatchSize: 4, Seed: 1);
        var plan = network.Checked();
        using var simd = new SimdBackend().Create(plan, Weights.Initial(plan.Summary.Tensors, 1), 1, threads: 1);
        var batch = new RandomBatch(network.Architecture.Input, 5, network.Classes, 1);
        Assert.Throws<ArgumentException>(() => simd.Train(batch, new(0.1, 0), step: 0));
    }

    private static double Moved(double running, double batch) => (0.9 * running) + (0.1 * batch);

    private static RandomBatch Batch(NetworkCase network) =>
        new(network.Architecture.Input, network.BatchSize, network.Classes, network.Seed);

    private static IEnumerable<float> Trainable(Weights weights) => Enumerable.Range(0, weights.Tensors.Count)
        .Where(t => weights.Tensors[t].Trainable).SelectMany(t => weights[t].ToArray());

    private static string Trained(NetworkCase network, int threads, RandomBatch batch)
    {
        var plan = network.Checked(t => t with { WeightAverage = new(0.5) });
        using var simd = new SimdBackend().Create(plan, RandomWeights.Of(plan, network.Seed), network.Seed, threads);
        var loss = 0.0;
        for (var step = 0; step < 3; step++)
            loss += simd.Train(batch, new(0.01, 0.9), step).LossSum;
        var logits = new float[batch.Count * plan.Summary.Output.Channels];
        simd.Evaluate(batch, logits);
        return $"{simd.Read().Hash()} {loss:R} {string.Join(' ', logits)}";
    }
}
