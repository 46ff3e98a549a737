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
        Augmentations = Changes(degrees: 10, translate: 0.07, scale: 0.1, shear: 6),
        WeightAverage = new(0.99) { EverySteps = 8 },
    };

    /// <summary>For networks too small to overfit: smaller batches, which are more steps, and images hardly changed.</summary>
    public static TrainingPlan Small { get; } = Common with
    {
        BatchSize = 64,
        Augmentations = Changes(degrees: 3, translate: 0.03, scale: 0.03, shear: 2),
    };

    /// <summary>For a few epochs: smaller batches, which are more steps, and an average that forgets sooner.</summary>
    public static TrainingPlan Fast { get; } = Common with
    {
        Epochs = 5,
        BatchSize = 64,
        WeightAverage = new(0.97) { EverySteps = 8 },
    };

    /// <summary>SGD with Nesterov's momentum and a little weight decay.</summary>
    public static Optimizer Optimizer(double rate) =>
        new Optimizer.Sgd { LearningRate = rate, Momentum = 0.9, Nesterov = true, WeightDecay = 1e-4 };

    private static ValueList<Augmentation> Changes(double degrees, double translate, double scale, double shear) =>
    [
        new Augmentation.Affine
        {
            Degrees = degrees,
            Translate = translate,
            ScaleMin = 1 - scale,
            ScaleMax = 1 + scale,
            Shear = shear,
            Interpolation = Interpolation.Bilinear,
        },
    ];
}
