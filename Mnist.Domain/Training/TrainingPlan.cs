namespace Mnist.Domain.Training;

/// <summary>How a network is trained, as plain data: it may hold nonsense until the plan checker has seen it.</summary>
/// <remarks>The loss is cross-entropy on the logits. The seed belongs to a run, not to a plan.</remarks>
public sealed record TrainingPlan
{
    /// <summary>Passes over the training images, at least 1.</summary>
    public required int Epochs { get; init; }

    /// <summary>Images for each optimiser step, at least 1; the last batch of an epoch may be smaller.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>How gradients move the weights.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>How the learning rate moves; default constant.</summary>
    public LearningRateSchedule Schedule { get; init; } = new LearningRateSchedule.Constant();

    /// <summary>Random changes of the training images, in order; default none.</summary>
    public ValueList<Augmentation> Augmentations { get; init; } = [];

    /// <summary>How grey levels become inputs.</summary>
    public Normalization Normalization { get; init; } = Normalization.Mnist;

    /// <summary>Fraction of the label that is spread over all outputs, in [0, 1) (Szegedy et al. 2015); default 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Averaged weights to evaluate with; null for the weights themselves.</summary>
    public WeightAverage? WeightAverage { get; init; }
}

/// <summary>Input = (grey level / 255 - mean) / standard deviation.</summary>
/// <param name="Mean">Of grey levels in [0, 1].</param>
/// <param name="StandardDeviation">Above 0.</param>
public sealed record Normalization(double Mean, double StandardDeviation)
{
    /// <summary>Mean 0.1307 and standard deviation 0.3081, those of the MNIST training images.</summary>
    public static Normalization Mnist { get; } = new(0.1307, 0.3081);
}

/// <summary>An exponential moving average of parameters and running statistics, used for evaluation and kept as the result.</summary>
/// <remarks>
/// average = decay average + (1 - decay) weights, every so many steps (Polyak and Juditsky 1992; Tarvainen and Valpola 2017), from the
/// initial weights on. The decay starts small, so that those are soon forgotten; see <see cref="DecayOf"/>.
/// </remarks>
/// <param name="Decay">Fraction of the old average that is kept in the long run, in [0, 1).</param>
public sealed record WeightAverage(double Decay)
{
    /// <summary>Optimiser steps between updates, at least 1; default 1.</summary>
    public int EverySteps { get; init; } = 1;

    /// <summary>Decay of one update: min(decay, (1 + n) / (10 + n)), as TensorFlow's ExponentialMovingAverage has it.</summary>
    /// <param name="update">Updates made before it, n, from 0.</param>
    public double DecayOf(long update) => Math.Min(Decay, (1.0 + update) / (10 + update));

    /// <summary>The decay of the average after one optimiser step.</summary>
    /// <param name="step">Steps taken before it, from 0.</param>
    /// <returns>Null where the average stays as it is.</returns>
    public double? DecayAfter(long step) => (step + 1) % EverySteps == 0 ? DecayOf(step / EverySteps) : null;
}
