using Mnist.Host.Runs;

namespace Mnist.Host.Sweeps;

/// <summary>What the networks of a plan's seeds lose of the images held out.</summary>
/// <param name="Plan">The plan and its runs.</param>
/// <param name="Errors">In common and each its own.</param>
internal sealed record PlanErrors(PlanSweep Plan, SeedErrors Errors)
{
    /// <summary>Has the network of every seed read the images again.</summary>
    /// <param name="outcome">Of a sweep.</param>
    /// <param name="data">Value of --data; null looks where the runs' data is usually found.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Validation<ValueList<PlanErrors>, RunError> Of(SweepOutcome outcome, string? data, RunEnvironment around) =>
        outcome.Plans.Traverse(plan => outcome.RunsOf(plan).ToValueList()
            .Traverse(run => TrainedRun.LoadEnded(run.Directory))
            .Bind(runs => RecordedJob
                .Prepare(runs[0].Stored, data, Environment.ProcessorCount, json: false, around) // the runs of a sweep have the same images
                .Map(recorded => new PlanErrors(plan, Of(runs, recorded.Job)))));

    private static SeedErrors Of(ValueList<TrainedRun> runs, TrainJob job)
    {
        var images = job.Images.HeldOut;
        double[][] Read(TrainedRun run)
        {
            using var network = run.Network(job.Backend, Environment.ProcessorCount);
            var predictions = Predictions.Of(network, images, run.Plan);
            return [.. Enumerable.Range(0, images.Count).Select(predictions.Probabilities)];
        }

        return SeedErrors.Of(runs.Select(Read).ToValueList(), [.. images.Labels.ToArray().Select(label => (int)label)]);
    }
}
