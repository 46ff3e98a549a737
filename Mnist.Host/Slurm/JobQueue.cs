namespace Mnist.Host.Slurm;

/// <summary>A task of a job array that is queued or under way.</summary>
/// <param name="Name">The job's name.</param>
/// <param name="Job">The array's number.</param>
/// <param name="Part">The task's number in the array.</param>
/// <param name="IsRunning">Whether it is under way.</param>
internal sealed record QueuedPart(string Name, string Job, int Part, bool IsRunning);

/// <summary>What <c>squeue</c> tells.</summary>
internal static class JobQueue
{
    /// <summary>What stands for the number of a job's task where the job is no array.</summary>
    private const string NoArray = "N/A";

    /// <summary>The call that asks for all tasks of the user, those of other programs too.</summary>
    public static SlurmCall Call { get; } = new("squeue", ["--me", "--noheader", "--array", "--format=%j|%F|%K|%T"]);

    /// <summary>The tasks of arrays in an answer.</summary>
    /// <param name="answer">Of <see cref="Call"/>.</param>
    public static Validation<ValueList<QueuedPart>, SlurmError> Parse(string answer) => answer
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split('|'))
        .Where(fields => fields is not [.., NoArray, _])
        .Traverse(fields => fields is [.. var name, var job, var part, var state] && int.TryParse(part, out var number)
            ? Validation.Valid<QueuedPart, SlurmError>(new(string.Join('|', name), job, number, IsRunning(state)))
            : new SlurmError.Strange("squeue", string.Join('|', fields)));

    private static bool IsRunning(string state) => state is not ("PENDING" or "REQUEUED" or "REQUEUE_HOLD");
}
