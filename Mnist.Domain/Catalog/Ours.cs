using static Mnist.Domain.Blocks;

namespace Mnist.Domain;

/// <summary>Our own plans.</summary>
public static class Ours
{
    /// <summary>99.4 % in each of the last five of 15 epochs, with fewer than 10,000 parameters and fewer than a million multiply-adds.</summary>
    /// <remarks>
    /// Few channels while the image is large; one pooling, then four convolutions without padding that shrink 12 x 12 positions to 4 x 4.
    /// On 10,000 training images held out (two seeds) padding with a second pooling cost 0.11 %, and twelve channels before the pooling in
    /// place of eight brought 0.05 %; dropout and more weight decay cost (one seed). One cycle to a high rate with affine changes of every
    /// image makes the epochs good, the averaged weights make the last ones steady.
    /// </remarks>
    public static Plan Flagship { get; } = new(
        "flagship",
        new(
            Shape.MnistImage,
            [
                .. ConvNormRelu(8), .. ConvNormRelu(12),
                MaxPool,
                .. ConvNormRelu(16), .. ConvNormRelu(16), .. ConvNormRelu(16), .. ConvNormRelu(16),
                GlobalAvgPool,
                new Layer.Flatten(),
                new Layer.Linear(10),
            ]),
        new()
        {
            Epochs = 15,
            BatchSize = 128,
            Optimizer = new Optimizer.Sgd { LearningRate = 0.1, Momentum = 0.9, Nesterov = true, WeightDecay = 1e-4 },
            Schedule = new LearningRateSchedule.OneCycle(0.1),
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
        },
        new() { Accuracy = 99.4, LastEpochs = 5, MaxParameters = 9_999, MaxEpochs = 15 })
    {
        Description = "ours: 99.4 % held, in fifteen epochs",
    };
}
