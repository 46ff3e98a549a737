using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Engine.Backends;
using Mnist.Engine.Export;
using Mnist.Engine.Simd;
using Mnist.Engine.Torch;
using Xunit;

namespace Mnist.PropertyTests.Engine.Torch;

/// <summary>Runs of both backends, step by step.</summary>
public sealed class TrainingTests
{
    private const int Steps = 50;
    private const int BatchSize = 32;

    public static TheoryData<string> Cases => [.. Trainings.Keys];

    private static Dictionary<string, Func<TrainingPlan, TrainingPlan>> Trainings { get; } = new(StringComparer.Ordinal)
    {
        ["momentum"] = t => t with { Optimizer = new Optimizer.Sgd { LearningRate = 0.01, Momentum = 0.9, WeightDecay = 1e-3 } },
        ["look-ahead"] = t => t with { Optimizer = new Optimizer.Sgd { LearningRate = 0.01, Momentum = 0.9, Nesterov = true } },
        ["Adam"] = t => t with { Optimizer = new Optimizer.Adam { LearningRate = 0.001, WeightDecay = 1e-3 } },
        ["AdamW"] = t => t with { Optimizer = new Optimizer.AdamW { LearningRate = 0.001, WeightDecay = 0.1 } },
        ["one cycle, averaged, smoothed"] = t => t with
        {
            Epochs = 1,
            Optimizer = new Optimizer.AdamW { LearningRate = 0.001 },
            Schedule = new LearningRateSchedule.OneCycle(0.003) { Momentum = new(0.85, 0.95) },
            WeightAverage = new(0.9) { EverySteps = 2 },
            LabelSmoothing = 0.1,
        },
    };

    /// <summary>
    /// Differences of 2^-24 turn a few rectifiers and maxima, and grow with every step: two runs of one backend from weights that differ in
    /// their last two bits are up to a hundredth apart after fifty.
    /// </summary>
    [TorchTheory]
    [MemberData(nameof(Cases))]
    public void Fifty_steps_lose_alike(string training)
    {
        var plan = Plan(training);
        using var simd = Network(new SimdBackend(), plan);
        using var torch = Network(new TorchBackend(), plan);
        Assert.All(Enumerable.Range(0, Steps), step =>
        {
            var (expected, actual) = (Train(simd, plan, step), Train(torch, plan, step));
            Assert.InRange(Math.Abs((actual / expected) - 1), 0, 0.02);
        });
    }

    [TorchFact]
    public void Averaged_weights_are_alike()
    {
        var plan = Plan("one cycle, averaged, smoothed");
        using var simd = Network(new SimdBackend(), plan);
        using var torch = Network(new TorchBackend(), plan);
        for (var step = 0; step < 6; step++)
        {
            Train(simd, plan, step);
            Train(torch, plan, step);
        }

        Assert.All(simd.Read().Values.Zip(torch.Read().Values), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.All(Logits(simd, plan).Zip(Logits(torch, plan)), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [TorchFact]
    public void Weights_of_one_go_on_in_the_other()
    {
        var plan = Plan("momentum");
        foreach (var (first, second) in new (IBackend, IBackend)[]
        {
            (new SimdBackend(), new TorchBackend()),
            (new TorchBackend(), new SimdBackend()),
        })
        {
            using var before = Network(first, plan);
            before.Train(Batch(0), new(0.05, 0.9), step: 0);
            using var file = new MemoryStream();
            SafetensorsWriter.Write(file, before.Read(), batches: 1);
            var read = SafetensorsReader.Read(file.ToArray(), plan.Summary.Tensors).OrThrow();
            using var after = second.Create(plan, read, seed: 1, threads: 1);
            Assert.Equal(before.Read().Hash(), after.Read().Hash());
            Assert.All(Logits(before, plan).Zip(Logits(after, plan)), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    [TorchTheory]
    [MemberData(nameof(Cases))]
    public void A_saved_state_goes_on_to_the_same_bits(string training)
    {
        const int Saved = 3;
        var plan = Plan(training);
        using var whole = Network(new TorchBackend(), plan);
        using var resumed = Network(new TorchBackend(), plan);
        for (var step = 0; step < Saved; step++)
            Train(whole, plan, step);
        resumed.Restore(whole.Save(), Saved);
        for (var step = Saved; step < 2 * Saved; step++)
            Assert.Equal(Train(whole, plan, step), Train(resumed, plan, step));
        Assert.Equal(whole.Read().Hash(), resumed.Read().Hash());
    }

    [TorchTheory]
    [MemberData(nameof(Cases))]
    public void A_state_of_one_is_a_state_of_the_other(string training)
    {
        var plan = Plan(training);
        using var simd = Network(new SimdBackend(), plan);
        using var torch = Network(new TorchBackend(), plan);
        Train(simd, plan, 0);
        torch.Restore(simd.Save(), steps: 1);
        Assert.All(simd.Save().Zip(torch.Save()), pair =>
        {
            Assert.Equal(pair.First.Name, pair.Second.Name);
            Assert.Equal(pair.First.Values, pair.Second.Values);
        });
    }

    private static CheckedPlan Plan(string training)
    {
        var plan = Eva6.Step2;
        var changed = plan with { Training = Trainings[training](plan.Training with { BatchSize = BatchSize, Epochs = 5 }) };
        return PlanChecker.Check(changed with { Target = new() }, DataSpec.Mnist with { TrainingImages = Steps * BatchSize }).OrThrow();
    }

    private static INetwork Network(IBackend backend, CheckedPlan plan) =>
        backend.Create(plan, Weights.Initial(plan.Summary.Tensors, seed: 1), seed: 1, threads: 1);

    private static double Train(INetwork network, CheckedPlan plan, int step) =>
        network.Train(Batch(step), ScheduleCalculator.At(plan.Plan.Training, step, plan.StepsPerEpoch), step).LossSum;

    private static RandomBatch Batch(int step) => new(Shape.MnistImage, BatchSize, classes: 10, seed: step);

    private static float[] Logits(INetwork network, CheckedPlan plan)
    {
        var batch = Batch(Steps);
        var logits = new float[batch.Count * plan.Summary.Output.Channels];
        network.Evaluate(batch, logits);
        return logits;
    }
}
