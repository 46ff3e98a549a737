using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Engine.Backends;
using Mnist.Engine.Data;
using Mnist.Engine.Data.Synthetic;
using Mnist.Engine.Estimators;
using Mnist.Engine.Simd;
using Mnist.Engine.Training;
using Xunit;

namespace Mnist.PropertyTests.Engine;

/// <summary>The few calls of a library give what the many calls give that they stand for.</summary>
public sealed class EstimatorTests
{
    private static readonly DataSet Digits = SyntheticDigits.Create(seed: 1, trainingCount: 512, testCount: 200);

    private static readonly CheckedPlan Plan = PlanChecker.Check(Ours.Under2k.WithEpochs(2) with { Target = new() }, Digits.Spec).OrThrow();

    [Fact]
    public void It_trains_as_the_trainer_does_and_tells_every_epoch()
    {
        var (epochs, steps) = (new List<EpochResult>(), 0);
        using var classifier = DigitClassifier.Train(
            Plan, Digits, new() { Seed = 7, Threads = 2, EpochDone = epochs.Add, StepDone = _ => steps++ });
        var outcome = Trainer.Train(
            Plan, new(Digits.Training, Digits.Test), new SimdBackend(), new(7, 1, TimeProvider.System), _ => { }, default);
        Assert.Equal(outcome.Weights.Hash(), Weights(classifier).Hash());
        Assert.Equal(classifier.Epochs, epochs);
        Assert.Equal((2, 2 * Plan.StepsPerEpoch), (epochs.Count, steps));
        Assert.Equal(epochs[^1].HeldOut, classifier.Evaluate(Digits.Test));
        Assert.Equal(Diagnosis.Of(Plan.Plan, classifier.Epochs), classifier.Diagnosis);
        Assert.True(classifier.Verdict.Met);
    }

    [Property(MaxTest = 10)]
    public bool Weights_that_are_read_back_classify_as_those_that_were_written(int seed, PositiveInt stop)
    {
        using var cancellation = new CancellationTokenSource();
        var steps = 0;
        using var trained = DigitClassifier.Train(
            Plan,
            Digits,
            new()
            {
                Seed = seed,
                StepDone = _ =>
                {
                    if (++steps == stop.Get % Plan.StepsPerEpoch + 1)
                        cancellation.Cancel();
                },
            },
            cancellation.Token);
        using var read = DigitClassifier.Read(Plan, trained.ToSafetensors()).OrThrow();
        var classified = read.Classify(ImageSet.Of(Digits.Test.Pixels));
        return trained.Epochs.Count == 0
            && !trained.Verdict.Met
            && trained.ToSafetensors().Length == read.ToSafetensors().Length
            && classified.Equals(trained.Classify(Digits.Test))
            && classified.All(one => Math.Abs(one.Probabilities.Sum() - 1) < 1e-9 && one.Probability == one.Probabilities.Max())
            && classified.Zip(Digits.Test.Labels.ToArray()).Count(pair => pair.First.Label == pair.Second)
                == trained.Evaluate(Digits.Test).Correct;
    }

    [Fact]
    public void A_picture_that_cannot_be_read_and_weights_of_another_network_are_errors_with_sentences()
    {
        using var classifier = DigitClassifier.Read(Plan, Written(Plan)).OrThrow();
        Assert.False(classifier.Classify("no/such.png").TryGet(out _, out var errors));
        Assert.StartsWith("the file cannot be read: ", $"{errors[0]}", StringComparison.Ordinal);
        Assert.False(DigitClassifier.Read(PlanChecker.Check(Ours.Under5k).OrThrow(), Written(Plan)).TryGet(out _, out var others));
        Assert.Contains(others, error => $"{error}".Contains("the plan's network needs", StringComparison.Ordinal));
    }

    private static byte[] Written(CheckedPlan plan)
    {
        using var file = new MemoryStream();
        Mnist.Engine.Export.SafetensorsWriter.Write(file, Mnist.Engine.Backends.Weights.Initial(plan.Summary.Tensors, seed: 1), batches: 0);
        return file.ToArray();
    }

    private static Weights Weights(DigitClassifier classifier) =>
        Mnist.Engine.Export.SafetensorsReader.Read(classifier.ToSafetensors(), Plan.Summary.Tensors).OrThrow();
}
