using Mnist.Domain.Phrases;

namespace Mnist.Domain.Results;

/// <summary>One sentence for each <see cref="Observation"/>: what is seen, by which figures, and what usually helps.</summary>
public static class ObservationText
{
    /// <summary>Two digits would show it as none.</summary>
    private const double LeastRange = 0.005;

    /// <summary>What the curves of a run show.</summary>
    /// <param name="observation">One thing that they show.</param>
    /// <param name="heldOut">Which images the run was measured on.</param>
    public static string Sentence(this Observation observation, HeldOutSplit heldOut = HeldOutSplit.Test) =>
        observation.Sentence($"{heldOut.Name()} images");

    private static string Sentence(this Observation observation, string images) => observation.Match(new Observation.Cases<string>(
        Overfitting: f =>
            $"Overfitting: {f.Train.Percent()} on the training images against {f.HeldOut.Percent()} on the {images}, "
            + $"{Points(f.Train - f.HeldOut)} apart where {Points(f.Precision)} would be chance. Augmentation, dropout or fewer parameters "
            + "would help.",
        Underfitting: f =>
            $"Underfitting: {f.Train.Percent()} on the training images{Counted(f.Causes)} and {f.HeldOut.Percent()} on the {images}, "
            + $"both below the {f.Asked.Exact()} % asked for. More capacity"
            + $"{(f.Causes.Count > 0 ? ", a better schedule or less regularisation" : " or a better schedule")} would help.",
        HarderTraining: f =>
            $"{(f.Causes.Count > 0 ? "Well regularised" : "No overfitting")}: {f.HeldOut.Percent()} on the {images} against "
            + $"{f.Train.Percent()} on the training images, "
            + (f.Causes.Count > 0 ? $"which are counted with {Names(f.Causes)}." : "which are counted while the weights still change."),
        Balanced: f =>
            $"Neither over- nor underfitting: {f.Train.Percent()} on the training images, {f.HeldOut.Percent()} on the {images}; "
            + $"{Points(f.Precision)} would be chance.",
        Steady: f => $"Consistent: the last {f.Count.Of("epoch")} lie within "
            + $"{(f.Range < LeastRange ? "less than 0.01 points" : Points(f.Range))}.",
        Unsteady: f =>
            $"Not consistent: the last {f.Count.Of("epoch")} are {Points(f.Range)} apart where {Points(f.Precision)} would be chance. A "
            + "learning rate that ends low, or averaged weights, would help.",
        ReachedNotKept: f =>
            $"{f.Asked.Exact()} % was reached in {f.Times} of {f.Epochs.Of("epoch")}, first in epoch {f.First}, but not kept in all of the "
            + "last ones.",
        LossRising: f =>
            $"The loss on the {images} was lowest in epoch {f.LowestEpoch} ({f.Lowest.Fixed(4)}) and ended at "
            + $"{f.Final.Fixed(4)} while the training loss fell on: it grows too sure of itself.",
        StillRising: f =>
            $"Still rising by {f.PointsPerEpoch.Fixed(3)} points an epoch at the end: more epochs, or a schedule that ends sooner, "
            + "would help.",
        Diverged: f => $"Diverged: the training loss is no longer a number from epoch {f.Epoch} on. A lower learning rate would help."));

    /// <summary>Training accuracy is that of the whole epoch, and the weights are better at its end.</summary>
    private static string Counted(ValueList<HarderTrainingCause> causes) => causes.Count > 0 ? $", counted with {Names(causes)}," : "";

    private static string Names(ValueList<HarderTrainingCause> causes) => causes.Select(Name).ToList().And();

    private static string Name(HarderTrainingCause cause) => cause switch
    {
        HarderTrainingCause.Augmentation => "augmentation",
        HarderTrainingCause.Dropout => "dropout",
        HarderTrainingCause.WeightAverage => "weights not yet averaged",
    };

    private static string Points(double difference) => $"{difference.Fixed(2)} points";
}
