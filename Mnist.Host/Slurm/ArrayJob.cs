using System.Globalization;

namespace Mnist.Host.Slurm;

/// <summary>A job array that is about to be submitted.</summary>
/// <param name="Name">Of the job.</param>
/// <param name="Parts">Its tasks' numbers.</param>
/// <param name="Folder">Working directory, as full path.</param>
/// <param name="Log">Where each task's output goes, in <paramref name="Folder"/>; %A and %a stand for job and task.</param>
/// <param name="Memory">Bytes that a task takes at most.</param>
/// <param name="Time">What a task takes at most; null where that is not known.</param>
/// <param name="Script">What every task runs.</param>
internal sealed record ArrayJob(
    string Name, ValueList<int> Parts, string Folder, string Log, long Memory, TimeSpan? Time, string Script)
{
    /// <summary>Time to keep what there is before the limit ends a task.</summary>
    private const int SecondsBeforeLimit = 60;

    private const long Megabyte = 1 << 20;

    /// <summary>The one call that submits it.</summary>
    /// <param name="options">What the user asks for in place of what was calculated.</param>
    public SlurmCall Call(SlurmOptions options) => new(
        "sbatch",
        [
            "--parsable",
            $"--job-name={Name}",
            $"--array={Parts.Select(part => (long)part).Ranges("-")}{(options.Throttle is { } most ? $"%{most}" : "")}",
            $"--chdir={Folder}",
            $"--output={Log}",
            "--open-mode=append",
            "--requeue",
            $"--signal=B:USR1@{SecondsBeforeLimit}",
            "--ntasks=1",
            $"--cpus-per-task={options.Processors}",
            $"--mem={options.Memory ?? $"{(Memory + Megabyte - 1) / Megabyte}M"}",
            .. Limit(options) is { } limit ? [$"--time={limit}"] : Enumerable.Empty<string>(),
            .. options.Partition is { } partition ? [$"--partition={partition}"] : Enumerable.Empty<string>(),
            .. options.Account is { } account ? [$"--account={account}"] : Enumerable.Empty<string>(),
            .. options.More,
        ],
        Script);

    /// <summary>The job's number in sbatch's answer.</summary>
    /// <param name="answer">Number, or number;cluster.</param>
    public static Validation<string, SlurmError> Number(string answer) => answer.Trim().Split(';')[0] is var job
        && ulong.TryParse(job, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        ? job
        : new SlurmError.Strange("sbatch", answer);

    private string? Limit(SlurmOptions options) => options.Time
        ?? (Time is { } time ? Math.Ceiling(time.TotalMinutes).ToString("F0", CultureInfo.InvariantCulture) : null);
}
