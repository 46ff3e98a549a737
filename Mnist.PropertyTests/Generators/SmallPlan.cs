using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;

namespace Mnist.PropertyTests;

/// <summary>A plan that learns to read most drawn digits in a second.</summary>
internal static class SmallPlan
{
    /// <summary>The plan.</summary>
    /// <param name="epochs">Over the images, at least 1.</param>
    public static Plan Of(int epochs) => new(
        "small",
        new(Shape.MnistImage,
        [
            new Layer.Conv2d(8, 5) { Stride = 2 },
            new Layer.BatchNorm2d(),
            new Layer.Relu(),
            new Layer.MaxPool2d(2),
            new Layer.Flatten(),
            new Layer.Linear(10),
        ]),
        new() { Epochs = epochs, BatchSize = 32, Optimizer = new Optimizer.Adam { LearningRate = 0.01 } },
        new());
}
