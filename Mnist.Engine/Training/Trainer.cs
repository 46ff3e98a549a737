using Mnist.Domain;

namespace Mnist.Engine;

/// <summary>The images of a run.</summary>
/// <param name="Training">Trained on; as many as the plan was checked for.</param>
/// <param name="HeldOut">Evaluated on after every epoch, at least 1.</param>
public sealed record TrainingData(ImageSet Training, ImageSet HeldOut);

/// <summary>How a run is executed.</summary>
/// <param name="Seed">Of all random streams.</param>
/// <param name="Threads">At least 1; see <see cref="IBackend.Create"/>.</param>
/// <param name="Clock">Times the epochs.</param>
public sealed record TrainingOptions(long Seed, int Threads, TimeProvider Clock);

/// <summary>What a run brought.</summary>
/// <param name="Epochs">The finished epochs in order.</param>
/// <param name="Weights">At the end; averaged where the plan asks for it.</param>
/// <param name="Steps">Optimiser steps taken.</param>
/// <param name="Cancelled">Whether it was stopped before its end.</param>
public sealed record TrainingOutcome(ValueList<EpochResult> Epochs, Weights Weights, long Steps, bool Cancelled);

/// <summary>Executes checked plans: order of the images, batches, schedule and evaluation, over any backend.</summary>
public static class Trainer
{
    /// <summary>Trains a network from its initial weights.</summary>
    /// <param name="plan">What to execute.</param>
    /// <param name="data">The images.</param>
    /// <param name="backend">Does the arithmetic.</param>
    /// <param name="options">Seed and threads.</param>
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
            throw new ArgumentException($"The plan was checked for {plan.Data.TrainingImages} images, not {data.Training.Count}.", nameof(data));

        var weights = Weights.Initial(plan.Summary.Tensors, options.Seed);
        using var network = backend.Create(plan, weights, options.Seed, options.Threads);
        var evaluator = new Evaluator(network, data.HeldOut, plan);
        var epochs = new List<EpochResult>();
        for (var epoch = 1; epoch <= plan.Plan.Training.Epochs; epoch++)
        {
            var started = options.Clock.GetTimestamp();
            var pass = new EpochPass(plan, data.Training, options, epoch);
            if (!pass.Run(network, observe, cancellation))
                break;

            var trained = options.Clock.GetElapsedTime(started);
            var (testLoss, test) = evaluator.Evaluate();
            var result = new EpochResult(
                epoch,
                pass.LearningRate,
                pass.Loss,
                pass.Score,
                testLoss,
                test,
                options.Clock.GetElapsedTime(started).TotalSeconds,
                data.Training.Count / trained.TotalSeconds);
            epochs.Add(result);
            observe(new TrainingEvent.EpochDone(result));
        }

        var cancelled = epochs.Count < plan.Plan.Training.Epochs;
        return new([.. epochs], network.Read(), (long)epochs.Count * plan.StepsPerEpoch, cancelled);
    }
}
