namespace Mnist.Host.Watching;

/// <summary>Epochs as lines that stand below each other.</summary>
/// <param name="epochs">Epochs planned.</param>
/// <param name="heldOut">Which images are measured on.</param>
internal sealed class EpochLines(int epochs, HeldOutSplit heldOut)
{
    private readonly string name = heldOut == HeldOutSplit.Test ? "test" : "valid.";

    /// <summary>Titles of the columns.</summary>
    public string Header => Line("epoch", "rate", "train loss", "train %", $"{name} loss", $"{name} %", "seconds", "images/s");

    /// <summary>One epoch.</summary>
    public string Of(EpochResult e) => Line(
        $"{e.Epoch}/{epochs}",
        $"{e.LearningRate:G4}",
        $"{e.TrainLoss:F4}",
        $"{e.Train.Percent:F2}",
        $"{e.HeldOutLoss:F4}",
        $"{e.HeldOut.Percent:F2}",
        $"{e.Seconds:F1}",
        $"{e.ImagesPerSecond:N0}");

    private static string Line(
        string epoch, string rate, string trainLoss, string train, string testLoss, string test, string seconds, string speed) =>
        $"{epoch,9}{rate,11}{trainLoss,12}{train,9}{testLoss,13}{test,9}{seconds,9}{speed,11}";
}
