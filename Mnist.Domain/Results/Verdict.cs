using Mnist.Domain.Planning;
using Mnist.Domain.Statistics;

namespace Mnist.Domain.Results;

/// <summary>Accuracy on the images held out, over the last epochs of a run, in percent.</summary>
/// <param name="Count">How many epochs, at least 1.</param>
/// <param name="Min">The worst of them.</param>
/// <param name="Mean">Their mean.</param>
public sealed record LastEpochs(int Count, double Min, double Mean)
{
    /// <summary>Over the last epochs of a run; null where it has none.</summary>
    /// <param name="epochs">In order.</param>
    /// <param name="count">How many to look back over; fewer where the run is shorter.</param>
    public static LastEpochs? Of(IEnumerable<EpochResult> epochs, int count)
    {
        var last = epochs.TakeLast(count).Select(e => e.HeldOut.Percent).ToValueList();
        return last.Count == 0 ? null : new(last.Count, last.Min(), last.Average());
    }
}

/// <summary>One reason why a run missed its target.</summary>
public abstract record Miss
{
    private Miss() { }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Sentence();

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="Miss"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="BelowAccuracy">An epoch below the target.</param>
    /// <param name="Unfinished">A run that stopped early.</param>
    /// <param name="Diverged">A loss that is infinite or NaN.</param>
    public sealed record Cases<T>(Func<BelowAccuracy, T> BelowAccuracy, Func<Unfinished, T> Unfinished, Func<Diverged, T> Diverged);

    /// <summary>One of the last epochs stayed below the target.</summary>
    /// <param name="Epoch">From 1.</param>
    /// <param name="HeldOut">What it reached.</param>
    /// <param name="Accuracy">What was asked, in percent.</param>
    public sealed record BelowAccuracy(int Epoch, Score HeldOut, double Accuracy) : Miss
    {
        internal override T Pick<T>(Cases<T> on) => on.BelowAccuracy(this);
    }

    /// <summary>The run stopped before its last epoch.</summary>
    /// <param name="Done">Epochs done.</param>
    /// <param name="Planned">Epochs planned.</param>
    public sealed record Unfinished(int Done, int Planned) : Miss { internal override T Pick<T>(Cases<T> on) => on.Unfinished(this); }

    /// <summary>The loss of the training images became infinite or NaN.</summary>
    /// <param name="Epoch">The first epoch where it did, from 1.</param>
    public sealed record Diverged(int Epoch) : Miss { internal override T Pick<T>(Cases<T> on) => on.Diverged(this); }
}

/// <summary>Whether a run met its target: in all of the last epochs, not once.</summary>
/// <param name="Reasons">Why not; empty where it did.</param>
public sealed record Verdict(ValueList<Miss> Reasons)
{
    /// <summary>Whether the target is met; a target without an accuracy is met by finishing.</summary>
    public bool Met => Reasons.Count == 0;

    /// <inheritdoc/>
    public override string ToString() => Met ? "Target met." : $"Target missed: {string.Join(' ', Reasons)}";

    /// <summary>The judgement of a run.</summary>
    /// <param name="plan">What ran.</param>
    /// <param name="epochs">Its epochs in order, as far as it came.</param>
    public static Verdict Of(Plan plan, ValueList<EpochResult> epochs) => new(
    [
        .. epochs.Where(e => !double.IsFinite(e.TrainLoss)).Take(1).Select(e => new Miss.Diverged(e.Epoch)),
        .. ValueList.If(epochs.Count < plan.Training.Epochs, new Miss.Unfinished(epochs.Count, plan.Training.Epochs)),
        .. plan.Target.Accuracy is { } accuracy ? Below(accuracy, epochs.TakeLast(plan.Target.LastEpochs)) : [],
    ]);

    private static IEnumerable<Miss> Below(double accuracy, IEnumerable<EpochResult> epochs) =>
        epochs.Where(e => !e.HeldOut.Reaches(accuracy)).Select(e => new Miss.BelowAccuracy(e.Epoch, e.HeldOut, accuracy));
}
