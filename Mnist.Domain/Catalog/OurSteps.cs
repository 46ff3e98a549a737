using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using static Mnist.Domain.Networks.Blocks;

namespace Mnist.Domain.Catalog;

/// <summary>
/// The way to <see cref="Ours.Flagship"/>, one change a step: <c>mnist drilldown ours</c> trains each and tells what it brought.
/// </summary>
public static class OurSteps
{
    private static readonly ValueList<Layer> TwoPoolings =
    [
        .. ConvNormRelu(8, padding: 1), .. ConvNormRelu(8, padding: 1),
        MaxPool,
        .. ConvNormRelu(16, padding: 1), .. ConvNormRelu(16, padding: 1),
        MaxPool,
        .. ConvNormRelu(16, padding: 1), .. ConvNormRelu(16, padding: 1),
        .. Head,
    ];

    private static readonly ValueList<Layer> OnePooling =
    [
        .. ConvNormRelu(8), .. ConvNormRelu(8),
        MaxPool,
        .. ConvNormRelu(16), .. ConvNormRelu(16), .. ConvNormRelu(16), .. ConvNormRelu(16),
        .. Head,
    ];

    /// <summary>A network as the published ones are, trained as they are.</summary>
    public static Plan Step1 { get; } = new(
        "ours/1", new(Shape.MnistImage, TwoPoolings), PublishedTraining.Common, PublishedTraining.Target)
    {
        Description = "ours: in the published way",
    };

    /// <summary>One cycle of the learning rate to ten times as much, Nesterov's momentum, a little weight decay.</summary>
    public static Plan Step2 { get; } = Step1 with
    {
        Name = "ours/2",
        Description = "ours: one cycle",
        Training = OurTraining.Common with
        {
            Optimizer = OurTraining.Optimizer(0.1),
            Schedule = new LearningRateSchedule.OneCycle(0.1),
            Augmentations = [],
            WeightAverage = null,
        },
    };

    /// <summary>Every image turned, moved, scaled and sheared a little, anew in each epoch.</summary>
    public static Plan Step3 { get; } = Step2 with
    {
        Name = "ours/3",
        Description = "ours: images changed",
        Training = Step2.Training with { Augmentations = OurTraining.Common.Augmentations },
    };

    /// <summary>Judged by the average of the weights over the last steps.</summary>
    public static Plan Step4 { get; } = Step3 with
    {
        Name = "ours/4",
        Description = "ours: averaged weights",
        Training = Step3.Training with { WeightAverage = OurTraining.Common.WeightAverage },
    };

    /// <summary>One pooling and no padding: the image shrinks by the convolutions, from 12 x 12 positions to 4 x 4.</summary>
    public static Plan Step5 { get; } = Step4 with
    {
        Name = "ours/5",
        Description = "ours: one pooling, no padding",
        Architecture = new(Shape.MnistImage, OnePooling),
    };

    /// <summary>Separable convolutions: as many parameters, three times the channels.</summary>
    public static Plan Step6 { get; } = Step5 with
    {
        Name = "ours/6",
        Description = "ours: separable convolutions",
        Architecture = Ours.Flagship.Architecture,
    };

    /// <summary>Twice the rate, which separable convolutions bear: <see cref="Ours.Flagship"/>.</summary>
    public static Plan Step7 { get; } = Ours.Flagship with { Name = "ours/7", Description = "ours: twice the rate, as flagship" };

    /// <summary>All steps in order.</summary>
    public static ValueList<Plan> Steps { get; } = [Step1, Step2, Step3, Step4, Step5, Step6, Step7];

    private static ValueList<Layer> Head => [GlobalAvgPool, new Layer.Flatten(), new Layer.Linear(10)];
}
