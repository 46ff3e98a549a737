using Mnist.Domain.Phrases;
using Mnist.Domain.Planning;

namespace Mnist.Domain.Results;

/// <summary>From when on a run held its target's accuracy to its end: what a race to an accuracy is measured by.</summary>
/// <param name="FromEpoch">The first epoch, from 1, from which on none was below.</param>
/// <param name="Seconds">Of training and evaluating until that epoch was measured, without the start of the program.</param>
public sealed record Hold(int FromEpoch, double Seconds)
{
    /// <summary>The hold of a run; null where it has no epoch, its last is below the target, or the target asks for no accuracy.</summary>
    /// <param name="plan">What ran.</param>
    /// <param name="epochs">Its epochs in order, as far as it came.</param>
    public static Hold? Of(Plan plan, ValueList<EpochResult> epochs)
    {
        if (plan.Target.Accuracy is not { } accuracy)
            return null;
        var held = epochs.Reverse().TakeWhile(e => e.HeldOut.Reaches(accuracy)).Count();
        var first = epochs.Count - held;
        return held == 0 ? null : new(epochs[first].Epoch, epochs.Take(first + 1).Sum(e => e.Seconds));
    }

    /// <inheritdoc/>
    public override string ToString() => $"held from epoch {FromEpoch} on, after {Seconds.Fixed(1)} s";
}
