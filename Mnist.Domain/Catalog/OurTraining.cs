using Mnist.Domain.Training;

namespace Mnist.Domain.Catalog;

/// <summary>How our own plans are trained.</summary>
internal static class OurTraining
{
    /// <summary>One cycle to a high rate, affine changes of every image, averaged weights.</summary>
    public static TrainingPlan Common { get; } = new()
    {
        Epochs = 15,
        BatchSize = 128,
        Optimizer = Optimizer(0.2),
        Schedule = new LearningRateSchedule.OneCycle(0.2),
        Augmentations =
        [
            new Augmentation.Affine
            {
                Degrees = 10,
                Translate = 0.07,
                ScaleMin = 0.9,
                ScaleMax = 1.1,
                Shear = 6,
                Interpolation = Interpolation.Bilinear,
            },
        ],
        WeightAverage = new(0.99) { EverySteps = 8 },
    };

    /// <summary>SGD with Nesterov's momentum and a little weight decay.</summary>
    public static Optimizer Optimizer(double rate) =>
        new Optimizer.Sgd { LearningRate = rate, Momentum = 0.9, Nesterov = true, WeightDecay = 1e-4 };
}
