using Mnist.Domain.Phrases;
using Mnist.Domain.Statistics;

namespace Mnist.Domain.Results;

/// <summary>The result of one epoch.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="LearningRate">At its last step.</param>
/// <param name="TrainLoss">Mean cross-entropy over its training images, in nats, as seen while training.</param>
/// <param name="Train">Training images classified correctly while training, augmented as they were.</param>
/// <param name="HeldOutLoss">Mean cross-entropy of the images held out, in nats, without label smoothing.</param>
/// <param name="HeldOut">Images held out that were classified correctly after the epoch.</param>
/// <param name="Seconds">Training and evaluation together, at least 0.</param>
/// <param name="ImagesPerSecond">Training images for each second of training, without evaluation; 0 where the clock stood still.</param>
public sealed record EpochResult(
    int Epoch,
    double LearningRate,
    double TrainLoss,
    Score Train,
    double HeldOutLoss,
    Score HeldOut,
    double Seconds,
    double ImagesPerSecond)
{
    /// <summary>A sentence without the images' name, which an epoch does not know: they may be the test images or others.</summary>
    public override string ToString() =>
        $"epoch {Epoch}: training loss {TrainLoss.Fixed(4)}, {Train.Percent.Percent()}; evaluation loss {HeldOutLoss.Fixed(4)}, "
        + $"{HeldOut.Percent.Percent()}; {Seconds.Fixed(1)} s";
}
