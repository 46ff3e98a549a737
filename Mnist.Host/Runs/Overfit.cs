using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Values;

namespace Mnist.Host.Runs;

/// <summary>
/// The oldest test of a training set-up: a network that cannot learn one batch by heart will not learn anything. Everything that is there
/// to make that hard - augmentation, dropout, smoothing, schedules - is left out.
/// </summary>
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
        var plan = PlanChecker.Check(Plain(job.Plan.Plan), job.Plan.Data with { TrainingImages = count }).Match(
            valid: found => found,
            invalid: errors => throw new InvalidOperationException($"A plan was made simpler and broke: {errors}"));
        return job with { Plan = plan, Images = new(batch, batch) };
    }

    private static Plan Plain(Plan plan) => plan with
    {
        Architecture = plan.Architecture with { Layers = WithoutDropout(plan.Architecture.Layers) },
        Training = new()
        {
            Epochs = Steps,
            BatchSize = plan.Training.BatchSize,
            Optimizer = plan.Training.Optimizer,
            Normalization = plan.Training.Normalization,
        },
        Target = new() { Accuracy = 100, LastEpochs = 1 },
    };

    private static ValueList<Layer> WithoutDropout(ValueList<Layer> layers) => layers.Select(layer => layer switch
    {
        Layer.Dropout => new Layer.Dropout(0),
        Layer.Residual r => r with { Body = WithoutDropout(r.Body), Projection = WithoutDropout(r.Projection) },
        _ => layer,
    }).ToValueList();
}
