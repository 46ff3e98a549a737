using Mnist.Host.Runs;

namespace Mnist.Host.Sweeps;

/// <summary>Executes one run of a sweep, whatever an earlier attempt has left of it.</summary>
/// <remarks>
/// The run's directory has the same name for everybody, and is made or locked by one process only. So a run that was killed is resumed on
/// any machine, and one that has ended, or that another process works on, is not executed a second time.
/// </remarks>
/// <param name="job">The plan with data and backend.</param>
/// <param name="request">Where run directories go.</param>
/// <param name="around">Clock and cancellation.</param>
internal sealed class TaskExecution(TrainJob job, TrainRequest request, RunEnvironment around)
{
    /// <summary>The run, or every reason why it is not all kept.</summary>
    /// <param name="task">Which run.</param>
    /// <param name="others">Directories of other names that hold the run unfinished.</param>
    public Validation<SweepRun, RunError> Run(SweepTask task, IEnumerable<string> others) => others
        .Select(directory => Resume(task, directory, isOwn: false))
        .Concat(task.DirectoryNames.Select(name => Enter(task, name)))
        .First(run => run is not null)!;

    private Validation<SweepRun, RunError>? Enter(SweepTask task, string name)
    {
        var directory = Path.Combine(request.OutputFolder, name);
        return Directory.Exists(directory)
            ? Resume(task, directory, isOwn: true)
            : RunExecution.Begin(job, request with { Seed = task.Seed, DirectoryName = name }, around).Bind(begun => Execute(task, begun));
    }

    /// <summary>The run of a directory; null where it cannot be resumed, or is another one: then it is left to its user.</summary>
    private Validation<SweepRun, RunError>? Resume(SweepTask task, string directory, bool isOwn) =>
        Ended(task, directory) ?? RunDirectory.Open(around.Files, directory).Match(
            valid: held => Resume(task, held),
            invalid: errors => isOwn && errors.Any(error => error is RunDirectoryError.InUse)
                ? Validation.Invalid<SweepRun, RunError>(errors.Select(RunError.Of).ToValueList())
                : null);

    private Validation<SweepRun, RunError>? Resume(SweepTask task, RunDirectory held)
    {
        var run = Ended(task, held.Path) // since it was looked at without the lock
            ?? StoredRun.Load(held.Path).Match(
                valid: stored => Point(stored, held) is { } begun ? Execute(task, begun) : null,
                invalid: _ => null);
        held.Dispose();
        return run;
    }

    private BegunRun? Point(StoredRun stored, RunDirectory held) =>
        held.ReadCheckpoint(RunKey.OfCheckpoint(stored.Record), job.Plan).Match(
            valid: found => found.State is null && !stored.Record.Cancelled
                ? null
                : ResumePoint.Enter(held, stored, found).Match<BegunRun?>(valid: begun => begun, invalid: _ => null),
            invalid: _ => null);

    private Validation<SweepRun, RunError> Execute(SweepTask task, BegunRun begun)
    {
        using (begun.Directory)
        {
            var run = RunExecution.Execute(begun, job, request with { Seed = task.Seed }, around, _ => { });
            return run.Kept == Kept.Whole
                ? Validation.Valid<SweepRun, RunError>(new(task, RunSummary.Of(run.Record), run.Directory, TakenOver: false, run.Failures))
                : Validation.Invalid<SweepRun, RunError>(run.Failures.Select(RunError.Of).ToValueList());
        }
    }

    private static Validation<SweepRun, RunError>? Ended(SweepTask task, string directory) => TrainedRun.LoadEnded(directory).Match(
        valid: run => RunKey.OfRun(run.Stored.Record) == task.Key && RunSummary.Of(run.Stored.Record) is { } summary
            ? Validation.Valid<SweepRun, RunError>(new(task, summary, run.Stored.Directory, TakenOver: true, []))
            : null,
        invalid: _ => null);
}
