using Mnist.Host.Commands;
using Mnist.Host.RunFolders;
using Mnist.Host.Runs;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Watching;

/// <summary>A sweep that others execute, as it is shown while somebody waits for it.</summary>
internal static class SweepWait
{
    /// <summary>Questions in a row that may stay without an answer: a scheduler that is started again is no reason to give up.</summary>
    private const int Patience = 10;

    /// <summary>Empty queues in a row that are no end: a task that is queued again may be in none for a moment.</summary>
    private const int EmptyQueues = 2;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(15);

    /// <summary>Launches what is missing of a sweep and, where that is asked for, waits for it.</summary>
    /// <param name="sweep">What it consists of.</param>
    /// <param name="launcher">Who executes it.</param>
    /// <param name="wait">Whether to wait.</param>
    /// <param name="around">Progress and cancellation.</param>
    /// <returns>Whether nothing of it is queued or under way any more.</returns>
    public static Validation<bool, RunError> Over(SweepFolder sweep, ILauncher launcher, bool wait, HostEnvironment around)
    {
        var progress = new SweepProgress(around.Error, around.Clock, sweep.Manifest.Count, parallel: 1);
        var told = new HashSet<int>();
        void Tell(SweepRun run)
        {
            if (told.Add(run.Task.Number))
                progress.Finished(run);
        }

        return Sweep.Launch(sweep, _ => launcher, Tell).Bind(launched =>
            wait
                ? Wait(sweep, launcher, Tell, around)
                : Validation.Valid<bool, RunError>(launched == 0 && told.Count == sweep.Manifest.Count));
    }

    private static Validation<bool, RunError> Wait(SweepFolder sweep, ILauncher launcher, Action<SweepRun> tell, HostEnvironment around)
    {
        using var held = around.Hold();
        var (unanswered, empty, pause) = (0, 0, Least);
        while (true)
        {
            if (around.Cancellation.WaitHandle.WaitOne(pause))
                return launcher.Cancel(sweep) is { Count: > 0 } errors
                    ? Validation.Invalid<bool, RunError>(errors)
                    : true;
            pause = TimeSpan.FromTicks(Math.Min(Most.Ticks, pause.Ticks * 5 / 4));
            var live = launcher.Live(sweep);
            var ended = Sweep.Ended(sweep, RunIndex.Refresh(sweep.Runs, isSure: false));
            foreach (var run in ended.Values)
                tell(run with { TakenOver = false });
            unanswered = live.Match(valid: _ => 0, invalid: _ => unanswered + 1);
            empty = live.Match(valid: tasks => tasks.Count == 0 ? empty + 1 : 0, invalid: _ => 0);
            if (unanswered > Patience || empty > (ended.Count == sweep.Manifest.Count ? 0 : EmptyQueues))
                return live.Map(_ => true);
        }
    }
}
