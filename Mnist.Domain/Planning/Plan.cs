using Mnist.Domain.Training;

namespace Mnist.Domain.Planning;

/// <summary>A network, how it is trained and what for, as plain data; the plan checker decides whether it can run.</summary>
/// <param name="Name">1 to 64 letters, digits and . _ - with / inside, such as "eva6/2".</param>
/// <param name="Architecture">The network.</param>
/// <param name="Training">How it is trained.</param>
/// <param name="Target">What it sets out to reach.</param>
public sealed record Plan(string Name, Architecture Architecture, TrainingPlan Training, Target Target)
{
    /// <summary>Where the design comes from or what it is for, in a few words; may be empty.</summary>
    public string Description { get; init; } = "";
}

/// <summary>What a plan has to know of the data it will meet.</summary>
/// <param name="Image">Shape of an image.</param>
/// <param name="Classes">Its classes; labels are their numbers.</param>
/// <param name="TrainingImages">Images to train on.</param>
public sealed record DataSpec(Shape Image, ClassNames Classes, int TrainingImages)
{
    /// <summary>MNIST: 60,000 grey images of 28 x 28 pixels, ten classes.</summary>
    public static DataSpec Mnist { get; } = new(Shape.MnistImage, ClassNames.Digits, 60_000);

    /// <summary>MNIST's images in one class, so that no plan has too few outputs: for what does not depend on the classes.</summary>
    public static DataSpec AnyClasses { get; } = Mnist with { Classes = ClassNames.Numbered(1) };

    /// <summary>Test images of MNIST.</summary>
    public const int MnistTestImages = 10_000;

    /// <summary>Normalisation by the training images' own grey levels; null where a plan's own stands, as for MNIST.</summary>
    public Normalization? Normalization { get; init; }

    /// <summary>Optimiser steps in one epoch; the last may be on a smaller batch.</summary>
    /// <param name="batchSize">At least 1.</param>
    public int StepsPerEpoch(int batchSize) => ((TrainingImages - 1) / batchSize) + 1;
}
