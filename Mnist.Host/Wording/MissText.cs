using Mnist.Domain.Results;
using Mnist.Host.Presentation;

namespace Mnist.Host.Wording;

/// <summary>One sentence for each <see cref="Miss"/>.</summary>
internal static class MissText
{
    public static string Sentence(this Miss miss) => miss.Match(new Miss.Cases<string>(
        BelowAccuracy: m =>
            $"epoch {m.Epoch}: {m.Test.Correct.Grouped()} of {m.Test.Total.Grouped()} images are right, {m.Test.Percent.Percent()}, "
                + $"below the {m.Accuracy.Exact()} % asked for.",
        Unfinished: m => $"the run stopped after {m.Done} of {m.Planned.Of("epoch")}.",
        Diverged: m => $"epoch {m.Epoch}: the training loss is no longer a number; use a lower learning rate."));
}
