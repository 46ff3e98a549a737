using Mnist.Host.RunFolders;
using Mnist.Host.Runs;

namespace Mnist.Host.Sweeps;

/// <summary>Runs of several plans with several seeds.</summary>
internal static class Sweep
{
    /// <summary>
    /// Has a launcher execute what is missing; runs that the folder already holds are taken over, those under way are left alone. Where
    /// plans are halved, round after round, each when the one before it has ended.
    /// </summary>
    /// <param name="sweep">What it consists of.</param>
    /// <param name="launcher">Made from what the folder holds.</param>
    /// <param name="finished">Told of each run that has ended, one at a time; taken over or executed.</param>
    /// <returns>How many runs were launched, or what stands against it.</returns>
    public static Validation<int, RunError> Launch(SweepFolder sweep, Func<RunIndex, ILauncher> launcher, Action<SweepRun> finished)
    {
        var index = RunIndex.Refresh(sweep.Runs, isSure: true);
        var ended = Found(sweep, index);
        var told = new HashSet<int>();
        void Tell(SweepRun run)
        {
            ended[run.Task.Number] = run;
            if (told.Add(run.Task.Number))
                finished(run);
        }

        var chosen = launcher(index);
        foreach (var run in Ended(sweep, ended).Values)
            Tell(run);
        return chosen.Live(sweep).Bind(live =>
        {
            var numbers = live.Select(task => task.Number).ToHashSet();
            var launched = 0;
            while (true)
            {
                var missing = Asked(sweep, ended).Where(task => !HasEnded(task) && !numbers.Contains(task.Number)).ToValueList();
                if (chosen.Launch(sweep, missing, Tell) is { Count: > 0 } errors)
                    return Validation.Invalid<int, RunError>(errors);
                launched += missing.Count;
                if (!sweep.Manifest.Halve || missing.Count == 0 || !missing.All(HasEnded))
                    return launched;
                foreach (var run in Ended(sweep, ended).Values)
                    Tell(run);
            }
        });

        bool HasEnded(SweepTask task) => ended.TryGetValue(task.Number, out var run) && run.Summary is not null;
    }

    /// <summary>The runs of a sweep that are to be executed, as far as it is known.</summary>
    /// <param name="sweep">What it consists of.</param>
    /// <param name="ended">Runs that have ended, by their numbers.</param>
    public static IEnumerable<SweepTask> Asked(SweepFolder sweep, IReadOnlyDictionary<int, SweepRun> ended) =>
        SweepHalving.OfHalved(sweep, ended)?.Asked ?? sweep.Tasks;

    /// <summary>The runs of a sweep that have ended, by their numbers.</summary>
    /// <param name="sweep">What it consists of.</param>
    /// <param name="index">What its folder holds.</param>
    public static IReadOnlyDictionary<int, SweepRun> Ended(SweepFolder sweep, RunIndex index) => Ended(sweep, Found(sweep, index));

    /// <summary>Without those of a plan that was dropped before: the folder may hold them from another sweep.</summary>
    private static SortedList<int, SweepRun> Ended(SweepFolder sweep, Dictionary<int, SweepRun> found) => new(
        Asked(sweep, found)
            .Where(task => found.ContainsKey(task.Number))
            .ToDictionary(task => task.Number, task => found[task.Number]));

    private static Dictionary<int, SweepRun> Found(SweepFolder sweep, RunIndex index)
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
