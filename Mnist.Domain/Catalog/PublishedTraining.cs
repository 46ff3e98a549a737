using Mnist.Domain.Planning;
using Mnist.Domain.Training;

namespace Mnist.Domain.Catalog;

/// <summary>What the published systems have in common.</summary>
internal static class PublishedTraining
{
    /// <summary>SGD with momentum 0.9 at rate 0.01, batches of 128, 15 epochs.</summary>
    public static TrainingPlan Common { get; } = new()
    {
        Epochs = 15,
        BatchSize = 128,
        Optimizer = new Optimizer.Sgd { LearningRate = 0.01, Momentum = 0.9 },
    };

    /// <summary>99.4 % in all of the last five of at most 15 epochs, with fewer than 10,000 parameters.</summary>
    public static Target Target { get; } = new() { Accuracy = 99.4, LastEpochs = 5, MaxParameters = 9_999, MaxEpochs = 15 };
}
