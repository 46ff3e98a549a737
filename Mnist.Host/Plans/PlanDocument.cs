using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Mnist.Host;

/// <summary>A plan file as text says it, before anything is known of its sense; members that are left out are null.</summary>
/// <remarks>The names of members and types are the file format: reader, writer, checker and JSON Schema are all derived from these records.</remarks>
[Description("A network, how it is trained and what it sets out to reach.")]
internal sealed record PlanDocument
{
    [JsonPropertyName("$schema"), Description("Where an editor finds the JSON Schema of this file; not used otherwise.")]
    public string? Schema { get; init; }

    [Description("1 to 64 letters, digits and . _ - with / inside; also names the run's folder.")]
    public required string Name { get; init; }

    [Description("Where the design comes from or what it is for, in a few words.")]
    public string? Description { get; init; }

    [Description("Shape of one image: [channels, height, width]; default [1, 28, 28].")]
    public ShapeDocument? Input { get; init; }

    [Description("The layers in the order in which they are applied; the last output are the logits. Shapes are [channels, height, width], and a flat value is [channels, 1, 1]: globalAvgPool leaves one, so that linear may follow; in PyTorch a Flatten stands between.")]
    public required IReadOnlyList<LayerDocument> Layers { get; init; }

    [Description("How the network is trained.")]
    public required TrainingDocument Training { get; init; }

    [Description("What the plan sets out to reach; a limit that is left out asks for nothing.")]
    public TargetDocument? Target { get; init; }
}

internal sealed record TrainingDocument
{
    [Description("Passes over the training images, at least 1.")]
    public required int Epochs { get; init; }

    [Description("Images for each optimiser step, at least 1; default 128.")]
    public int? BatchSize { get; init; }

    [Description("How gradients move the weights.")]
    public required OptimizerDocument Optimizer { get; init; }

    [Description("How the learning rate moves; default constant.")]
    public ScheduleDocument? Schedule { get; init; }

    [Description("Random changes of the training images, in order; default none.")]
    public IReadOnlyList<AugmentationDocument>? Augmentations { get; init; }

    [Description("How grey levels become inputs; default mean 0.1307 and standard deviation 0.3081, those of MNIST.")]
    public NormalizationDocument? Normalization { get; init; }

    [Description("Share of the label that is spread over all outputs, in [0, 1); default 0.")]
    public double? LabelSmoothing { get; init; }

    [Description("Averaged weights to evaluate with; default none.")]
    public WeightAverageDocument? WeightAverage { get; init; }
}

internal sealed record NormalizationDocument
{
    [Description("Mean of grey levels in [0, 1].")]
    public required double Mean { get; init; }

    [Description("Standard deviation of grey levels, above 0.")]
    public required double StandardDeviation { get; init; }
}

internal sealed record WeightAverageDocument
{
    [Description("Share of the old average that is kept, in [0, 1).")]
    public required double Decay { get; init; }

    [Description("Optimiser steps between updates, at least 1; default 1.")]
    public int? EverySteps { get; init; }
}

internal sealed record TargetDocument
{
    [Description("Test accuracy in percent that each of the last epochs has to reach, in [0, 100].")]
    public double? Accuracy { get; init; }

    [Description("How many epochs at the end have to reach it, at least 1; default 5.")]
    public int? LastEpochs { get; init; }

    [Description("Most trainable parameters.")]
    public long? MaxParameters { get; init; }

    [Description("Most multiply-adds for one image.")]
    public long? MaxMacs { get; init; }

    [Description("Fewest rows, and fewest columns, of the image that the logits depend on: its side where no pixel may be lost.")]
    public int? MinReceptiveField { get; init; }

    [Description("Most epochs.")]
    public int? MaxEpochs { get; init; }
}
