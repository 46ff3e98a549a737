using Mnist.Domain.Networks;

namespace Mnist.PropertyTests;

/// <summary>A network that trains in no time, for tests of what is around the training.</summary>
internal static class TinyNetwork
{
    /// <summary>Four filters of 5x5, every fourth pixel, normalised, and a linear layer.</summary>
    /// <param name="classes">Its outputs.</param>
    public static Architecture Of(int classes = 10) => new(
        Shape.MnistImage,
        [new Layer.Conv2d(4, 5) { Stride = 4 }, new Layer.BatchNorm2d(), new Layer.Relu(), new Layer.Flatten(), new Layer.Linear(classes)]);

    /// <summary>The same without the normalisation.</summary>
    /// <param name="filters">Of the convolution.</param>
    public static Architecture WithoutNormalization(int filters = 4) => new(
        Shape.MnistImage,
        [new Layer.Conv2d(filters, 5) { Stride = 4 }, new Layer.Relu(), new Layer.Flatten(), new Layer.Linear(10)]);
}
