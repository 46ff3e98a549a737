namespace Mnist.Domain.Results;

/// <summary>How many images were read correctly.</summary>
/// <param name="Correct">In [0, Total].</param>
/// <param name="Total">At least 1.</param>
public readonly record struct Score(int Correct, int Total)
{
    /// <summary>Share of correct images in percent, in [0, 100].</summary>
    public double Percent => 100.0 * Correct / Total;

    /// <summary>Whether the share reaches a percentage; 9940 of 10,000 reaches 99.4, whatever 99.4 is in binary.</summary>
    /// <param name="percent">In [0, 100].</param>
    public bool Reaches(double percent) => (decimal)Correct * 100 >= (decimal)percent * Total;
}

/// <summary>What one epoch brought.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="LearningRate">At its last step.</param>
/// <param name="TrainLoss">Mean cross-entropy over its training images, in nats, as seen while training.</param>
/// <param name="Train">Training images read correctly while training, augmented as they were.</param>
/// <param name="TestLoss">Mean cross-entropy of the images held out, in nats, without label smoothing.</param>
/// <param name="Test">Images held out that were read correctly after the epoch.</param>
/// <param name="Seconds">Training and evaluation together, at least 0.</param>
/// <param name="ImagesPerSecond">Training images for each second of training, without evaluation; 0 where the clock stood still.</param>
public sealed record EpochResult(
    int Epoch,
    double LearningRate,
    double TrainLoss,
    Score Train,
    double TestLoss,
    Score Test,
    double Seconds,
    double ImagesPerSecond);
