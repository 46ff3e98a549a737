using Mnist.Host.RunFolders;
using Mnist.Host.Runs;

namespace Mnist.Host.Sweeps;

/// <summary>Runs of several plans with several seeds.</summary>
internal static class Sweep
{
    /// <summary>
    /// Has a launcher execute what is missing; runs that the folder already holds are taken over, those under way are left alone.
    /// </summary>
    /// <param name="sweep">What it consists of.</param>
    /// <param name="launcher">Made from what the folder holds.</param>
    /// <param name="finished">Told of each run that has ended, one at a time; taken over or executed.</param>
    /// <returns>How many runs were launched, or what stands against it.</returns>
    public static Validation<int, RunError> Launch(SweepFolder sweep, Func<RunIndex, ILauncher> launcher, Action<SweepRun> finished)
    {
        var index = RunIndex.Refresh(sweep.Runs, isSure: true);
        var ended = Ended(sweep, index);
        foreach (var run in ended.Values)
            finished(run);
        var chosen = launcher(index);
        return chosen.Live(sweep).Bind(live =>
        {
            var numbers = live.Select(task => task.Number).ToHashSet();
            var missing = sweep.Tasks.Where(t => !ended.ContainsKey(t.Number) && !numbers.Contains(t.Number)).ToValueList();
            return chosen.Launch(sweep, missing, finished) is { Count: > 0 } errors
                ? Validation.Invalid<int, RunError>(errors)
                : Validation.Valid<int, RunError>(missing.Count);
        });
    }

    /// <summary>The runs of a sweep that have ended, by their numbers.</summary>
    /// <param name="sweep">What it consists of.</param>
    /// <param name="index">What its folder holds.</param>
    public static IReadOnlyDictionary<int, SweepRun> Ended(SweepFolder sweep, RunIndex index)
    {
        var runs = index.Ended.Values.ToLookup(run => run.Key, StringComparer.Ordinal);
        return sweep.Tasks
            .Where(task => runs.Contains(task.Key))
            .Select(task => (Task: task, Run: runs[task.Key].Last()))
            .ToDictionary(
                run => run.Task.Number,
                run => new SweepRun(run.Task, run.Run.Summary, Path.Combine(sweep.Runs, run.Run.Directory), TakenOver: true, []));
    }
}
