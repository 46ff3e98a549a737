using Mnist.Host.RunFolders;
using Mnist.Host.Runs;

namespace Mnist.Host.Sweeps;

/// <summary>What the sweeps of a folder have brought so far, whoever executed their runs.</summary>
/// <param name="Outcome">All plans in one table.</param>
/// <param name="Doubts">Why plans are not compared image by image; none where they are.</param>
internal sealed record SweepCollection(SweepOutcome Outcome, ValueList<RunError> Doubts)
{
    /// <summary>Gathers the runs of some sweeps on the same data.</summary>
    /// <param name="path">The folder or file that the user named.</param>
    /// <param name="sweeps">At least one.</param>
    /// <param name="around">Environment and progress.</param>
    public static Validation<SweepCollection, RunError> Of(string path, ValueList<SweepFolder> sweeps, RunEnvironment around)
    {
        var first = sweeps[0].Manifest;
        if (sweeps.Any(sweep =>
            (sweep.Manifest.Version, sweep.Manifest.Backend, sweep.Manifest.Data) != (first.Version, first.Backend, first.Data)))
            return Validation.Invalid<SweepCollection, RunError>(
                [new RunError.MixedSweeps(path, sweeps.Select(s => s.File).ToValueList())]);

        var index = RunIndex.Refresh(sweeps[0].Runs, isSure: false);
        var ended = sweeps.Select(sweep => (Sweep: sweep, Runs: Sweep.Ended(sweep, index))).ToValueList();
        var asked = ended.Select(one => (one.Sweep.Manifest.Count, Tasks: Sweep.Asked(one.Sweep, one.Runs).ToValueList())).ToValueList();
        var tasks = asked.SelectMany(one => one.Tasks).DistinctBy(task => task.Key, StringComparer.Ordinal).Count()
            + asked.Sum(one => one.Count - one.Tasks.Count); // of rounds whose plans are not known yet
        var runs = ended
            .SelectMany(one => one.Runs.Values)
            .DistinctBy(run => run.Task.Key, StringComparer.Ordinal)
            .ToValueList();
        var command = sweeps.Count == 1 ? first.Command : $"mnist sweep --collect {path}";
        return sweeps
            .SelectMany(sweep => sweep.Manifest.Plans)
            .DistinctBy(PlanText.Hash, StringComparer.Ordinal)
            .Traverse(plan => PlanChecker
                .Check(plan, first.Data.Spec)
                .MapErrors(RunError.Of))
            .Map(plans => SweepOutcome.Judge(plans, runs, tasks, command) with
            {
                Halvings = ended.Select(one => SweepHalving.OfHalved(one.Sweep, one.Runs)).OfType<SweepHalving>().ToValueList(),
            })
            .Map(outcome => outcome.Plans.Count < 2
                ? new(outcome, [])
                : Jobs(sweeps, around).Bind(outcome.Compare).Match<SweepCollection>(
                    valid: compared => new(compared, []),
                    invalid: doubts => new(outcome, doubts)));
    }

    private static Validation<ValueList<TrainJob>, RunError> Jobs(ValueList<SweepFolder> sweeps, RunEnvironment around) => sweeps
        .Traverse(sweep => SweepJobs.Prepare(sweep, Enumerable.Range(0, sweep.Manifest.Plans.Count), around))
        .Map(jobs => jobs.SelectMany(some => some).ToValueList());
}
