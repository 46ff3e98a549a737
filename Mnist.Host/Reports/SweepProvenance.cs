using Mnist.Host.Sweeps;

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
        return $"Measured {when} with `{outcome.Command}`: {first.Data.Name}, trained on {first.Data.TrainingImages.Of("image")}, "
            + $"measured on {first.Data.HeldOutImages.Grouped()} "
            + $"{first.Data.HeldOut.Images()}; backend "
            + $"{first.Execution.Backend}, {Threads(outcome)}; {first.Execution.Processor}, {first.Execution.Runtime}; mnist "
            + $"{first.Execution.Version}.";
    }

    /// <summary>Those that the runs had: one that was taken over may have had more.</summary>
    private static string Threads(SweepOutcome outcome)
    {
        var counts = outcome.Plans.SelectMany(plan => plan.Runs).Select(run => run.Execution.Threads).Distinct().Order().ToList();
        return counts is [1] ? "one thread a run" : $"{counts.Select(count => count.Grouped()).ToList().Or()} threads a run";
    }
}
