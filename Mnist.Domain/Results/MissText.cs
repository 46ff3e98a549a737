using Mnist.Domain.Phrases;

namespace Mnist.Domain.Results;

/// <summary>One sentence for each <see cref="Miss"/>.</summary>
public static class MissText
{
    /// <summary>Why a run missed its target.</summary>
    public static string Sentence(this Miss miss) => miss.Match(new Miss.Cases<string>(
        BelowAccuracy: m =>
            $"epoch {m.Epoch}: {m.HeldOut.Percent.Percent()} ({m.HeldOut.Correct.Grouped()} of {m.HeldOut.Total.Grouped()}) "
            + $"is below {m.Accuracy.Exact()} %.",
        Unfinished: m => $"the run stopped after {m.Done} of {m.Planned.Of("epoch")}.",
        Diverged: m => $"epoch {m.Epoch}: the training loss is no longer a number; use a lower learning rate."));
}
