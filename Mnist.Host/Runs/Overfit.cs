namespace Mnist.Host.Runs;

/// <summary>Training on a single batch, which a sound set-up memorises.</summary>
internal static class Overfit
{
    /// <summary>Optimiser steps before giving up.</summary>
    public const int Steps = 200;

    /// <summary>The job on its first batch alone.</summary>
    /// <param name="job">A job that is ready.</param>
    public static TrainJob Of(TrainJob job)
    {
        var count = Math.Min(job.Plan.Plan.Training.BatchSize, job.Images.Training.Count);
        var batch = job.Images.Training.Select(Enumerable.Range(0, count).ToArray());
        var plan = PlanChecker.Check(job.Plan.Plan.ToMemoriseOneBatch(Steps), job.Plan.Data with { TrainingImages = count }).Match(
            valid: found => found,
            invalid: errors => throw new InvalidOperationException($"A plan was made simpler and broke: {errors}"));
        return job with { Plan = plan, Images = new(batch, batch) };
    }
}
