using Mnist.Host.Runs;
using Mnist.Host.Slurm;

namespace Mnist.Host.Sweeps;

/// <summary>The part of a sweep that one task of a job array executes: as many runs as each task has, from its number on.</summary>
/// <param name="File">Of the sweep.</param>
/// <param name="Number">Of the task, from 0.</param>
/// <param name="Runs">Of each task, at least 1.</param>
/// <param name="Parallel">Runs at a time, at least 1.</param>
internal sealed record SweepPart(string File, int Number, int Runs, int Parallel)
{
    /// <summary>Executes what has not ended of it, or resumes it.</summary>
    /// <param name="around">Clock and cancellation.</param>
    /// <param name="finished">Told of each run that has ended, one at a time.</param>
    /// <returns>Whether it came to its end; not where the user or the scheduler stopped it.</returns>
    public Validation<bool, RunError> Execute(RunEnvironment around, Action<SweepRun> finished) => SweepFolder.Read(File).Bind(sweep =>
    {
        var tasks = sweep.Tasks.Skip(Number * Runs).Take(Runs).ToValueList();
        var plans = tasks.Select(task => task.PlanNumber).Distinct().ToList();
        return SweepJobs.Prepare(sweep, plans, around)
            .Bind(jobs => SweepJobs.Fit(jobs, Math.Min(Parallel, tasks.Count), around))
            .Bind(jobs => Execute(sweep, tasks, plan => jobs[plans.IndexOf(plan)], around, finished));
    });

    private Validation<bool, RunError> Execute(
        SweepFolder sweep, ValueList<SweepTask> tasks, Func<int, TrainJob> jobs, RunEnvironment around, Action<SweepRun> finished)
    {
        var none = Array.Empty<string>().ToLookup(key => key, StringComparer.Ordinal);
        var errors = new LocalLauncher(jobs, Parallel, none, around).Launch(sweep, tasks, finished);
        return errors.Count > 0 ? Validation.Invalid<bool, RunError>(errors)
            : !around.Cancellation.IsCancellationRequested ? true
            : around.IsTimeUp() ? QueueAgain(around).MapErrors(RunError.Of).Map(_ => false)
            : false;
    }

    /// <summary>Slurm ends what reaches its limit, and queues again only what it has stopped itself.</summary>
    private static Validation<string, SlurmError> QueueAgain(RunEnvironment around) => around.Slurm(new(
        "scontrol",
        ["requeue", $"{around.Variable("SLURM_ARRAY_JOB_ID")}_{around.Variable("SLURM_ARRAY_TASK_ID")}"]));
}
