using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mnist.Host.Runs;

/// <summary>Records what ran, with what, and its result.</summary>
internal static class RunRecording
{
    /// <summary>The record of a run that has ended or was interrupted.</summary>
    /// <param name="job">What was executed.</param>
    /// <param name="request">How.</param>
    /// <param name="outcome">Its result.</param>
    /// <param name="started">When it first started.</param>
    /// <param name="estimate">The time estimate of an epoch; null where there is none.</param>
    public static RunRecord Of(
        TrainJob job, TrainRequest request, TrainingOutcome outcome, DateTimeOffset started, TimeEstimate? estimate = null)
    {
        var (ahead, hash) = (Ahead(job, request, started), outcome.Weights.Hash());
        return ahead with
        {
            Execution = ahead.Execution with { Seconds = outcome.Seconds },
            Epochs = outcome.Epochs,
            State = outcome.Cancelled ? new RunState.Interrupted(hash) : new RunState.Finished(hash),
            TimeEstimate = estimate,
        };
    }

    /// <summary>The record of a run that has no result yet.</summary>
    /// <param name="job">What will be executed.</param>
    /// <param name="request">How.</param>
    /// <param name="started">When it first started.</param>
    public static RunRecord Ahead(TrainJob job, TrainRequest request, DateTimeOffset started) => new()
    {
        Plan = job.Plan.Plan,
        PlanHash = PlanText.Hash(job.Plan.Plan),
        Seed = request.Seed,
        OwnLength = job.OwnLength,
        Data = DataOf(job),
        DataFolder = job.Data.Origin != DataOrigin.Synthetic && request.Data is { } folder ? Path.GetFullPath(folder) : null,
        Execution = new(
            job.Backend.Name,
            request.Threads,
            Product.Version,
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.OSDescription.Trim(),
            $"{Environment.ProcessorCount.Of("core")}, {VectorBits}-bit vectors",
            started,
            Seconds: 0),
        Epochs = [],
        State = new RunState.Planned(),
    };

    /// <summary>What a run trains and is measured on.</summary>
    /// <param name="job">It is ready.</param>
    public static DataRecord DataOf(TrainJob job) => new(
        job.Data.Name,
        job.Data.Origin == DataOrigin.Mnist,
        job.Data.ContentHash,
        job.Images.Training.Count,
        job.Images.HeldOut.Count,
        job.HeldOut)
    {
        Classes = job.Data.Classes,
        Reading = job.Data.Reading,
    };

    private static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
}
