using Mnist.Host.RunFolders;

namespace Mnist.Host.Sweeps;

/// <summary>How far a sweep has come. Its runs are counted once each.</summary>
/// <param name="Sweep">Which one.</param>
/// <param name="Ended">Runs that have ended.</param>
/// <param name="Running">Runs under way.</param>
/// <param name="Queued">Runs that wait.</param>
/// <param name="Stopped">Runs that were begun, have not ended and are not under way: killed, cancelled or failed.</param>
/// <param name="NotBegun">Runs that nobody has begun or queued.</param>
internal sealed record SweepStatus(
    SweepFolder Sweep, int Ended, int Running, int Queued, ValueList<StoppedRun> Stopped, int NotBegun)
{
    /// <summary>All runs of the sweep.</summary>
    public int Runs => Ended + Running + Queued + Stopped.Count + NotBegun;

    /// <summary>How far a sweep has come.</summary>
    /// <param name="sweep">Which one.</param>
    /// <param name="index">What its folder holds.</param>
    /// <param name="live">What is queued or under way.</param>
    public static SweepStatus Of(SweepFolder sweep, RunIndex index, IEnumerable<LiveTask> live)
    {
        var running = live.ToLookup(task => task.Number, task => task.IsRunning);
        var ended = Sweeps.Sweep.Ended(sweep, index);
        var unfinished = index.UnfinishedByKey;
        var logs = TaskLog.In(sweep);
        var asked = Sweeps.Sweep.Asked(sweep, ended).ToValueList();
        var left = asked.Where(task => !ended.ContainsKey(task.Number)).ToLookup(task => running.Contains(task.Number));
        var stopped = left[false]
            .Where(task => unfinished.Contains(task.Key) || logs.Of(task) is not null)
            .Select(task => new StoppedRun(task, logs.Of(task)))
            .ToValueList();
        var started = left[true].Count(task => running[task.Number].Any(isRunning => isRunning));
        var notBegun = sweep.Manifest.Count - ended.Count - left[true].Count() - stopped.Count; // with those of rounds that come later
        return new(sweep, ended.Count, started, left[true].Count() - started, stopped, notBegun);
    }
}

/// <summary>A run that was begun, has not ended and is not under way.</summary>
/// <param name="Task">Which run.</param>
/// <param name="Log">What its task of a job array wrote; null where it was in none.</param>
internal sealed record StoppedRun(SweepTask Task, string? Log)
{
    private const int MostBytes = 4_096;

    /// <summary>The last lines of the log.</summary>
    /// <param name="count">At most so many.</param>
    public ValueList<string> LastLines(int count)
    {
        if (Log is null)
            return [];
        try
        {
            using var file = RegularFile.OpenRead(Log);
            file.Seek(-Math.Min(MostBytes, file.Length), SeekOrigin.End);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(count).ToValueList();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [failure.Message];
        }
    }
}
