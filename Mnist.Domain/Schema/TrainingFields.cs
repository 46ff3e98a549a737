using Mnist.Domain.Training;
using static Mnist.Domain.Schema.Fields;

namespace Mnist.Domain.Schema;

/// <summary>The fields of a training plan.</summary>
public static class TrainingFields
{
    /// <summary>Longest run, in epochs.</summary>
    private const int MaxEpochs = 1_000_000;

    private static readonly RecordType Normalization = RecordType.Of(
        "", "Input = (grey level / 255 - mean) / standard deviation", Mnist.Domain.Training.Normalization.Mnist, n =>
        [
            Required.Number("mean", "Mean of grey levels in [0, 1]", Ranges.Any, n.Mean, x => n with { Mean = x }),
            Required.Number(
                "standardDeviation",
                "Standard deviation of grey levels in [0, 1]",
                Ranges.Positive,
                n.StandardDeviation,
                x => n with { StandardDeviation = x }),
        ]);

    private static readonly RecordType WeightAverage = RecordType.Of("", "A moving average of the weights", new WeightAverage(0), a =>
    [
        Required.Number("decay", "Fraction of the old average that is kept", Ranges.FractionBelowOne, a.Decay, x => new WeightAverage(x)),
        Optional.Whole("everySteps", "Optimiser steps between updates", Ranges.AtLeast(1), a.EverySteps, n => a with { EverySteps = n }),
    ]);

    /// <summary>The type of <see cref="TrainingPlan"/>.</summary>
    public static RecordType Type { get; } = RecordType.Of(
        "", "How the network is trained", new TrainingPlan { Epochs = 1, Optimizer = new Optimizer.Sgd { LearningRate = 1 } }, t =>
        [
            Required.Whole("epochs", "Passes over the training images", new(1, MaxEpochs), t.Epochs, n => t with { Epochs = n }),
            Optional.Whole("batchSize", "Images for each optimiser step", Ranges.AtLeast(1), t.BatchSize, n => t with { BatchSize = n }),
            Required.Union(
                "optimizer", "How gradients move the weights", OptimizerFields.Types, t.Optimizer, o => t with { Optimizer = o }),
            Optional.Union("schedule", "How the learning rate moves", ScheduleFields.Types, t.Schedule, s => t with { Schedule = s }),
            Optional.List(
                "augmentations",
                "Random changes of the training images, in order",
                AugmentationFields.Types,
                t.Augmentations,
                all => t with { Augmentations = all }),
            Optional.Record(
                "normalization", "How grey levels become inputs", Normalization, t.Normalization, n => t with { Normalization = n }),
            Optional.Number(
                "labelSmoothing",
                "Fraction of the label that is spread over all outputs",
                Ranges.FractionBelowOne,
                t.LabelSmoothing,
                x => t with { LabelSmoothing = x }),
            Optional.Record(
                "weightAverage",
                "Averaged weights to evaluate with; the weights themselves where it is left out",
                WeightAverage,
                t.WeightAverage,
                a => t with { WeightAverage = a }),
        ]);
}
