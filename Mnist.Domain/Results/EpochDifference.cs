namespace Mnist.Domain.Results;

/// <summary>A figure in which a repetition of a run differs from the record.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Figure">Which one.</param>
/// <param name="Recorded">What the record says.</param>
/// <param name="Repeated">What the repetition gave.</param>
public sealed record EpochDifference(int Epoch, EpochFigure Figure, double Recorded, double Repeated)
{
    /// <summary>All figures of an epoch that differ; times are no figures of the run, but of the machine.</summary>
    /// <remarks>Bits are compared. Infinite and NaN losses are recorded alike, as null, and count as equal.</remarks>
    /// <param name="recorded">What the record says.</param>
    /// <param name="repeated">The same epoch of the repetition.</param>
    public static ValueList<EpochDifference> Between(EpochResult recorded, EpochResult repeated) => Enum.GetValues<EpochFigure>()
        .Select(figure => new EpochDifference(recorded.Epoch, figure, Value(recorded, figure), Value(repeated, figure)))
        .Where(pair => !pair.IsSame)
        .ToValueList();

    private bool IsSame => Recorded.Equals(Repeated) || (!double.IsFinite(Recorded) && !double.IsFinite(Repeated));

    private static double Value(EpochResult epoch, EpochFigure figure) => figure switch
    {
        EpochFigure.LearningRate => epoch.LearningRate,
        EpochFigure.TrainLoss => epoch.TrainLoss,
        EpochFigure.TrainCorrect => epoch.Train.Correct,
        EpochFigure.HeldOutLoss => epoch.HeldOutLoss,
        EpochFigure.HeldOutCorrect => epoch.HeldOut.Correct,
    };
}

/// <summary>What a repetition of an epoch has to give again.</summary>
public enum EpochFigure
{
    /// <summary>Learning rate of its last step.</summary>
    LearningRate,

    /// <summary>Mean loss while training.</summary>
    TrainLoss,

    /// <summary>Training images classified correctly while training.</summary>
    TrainCorrect,

    /// <summary>Mean loss of the images held out.</summary>
    HeldOutLoss,

    /// <summary>Images held out that were classified correctly.</summary>
    HeldOutCorrect,
}
