using Mnist.Domain.Planning;
using Mnist.Domain.Statistics;

namespace Mnist.Domain.Results;

/// <summary>What the curves of a run say of it, each observation with the figures behind it.</summary>
/// <param name="Observations">In the order in which they are told.</param>
public sealed record Diagnosis(ValueList<Observation> Observations)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Observations);

    /// <summary>Curves of fewer epochs show how training begins, not what it comes to.</summary>
    public const int FewestEpochs = 5;

    /// <summary>A rise of the loss by this factor above its lowest is more than noise.</summary>
    private const double ClearRise = 1.1;

    /// <summary>Points of accuracy an epoch that the last epochs must gain to be called rising.</summary>
    private const double ClearSlope = 0.02;

    /// <summary>A learning rate ends low where its last is at most this share of its highest.</summary>
    private const double LowShare = 0.1;

    /// <summary>The diagnosis of a run.</summary>
    /// <remarks>
    /// Differences count where they exceed the precision of the measurement: half of Wilson's interval of the last epochs' accuracy.
    /// Training accuracy is measured while training, on augmented images and with dropout, so it may well be the lower one.
    /// </remarks>
    /// <param name="plan">What ran.</param>
    /// <param name="epochs">
    /// Its epochs in order. Of a run that was cancelled nothing is said but that it diverged; of fewer than
    /// <see cref="FewestEpochs"/>, or than the plan's own, besides only that they are too few.
    /// </param>
    /// <param name="ownEpochs">Epochs that the plan asked for before they were set anew for this run; null where they were not.</param>
    public static Diagnosis Of(Plan plan, ValueList<EpochResult> epochs, int? ownEpochs = null)
    {
        if (epochs.FirstOrDefault(e => !double.IsFinite(e.TrainLoss)) is { } broken)
            return new([new Observation.Diverged(broken.Epoch)]);
        if (epochs.Count == 0 || epochs.Count < plan.Training.Epochs)
            return new([]);
        if (epochs.Count < ownEpochs || epochs.Count < FewestEpochs)
            return new([new Observation.TooFewEpochs(epochs.Count, epochs.Count < ownEpochs ? ownEpochs : null)]);

        var endsLow = epochs[^1].LearningRate <= LowShare * epochs.Max(e => e.LearningRate);
        var last = new LastCurves(epochs.TakeLast(plan.Target.LastEpochs).ToValueList());
        return new(
        [
            Fit(plan, last, endsLow),
            Steadiness(plan, last, endsLow),
            .. NotKept(plan.Target.Accuracy, epochs, last),
            .. LossRise(epochs),
            .. ValueList.If(last.Slope >= ClearSlope, new Observation.StillRising(last.Slope, endsLow)),
        ]);
    }

    private static Observation Fit(Plan plan, LastCurves last, bool endsLow) =>
        last.Train - last.HeldOut > last.Precision ? new Observation.Overfitting(last.Train, last.HeldOut, last.Precision, Causes(plan))
        : plan.Target.Accuracy is { } accuracy && last.Train < accuracy && last.HeldOut < accuracy
            ? new Observation.Underfitting(last.Train, last.HeldOut, accuracy, Causes(plan), endsLow)
        : last.HeldOut - last.Train > last.Precision ? new Observation.HarderTraining(last.Train, last.HeldOut, Causes(plan))
        : new Observation.Balanced(last.Train, last.HeldOut, last.Precision);

    private static ValueList<HarderTrainingCause> Causes(Plan plan) =>
    [
        .. ValueList.If(plan.Training.Augmentations.Count > 0, HarderTrainingCause.Augmentation),
        .. ValueList.If(plan.Architecture.AllLayers.Any(at => at.Layer is Layer.Dropout { Rate: > 0 }), HarderTrainingCause.Dropout),
        .. ValueList.If(plan.Training.WeightAverage is not null, HarderTrainingCause.WeightAverage),
    ];

    private static Observation Steadiness(Plan plan, LastCurves last, bool endsLow) => last.Range > last.Precision
        ? new Observation.Unsteady(last.Count, last.Range, last.Precision, endsLow, plan.Training.WeightAverage is not null)
        : new Observation.Steady(last.Count, last.Range);

    private static IEnumerable<Observation> NotKept(double? asked, ValueList<EpochResult> epochs, LastCurves last)
    {
        if (asked is not { } accuracy)
            return [];
        var reached = epochs.Where(e => e.HeldOut.Reaches(accuracy)).ToValueList();
        return reached.Count == 0 || last.AllReach(accuracy)
            ? []
            : [new Observation.ReachedNotKept(accuracy, reached.Count, epochs.Count, reached[0].Epoch)];
    }

    /// <summary>A loss on the images held out that has risen while the training loss went on falling.</summary>
    private static IEnumerable<Observation> LossRise(ValueList<EpochResult> epochs)
    {
        var lowest = epochs.MinBy(e => e.HeldOutLoss)!;
        var end = epochs[^1];
        return end.HeldOutLoss > ClearRise * lowest.HeldOutLoss && end.TrainLoss < lowest.TrainLoss
            ? [new Observation.LossRising(lowest.Epoch, lowest.HeldOutLoss, end.HeldOutLoss)]
            : [];
    }

    /// <summary>The last epochs of a run.</summary>
    private sealed record LastCurves(ValueList<EpochResult> Epochs)
    {
        public int Count => Epochs.Count;

        public double Train => Epochs.Average(e => e.Train.Percent);

        public double HeldOut => Epochs.Average(e => e.HeldOut.Percent);

        public double Range => Epochs.Max(e => e.HeldOut.Percent) - Epochs.Min(e => e.HeldOut.Percent);

        /// <summary>Half of Wilson's interval, in points.</summary>
        public double Precision
        {
            get
            {
                var interval = WilsonInterval.Of(Epochs[^1].HeldOut);
                return (interval.Upper - interval.Lower) / 2;
            }
        }

        /// <summary>Points of accuracy an epoch on the images held out, by least squares; 0 for a single epoch.</summary>
        public double Slope
        {
            get
            {
                var middle = (Count - 1) / 2.0;
                var spread = Enumerable.Range(0, Count).Sum(i => (i - middle) * (i - middle));
                return spread == 0 ? 0 : Epochs.Select((e, i) => (i - middle) * e.HeldOut.Percent).Sum() / spread;
            }
        }

        public bool AllReach(double accuracy) => Epochs.All(e => e.HeldOut.Reaches(accuracy));
    }
}
