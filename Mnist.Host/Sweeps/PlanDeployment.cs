using Mnist.Host.Deployments;
using Mnist.Host.Runs;

namespace Mnist.Host.Sweeps;

/// <summary>The networks of 8 bits of a plan's runs; accuracies in percent, one for each seed.</summary>
/// <param name="Plan">The plan and its runs.</param>
/// <param name="Network">Their memory on a device, the same for all.</param>
/// <param name="CalibrationImages">Training images that their ranges are from.</param>
/// <param name="Accuracy">In 8 bits.</param>
/// <param name="Trained">As trained.</param>
/// <param name="Lost">Points from the trained network to that of 8 bits.</param>
/// <param name="Alike">Images that both read alike, in percent.</param>
internal sealed record PlanDeployment(
    PlanSweep Plan,
    DeployedNetwork Network,
    int CalibrationImages,
    SeedStatistics Accuracy,
    SeedStatistics Trained,
    SeedStatistics Lost,
    SeedStatistics Alike)
{
    /// <summary>Measures the run of every seed in 8 bits and keeps what it found beside it.</summary>
    /// <param name="outcome">Of a sweep.</param>
    /// <param name="data">Value of --data; null looks where the runs' data is usually found.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Validation<ValueList<PlanDeployment>, RunError> Of(SweepOutcome outcome, string? data, RunEnvironment around) =>
        outcome.Plans.Traverse(plan => outcome.RunsOf(plan).ToValueList()
            .Traverse(run => Measure(run, data, around))
            .Map(runs => Of(plan, runs)));

    private static Validation<DeployedRun, RunError> Measure(SweepRun swept, string? data, RunEnvironment around) =>
        TrainedRun.LoadEnded(swept.Directory).Bind(run => Int8Record.Measure(run, data, around)).Map(deployed =>
        {
            around.Tell($"{swept.Task.Plan.Name} seed {swept.Task.Seed} in 8 bits: {deployed.Score.Percent.Percent()}, as trained "
                + $"{deployed.Trained.Percent.Percent()}");
            return deployed;
        });

    private static PlanDeployment Of(PlanSweep plan, ValueList<DeployedRun> runs)
    {
        SeedStatistics OfSeeds(Func<DeployedRun, double> figure) => new(runs.Select(figure).ToValueList());
        return new(
            plan,
            runs[0].Network.Network,
            runs[0].Calibration!.Images,
            OfSeeds(run => run.Score.Percent),
            OfSeeds(run => run.Trained.Percent),
            OfSeeds(run => run.Trained.Percent - run.Score.Percent),
            OfSeeds(run => 100.0 * run.Alike / run.Score.Total));
    }
}
