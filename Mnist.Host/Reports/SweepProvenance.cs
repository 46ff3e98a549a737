using Mnist.Host.Runs;

namespace Mnist.Host.Reports;

/// <summary>Where the figures of a sweep come from.</summary>
internal static class SweepProvenance
{
    /// <summary>How the figures were measured, so that somebody else can.</summary>
    public static string Of(SweepOutcome outcome)
    {
        var first = outcome.Plans[0].Runs[0];
        var days = outcome.Plans
            .SelectMany(plan => plan.Runs)
            .Select(run => $"{run.Execution.Started:yyyy-MM-dd}")
            .Order(StringComparer.Ordinal)
            .ToList();
        var when = days[0] == days[^1] ? days[0] : $"{days[0]} to {days[^1]}";
        return $"Measured {when} with `{outcome.Request.Command}`: {first.Data.Name}, trained on {first.Data.TrainingImages.Of("image")}, "
            + $"measured on {first.Data.HeldOutImages.Grouped()} "
            + $"{(first.Data.HeldOut == HeldOutSplit.Test ? "test images" : "training images held out")}; backend "
            + $"{first.Execution.Backend}, one thread a run; {first.Execution.Processor}, {first.Execution.Runtime}; mnist "
            + $"{first.Execution.Version}.";
    }
}
