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
            + $"{Points(f.Train - f.HeldOut)} apart where {Points(f.Precision)} would be chance. "
            + Advice(AgainstOverfitting(f.Causes)),
        Underfitting: f =>
            $"Underfitting: {f.Train.Percent()} on the training images{Counted(f.Causes)} and {f.HeldOut.Percent()} on the {images}, "
            + $"both below the {f.Asked.Exact()} % asked for. "
            + Advice(
                [
                    "more capacity",
                    .. ValueList.If(!f.EndsLow, LowRate),
                    .. ValueList.If(f.Causes.Count > 0, "less regularisation"),
                ]),
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
            $"Not consistent: the last {f.Count.Of("epoch")} are {Points(f.Range)} apart where {Points(f.Precision)} would be "
            + $"chance. {Advice([.. ValueList.If(!f.EndsLow, LowRate), .. ValueList.If(!f.Averages, "averaged weights")])}".TrimEnd(),
        ReachedNotKept: f =>
            $"{f.Asked.Exact()} % was reached in {f.Times} of {f.Epochs.Of("epoch")}, first in epoch {f.First}, but not kept in all of the "
            + "last ones.",
        LossRising: f =>
            $"The loss on the {images} was lowest in epoch {f.LowestEpoch} ({f.Lowest.Fixed(4)}) and ended at "
            + $"{f.Final.Fixed(4)} while the training loss fell on: it grows too sure of itself.",
        StillRising: f =>
            $"Still rising by {f.PointsPerEpoch.Fixed(3)} points an epoch at the end: more epochs"
            + $"{(f.EndsLow ? "" : $" or {LowRate}")} would help.",
        Diverged: f => $"Diverged: the training loss is no longer a number from epoch {f.Epoch} on. A lower learning rate would help.",
        TooFewEpochs: f => $"Too few epochs to tell more: {f.Epochs}"
            + (f.Own is { } own ? $" of the plan's {own}." : $", and it takes at least {Diagnosis.FewestEpochs}.")));

    private const string LowRate = "a learning rate that ends low";

    /// <summary>Training accuracy is that of the whole epoch, and the weights are better at its end.</summary>
    private static string Counted(ValueList<HarderTrainingCause> causes) => causes.Count > 0 ? $", counted with {Names(causes)}," : "";

    private static string Names(ValueList<HarderTrainingCause> causes) => causes.Select(Name).ToList().And();

    private static string Name(HarderTrainingCause cause) => cause switch
    {
        HarderTrainingCause.Augmentation => "augmentation",
        HarderTrainingCause.Dropout => "dropout",
        HarderTrainingCause.WeightAverage => "weights not yet averaged",
    };

    /// <summary>What usually helps; empty where the plan has all of it.</summary>
    private static string Advice(ValueList<string> remedies) => remedies.Count == 0 ? "" : $"{Capital(remedies.Or())} would help.";

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>What the plan has not yet.</summary>
    private static ValueList<string> AgainstOverfitting(ValueList<HarderTrainingCause> present) =>
    [
        .. ValueList.If(!present.Contains(HarderTrainingCause.Augmentation), "augmentation"),
        .. ValueList.If(!present.Contains(HarderTrainingCause.Dropout), "dropout"),
        "fewer parameters",
    ];

    private static string Points(double difference) => $"{difference.Fixed(2)} points";
}
