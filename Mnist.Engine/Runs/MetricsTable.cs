namespace Mnist.Engine.Runs;

/// <summary>The text of metrics.csv: a row for each epoch, accuracies in percent.</summary>
public static class MetricsTable
{
    /// <summary>The first line.</summary>
    internal const string Header = "epoch,learning_rate,train_loss,train_accuracy,test_loss,test_accuracy,seconds,images_per_second\n";

    /// <summary>The whole text.</summary>
    /// <param name="epochs">In order.</param>
    public static string Of(ValueList<EpochResult> epochs) => Header + string.Concat(epochs.Select(Row));

    /// <summary>One line.</summary>
    /// <param name="epoch">Its results.</param>
    internal static string Row(EpochResult epoch) => $"{epoch.Epoch},{epoch.LearningRate:R},{epoch.TrainLoss:R},{epoch.Train.Percent:R},"
        + $"{epoch.HeldOutLoss:R},{epoch.HeldOut.Percent:R},{epoch.Seconds:F3},{epoch.ImagesPerSecond:F0}\n";
}
