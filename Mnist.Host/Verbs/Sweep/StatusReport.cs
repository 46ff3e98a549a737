using Mnist.Host.Commands;
using Mnist.Host.RunFolders;
using Mnist.Host.Runs;
using Mnist.Host.Slurm;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>How far sweeps have come.</summary>
internal static class StatusReport
{
    /// <summary>So many runs are told one by one, with so many lines of their logs; the others are counted.</summary>
    private const int MostStopped = 10;

    private const int LinesOfLog = 5;

    /// <summary>The answer; without Slurm it rests on the runs' files alone.</summary>
    /// <param name="sweeps">At least one.</param>
    /// <param name="launcher">Asks Slurm.</param>
    public static Reply Answer(ValueList<SweepFolder> sweeps, SlurmLauncher launcher)
    {
        var index = RunIndex.Refresh(sweeps[0].Runs, isSure: false);
        var live = sweeps.Select(sweep => (Sweep: sweep, Live: launcher.Live(sweep))).ToValueList();
        var found = live
            .Select(one => SweepStatus.Of(one.Sweep, index, one.Live.Match(valid: tasks => tasks, invalid: _ => [])))
            .ToValueList();
        var doubt = live[0].Live.Match(valid: _ => null, invalid: errors => Doubt(errors[0]));
        return new(ExitCode.Done)
        {
            Text =
            [
                .. found.SelectMany(Lines),
                .. doubt is null ? [] : new[] { new Block.Line($"What is queued or under way is not known: {doubt}", Tone.Warning) },
            ],
            Json = () => JsonText.Write(SweepStatusDocument.Of(found), SweepStatusJson.Default.SweepStatusDocument),
        };
    }

    /// <summary>Where there is no Slurm, no sweep was launched by it.</summary>
    private static string? Doubt(RunError error) =>
        error is RunError.Scheduler { Error: SlurmError.Missing } ? null : error.Sentence();

    private static IEnumerable<Block> Lines(SweepStatus status) =>
    [
        new Block.Line($"{status.Sweep.Manifest.Command}", Tone.Strong),
        new Block.Line($"{status.Runs.Of("run")}: {status.Ended.Grouped()} ended, {status.Running.Grouped()} running, "
            + $"{status.Queued.Grouped()} queued, {status.Stopped.Count.Grouped()} stopped, {status.NotBegun.Grouped()} not begun."),
        .. status.Stopped.Take(MostStopped).SelectMany(Lines),
        .. status.Stopped.Count > MostStopped
            ? [new Block.Line($"and {(status.Stopped.Count - MostStopped).Of("other run")} stopped.", Tone.Bad)]
            : Enumerable.Empty<Block>(),
        new Block.Line(Next(status), Tone.Muted),
    ];

    private static IEnumerable<Block> Lines(StoppedRun run) =>
    [
        new Block.Line(
            $"{run.Task.PlanLabel} seed {run.Task.Seed} stopped{(run.Log is { } log ? $"; the end of {log}:" : "")}", Tone.Bad),
        .. run.LastLines(LinesOfLog).Select(line => new Block.Line($"  {line}", Tone.Muted)),
    ];

    private static string Next(SweepStatus status) =>
        status.Ended == status.Runs ? $"`{Product.Command} sweep --collect {status.Sweep.File}` prints the table."
        : status.Running + status.Queued > 0
            ? $"`{Product.Command} sweep --status {status.Sweep.File}` tells more later, --collect gathers what has ended."
        : $"`{Product.Command} sweep --retry {status.Sweep.File}` launches what is missing; --launcher says where.";
}
