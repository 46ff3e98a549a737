using Mnist.Engine.Augmenting;
using Mnist.Engine.Data;
using Mnist.Engine.Timing;

namespace Mnist.Engine.Training;

/// <summary>One pass over the training images, in an order of its own; it may start in its midst.</summary>
internal sealed class EpochPass(CheckedPlan plan, ImageSet images, TrainingOptions options, int epoch, EpochProgress from)
{
    private readonly TrainingPlan training = plan.Plan.Training;
    private readonly Augmenter? augmenter =
        plan.Plan.Training.Augmentations is { Count: > 0 } augmentations ? new(augmentations, options.Seed) : null;
    private readonly int[] order = RandomStream.Of(options.Seed, RandomPurpose.Shuffle, epoch).Permutation(images.Count);
    private readonly long started = options.Clock.GetTimestamp();
    private double lossSum = from.LossSum;
    private int correct = from.Correct;
    private int steps = from.Steps;

    /// <summary>From 1.</summary>
    public int Epoch => epoch;

    /// <summary>Whether every image was trained on.</summary>
    public bool IsDone => steps == plan.StepsPerEpoch;

    /// <summary>Mean loss over the images seen so far.</summary>
    public double Loss => lossSum / Seen;

    /// <summary>Score over the images seen so far.</summary>
    public Score Score => new(correct, Seen);

    /// <summary>Learning rate of the last step.</summary>
    public double LearningRate => Settings(steps - 1).LearningRate;

    /// <summary>Where it stands.</summary>
    public EpochProgress Progress => new(steps, lossSum, correct, from.Seconds + options.Clock.SecondsSince(started));

    private int Seen => Math.Min(steps * training.BatchSize, images.Count);

    /// <summary>Trains on the next batch.</summary>
    /// <param name="network">It learns.</param>
    public TrainingEvent.StepDone Step(INetwork network)
    {
        var batch = Batch();
        var result = network.Train(batch, Settings(steps), StepOfRun(steps));
        lossSum += result.LossSum;
        correct += result.Correct;
        steps++;
        return new(epoch, steps, plan.StepsPerEpoch, Loss, Score, Elapsed.Rate(Seen, Progress.Seconds));
    }

    private ImageBatch Batch()
    {
        var count = Math.Min(training.BatchSize, order.Length - Seen);
        return new(images, order.AsMemory(Seen, count), training.Normalization, augmenter, epoch);
    }

    private StepSettings Settings(int step) => ScheduleCalculator.At(training, StepOfRun(step), plan.StepsPerEpoch);

    private long StepOfRun(int step) => ((long)(epoch - 1) * plan.StepsPerEpoch) + step;
}
