using Mnist.Host.Deployments;
using Mnist.Host.Runs;

namespace Mnist.Host.Pages.Parts;

/// <summary>A run as a page shows it.</summary>
/// <param name="Run">What ran and its result.</param>
/// <param name="Inspection">What its images show; null where they are not at hand.</param>
/// <param name="Int8">Its network in 8 bits; null where that was not asked for.</param>
internal sealed record ReportedRun(TrainedRun Run, RunInspection? Inspection, DeployedRun? Int8 = null)
{
    /// <summary>From the page to the run's own; null where the page has no place yet.</summary>
    public string? Link { get; init; }

    /// <summary>What ran and its result.</summary>
    public RunRecord Record => Run.Stored.Record;
}
