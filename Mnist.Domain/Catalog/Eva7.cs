using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using static Mnist.Domain.Networks.Blocks;

namespace Mnist.Domain.Catalog;

/// <summary>The four steps of the EVA7 Session 5 drill-down: from 6.4 million parameters to 9,538.</summary>
public static class Eva7
{
    private const string Source = "EVA7 Session 5";

    /// <summary>A set-up that works, without regard to size: 6,379,786 parameters.</summary>
    public static Plan Step1 { get; } = Published(
        "eva7/1",
        "the set-up",
        [
            .. ConvRelu(32, padding: 1, bias: true), .. ConvRelu(64, padding: 1, bias: true),
            MaxPool,
            .. ConvRelu(128, padding: 1, bias: true), .. ConvRelu(256, padding: 1, bias: true),
            MaxPool,
            .. ConvRelu(512, bias: true), .. ConvRelu(1024, bias: true), .. ConvRelu(10, bias: true),
        ],
        PublishedTraining.Common);

    /// <summary>The skeleton with bottlenecks: 20,750 parameters.</summary>
    public static Plan Step2 { get; } = Published(
        "eva7/2",
        "the skeleton",
        [
            .. ConvRelu(10), .. ConvRelu(20), .. ConvRelu(32),
            MaxPool,
            Conv(10, kernel: 1), Relu,
            .. ConvRelu(20), .. ConvRelu(32),
            Conv(10, kernel: 1), Relu,
            Conv(10, kernel: 7),
        ],
        PublishedTraining.Common);

    /// <summary>Batch normalisation, dropout and global pooling: 9,078 parameters.</summary>
    public static Plan Step3 { get; } = Published(
        "eva7/3", "regularised", Small(dropout: 0.1, head: [Conv(10, kernel: 1)]), PublishedTraining.Common);

    /// <summary>More capacity at the end, much augmentation and a learning rate that steps down: 9,538 parameters.</summary>
    public static Plan Step4 { get; } = Published(
        "eva7/4",
        "augmented and scheduled",
        Small(dropout: 0.03, head: [Conv(22, kernel: 1), Conv(10, kernel: 1)]),
        PublishedTraining.Common with
        {
            Schedule = new LearningRateSchedule.StepLr(8) { Gamma = 0.1 },
            Augmentations =
            [
                new Augmentation.ColorJitter { Brightness = 0.4, Contrast = 0.4 },
                new Augmentation.Affine { Degrees = 7, Shear = 10, Translate = 0.1, ScaleMin = 0.8, ScaleMax = 1.2 },
                new Augmentation.Rotation(7) { Fill = 1 },
            ],
        });

    /// <summary>All steps in order.</summary>
    public static ValueList<Plan> Steps { get; } = [Step1, Step2, Step3, Step4];

    private static ValueList<Layer> Small(double dropout, ValueList<Layer> head) =>
    [
        .. ConvReluNorm(10, dropout), .. ConvReluNorm(20, dropout),
        Conv(10, kernel: 1),
        MaxPool,
        .. ConvReluNorm(16, dropout), .. ConvReluNorm(16, dropout), .. ConvReluNorm(20, dropout),
        GlobalAvgPool,
        .. head,
    ];

    private static Plan Published(string name, string idea, ValueList<Layer> layers, TrainingPlan training) =>
        new(name, new(Shape.MnistImage, layers), training, PublishedTraining.Target) { Description = $"{Source}: {idea}" };
}
