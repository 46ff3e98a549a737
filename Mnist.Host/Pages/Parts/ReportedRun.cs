using Mnist.Domain.Results;
using Mnist.Host.Runs;

namespace Mnist.Host.Pages.Parts;

/// <summary>A run as a page shows it.</summary>
/// <param name="Run">What ran and what it brought.</param>
/// <param name="Inspection">What its images show; null where they are not at hand.</param>
internal sealed record ReportedRun(TrainedRun Run, RunInspection? Inspection)
{
    /// <summary>What ran and what it brought.</summary>
    public RunRecord Record => Run.Stored.Record;
}
