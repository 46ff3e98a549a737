using System.Globalization;

namespace Mnist.Host.Sweeps;

/// <summary>What the tasks of a sweep's job arrays wrote.</summary>
internal sealed class TaskLog
{
    private readonly Dictionary<(int RunsPerTask, int Part), (long Job, string? Path)> logs = [];
    private readonly HashSet<int> sizes = []; // of tasks, in runs

    private TaskLog()
    {
    }

    /// <summary>The pattern of a log's name, as sbatch takes it.</summary>
    /// <param name="name">Of the job.</param>
    public static string Pattern(SweepJobName name) => $"{name}-%A_%a.log";

    /// <summary>The logs of a sweep; those of the latest job where several had the same part.</summary>
    /// <param name="sweep">Which one.</param>
    public static TaskLog In(SweepFolder sweep)
    {
        var found = new TaskLog();
        if (Directory.Exists(sweep.Logs))
            foreach (var path in Directory.EnumerateFiles(sweep.Logs, "*.log"))
                found.Add(path, sweep.Manifest.Id);
        return found;
    }

    /// <summary>Where the run's task wrote; null where it was in none that has begun.</summary>
    /// <param name="task">Of the sweep.</param>
    public string? Of(SweepTask task) => sizes
        .Select(runs => logs.GetValueOrDefault((runs, task.Number / runs)))
        .Append(default)
        .MaxBy(log => log.Job)
        .Path;

    private void Add(string path, string sweep)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var end = name.LastIndexOf('-');
        if (end < 0
            || SweepJobName.Parse(name[..end]) is not { } job
            || job.Sweep != sweep
            || name[(end + 1)..].Split('_') is not [var array, var task]
            || !long.TryParse(array, CultureInfo.InvariantCulture, out var number)
            || !int.TryParse(task, CultureInfo.InvariantCulture, out var part))
            return;
        sizes.Add(job.RunsPerTask);
        if (number > logs.GetValueOrDefault((job.RunsPerTask, part)).Job)
            logs[(job.RunsPerTask, part)] = (number, path);
    }
}
