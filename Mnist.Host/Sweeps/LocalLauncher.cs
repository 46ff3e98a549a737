using Mnist.Host.Runs;

namespace Mnist.Host.Sweeps;

/// <summary>Executes runs side by side in this process, and returns when they have ended.</summary>
/// <remarks>One thread a run: threads of one run wait for each other a few thousand times a second, runs never do.</remarks>
/// <param name="jobs">The plans of the sweep by their numbers, with data and backend.</param>
/// <param name="parallel">Runs at a time, at least 1.</param>
/// <param name="unfinished">Directories that hold runs unfinished under other names, by the runs' keys.</param>
/// <param name="around">Clock and cancellation.</param>
internal sealed class LocalLauncher(
    Func<int, TrainJob> jobs, int parallel, ILookup<string, string> unfinished, RunEnvironment around) : ILauncher
{
    /// <inheritdoc/>
    public ValueList<RunError> Launch(SweepFolder sweep, ValueList<SweepTask> tasks, Action<SweepRun> finished)
    {
        var errors = new List<RunError>();
        var gate = new Lock();
        using var held = around.Hold();
        Parallel.For(0, tasks.Count, new() { MaxDegreeOfParallelism = parallel }, i =>
        {
            if (around.Cancellation.IsCancellationRequested)
                return;
            var task = tasks[i];
            var execution = new TaskExecution(jobs(task.PlanNumber), sweep.Manifest.Request(task.PlanNumber, sweep.Runs), around);
            var result = execution.Run(task, unfinished[task.Key]);
            lock (gate)
            {
                errors.AddRange(result.Match<ValueList<RunError>>(
                    valid: run =>
                    {
                        finished(run);
                        return [];
                    },
                    invalid: found => found));
            }
        });
        return errors.ToValueList();
    }

    /// <summary>None: all ends with this process.</summary>
    public Validation<ValueList<LiveTask>, RunError> Live(SweepFolder sweep) => Validation.Valid<ValueList<LiveTask>, RunError>([]);

    /// <summary>Nothing: the user stops this process.</summary>
    public ValueList<RunError> Cancel(SweepFolder sweep) => [];
}
