using Mnist.Domain;

namespace Mnist.Engine;

/// <summary>One pass over the training images, in an order of its own.</summary>
internal sealed class EpochPass(CheckedPlan plan, ImageSet images, TrainingOptions options, int epoch)
{
    private readonly TrainingPlan training = plan.Plan.Training;
    private readonly Augmenter? augmenter = plan.Plan.Training.Augmentations.Count == 0 ? null : new(plan.Plan.Training.Augmentations, options.Seed);
    private double lossSum;
    private int correct;
    private int seen;

    /// <summary>Mean loss over the images seen so far.</summary>
    public double Loss => lossSum / seen;

    /// <summary>Score over the images seen so far.</summary>
    public Score Score => new(correct, seen);

    /// <summary>Learning rate of the last step.</summary>
    public double LearningRate { get; private set; }

    /// <summary>Trains on every image once.</summary>
    /// <returns>Whether the pass was finished; false where it was cancelled.</returns>
    public bool Run(INetwork network, Action<TrainingEvent> observe, CancellationToken cancellation)
    {
        var started = options.Clock.GetTimestamp();
        var order = RandomStream.Of(options.Seed, RandomPurpose.Shuffle, epoch).Permutation(images.Count);
        for (var step = 0; step < plan.StepsPerEpoch; step++)
        {
            if (cancellation.IsCancellationRequested)
                return false;

            Step(network, Batch(order, step), step);
            var rate = seen / options.Clock.GetElapsedTime(started).TotalSeconds;
            observe(new TrainingEvent.StepDone(epoch, step + 1, plan.StepsPerEpoch, Loss, Score, rate));
        }

        return true;
    }

    private ImageBatch Batch(int[] order, int step)
    {
        var start = step * training.BatchSize;
        var count = Math.Min(training.BatchSize, order.Length - start);
        return new(images, order.AsMemory(start, count), training.Normalization, augmenter, epoch);
    }

    private void Step(INetwork network, ImageBatch batch, int step)
    {
        var stepOfRun = ((long)(epoch - 1) * plan.StepsPerEpoch) + step;
        var settings = ScheduleCalculator.At(training, stepOfRun, plan.StepsPerEpoch);
        var result = network.Train(batch, settings, stepOfRun);
        lossSum += result.LossSum;
        correct += result.Correct;
        seen += batch.Count;
        LearningRate = settings.LearningRate;
    }
}
