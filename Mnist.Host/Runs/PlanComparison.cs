namespace Mnist.Host.Runs;

/// <summary>Two plans on the same images, each by the network of its median seed.</summary>
/// <param name="First">What the second one is compared with.</param>
/// <param name="Second">What is judged.</param>
/// <param name="Test">Images that only one of the two reads.</param>
internal sealed record PlanComparison(PlanSweep First, PlanSweep Second, McNemarTest Test)
{
    /// <summary>Each plan against the one before it.</summary>
    /// <param name="plans">In order, all measured on the same images.</param>
    /// <param name="runs">Where their weights are kept.</param>
    public static Validation<ValueList<PlanComparison>, RunError> OfNeighbours(
        ValueList<(TrainJob Job, PlanSweep Sweep)> plans, ValueList<SweepRun> runs) =>
        plans.Count < 2
            ? Validation.Valid<ValueList<PlanComparison>, RunError>([])
            : plans
                .Traverse(plan => Read(plan.Job, runs.First(run => ReferenceEquals(run.Record, plan.Sweep.MedianRun)).Directory))
                .Map<ValueList<PlanComparison>>(read =>
                [
                    .. Enumerable.Range(1, plans.Count - 1).Select(i =>
                        new PlanComparison(plans[i - 1].Sweep, plans[i].Sweep, McNemarTest.Of(read[i - 1], read[i]))),
                ]);

    /// <summary>Which of the images held out a kept network reads correctly.</summary>
    private static Validation<bool[], RunError> Read(TrainJob job, string directory) => TrainedRun.Load(directory).Map(run =>
    {
        using var network = run.Network(job.Backend, Environment.ProcessorCount);
        var images = job.Images.HeldOut;
        var predictions = Predictions.Of(network, images, run.Plan);
        return Enumerable.Range(0, images.Count).Select(i => predictions.Class(i) == images.Labels[i]).ToArray();
    });
}
