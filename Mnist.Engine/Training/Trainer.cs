using Mnist.Engine.Data;

namespace Mnist.Engine.Training;

/// <summary>The images of a run.</summary>
/// <param name="Training">Trained on; as many as the plan was checked for.</param>
/// <param name="HeldOut">Evaluated on after every epoch, at least 1.</param>
public sealed record TrainingData(ImageSet Training, ImageSet HeldOut);

/// <summary>How a run is executed.</summary>
/// <param name="Seed">Of all random streams.</param>
/// <param name="Threads">At least 1; see <see cref="IBackend.Create"/>.</param>
/// <param name="Clock">Times the epochs.</param>
public sealed record TrainingOptions(long Seed, int Threads, TimeProvider Clock)
{
    /// <summary>Where to resume; null starts from the initial weights.</summary>
    public TrainingState? From { get; init; }

    /// <summary>When to keep the state; null keeps none.</summary>
    public CheckpointPolicy? Checkpoints { get; init; }
}

/// <summary>The result of a run.</summary>
/// <param name="Epochs">The finished epochs in order.</param>
/// <param name="Weights">At the end; averaged where the plan asks for it.</param>
/// <param name="Steps">Optimiser steps taken, those of an epoch that was not finished among them.</param>
/// <param name="Cancelled">Whether it was stopped before its end.</param>
/// <param name="Seconds">Time taken, that before an interruption included.</param>
public sealed record TrainingOutcome(ValueList<EpochResult> Epochs, Weights Weights, long Steps, bool Cancelled, double Seconds);

/// <summary>Executes checked plans: order of the images, batches, schedule and evaluation, over any backend.</summary>
public static class Trainer
{
    /// <summary>Trains a network from its initial weights, or from the state that the options name.</summary>
    /// <param name="plan">What to execute.</param>
    /// <param name="data">The images.</param>
    /// <param name="backend">Does the arithmetic.</param>
    /// <param name="options">Seed, threads and state.</param>
    /// <param name="observe">Called on this thread after every step and epoch.</param>
    /// <param name="cancellation">Stops after the step under way; what there is is returned.</param>
    /// <exception cref="ArgumentException">The plan was checked for another number of training images: a bug in the caller.</exception>
    public static TrainingOutcome Train(
        CheckedPlan plan,
        TrainingData data,
        IBackend backend,
        TrainingOptions options,
        Action<TrainingEvent> observe,
        CancellationToken cancellation)
    {
        if (data.Training.Count != plan.Data.TrainingImages)
            throw new ArgumentException(
                $"The plan was checked for {plan.Data.TrainingImages} images, not {data.Training.Count}.", nameof(data));

        var weights = Weights.Initial(plan.Summary.Tensors, options.Seed);
        using var network = backend.Create(plan, weights, options.Seed, options.Threads);
        return new TrainingRun(plan, data, network, options, observe).Execute(cancellation);
    }

    /// <summary>What an epoch ends with: loss and score of a network on images that it was not trained on.</summary>
    /// <param name="network">Not changed.</param>
    /// <param name="images">At least one.</param>
    /// <param name="plan">The network's plan.</param>
    /// <returns>Mean cross-entropy in nats, without label smoothing, and the score.</returns>
    public static (double Loss, Score Score) Evaluate(INetwork network, ImageSet images, CheckedPlan plan) =>
        new Evaluator(network, images, plan).Evaluate(CancellationToken.None)!.Value;
}
