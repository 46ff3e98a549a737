using Mnist.Host.Commands;
using Mnist.Host.Sweeps;
using Mnist.Host.Watching;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>What a task of a job array answers; its exit code tells Slurm whether it failed, not whether a target was met.</summary>
internal static class PartAnswer
{
    /// <summary>Executes the part and tells of each of its runs.</summary>
    public static ExitCode Give(SweepPart part, bool json, HostEnvironment around)
    {
        var progress = new SweepProgress(around.Error, around.Clock, part.Runs, part.Parallel);
        return around.Give(
            part.Execute(around, progress.Finished).Match(
                valid: isWhole => new Reply(isWhole ? ExitCode.Done : ExitCode.Cancelled),
                invalid: Reply.Refuse),
            json);
    }
}
