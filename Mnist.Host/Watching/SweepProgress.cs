using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Mnist.Host.Sweeps;
using Mnist.Host.Wording;

namespace Mnist.Host.Watching;

/// <summary>One line for each run that has ended.</summary>
/// <param name="output">Where they go.</param>
/// <param name="clock">For the time left.</param>
/// <param name="count">Runs altogether.</param>
/// <param name="parallel">Runs at a time.</param>
internal sealed class SweepProgress(TextWriter output, TimeProvider clock, int count, int parallel)
{
    /// <summary>Readies a sweep, and says what the user should know of it.</summary>
    /// <param name="request">Plans and seeds.</param>
    /// <param name="together">Runs side by side on this machine, at least 1.</param>
    /// <param name="around">Environment and progress.</param>
    public static Validation<(SweepFolder Sweep, ValueList<TrainJob> Jobs), RunError> Begin(
        SweepRequest request, int together, HostEnvironment around) =>
        SweepJobs.Prepare(request, around)
            .Bind(jobs => SweepJobs.Fit(jobs, (int)Math.Min(together, (long)jobs.Count * request.Seeds.Count), around))
            .Bind(jobs => SweepFolder
                .Keep(request.Common.OutputFolder, SweepManifest.Of(jobs, request), around.Files)
                .Map(sweep => (sweep, jobs)))
            .Map(begun =>
            {
                foreach (var note in begun.jobs.SelectMany(job => job.Notes).Distinct(StringComparer.Ordinal))
                    around.Error.WriteLine(Visible.Line(note));
                if (request.ChoosesOnTest)
                    around.Error.WriteLine(SweepHalving.TestImagesChoose);
                return begun;
            });

    /// <summary>Executes a sweep in this process and tells on standard error how it goes.</summary>
    /// <param name="request">Plans and seeds.</param>
    /// <param name="around">Clock, progress and cancellation.</param>
    public static Validation<SweepOutcome, RunError> Watch(SweepRequest request, HostEnvironment around) =>
        Begin(request, request.Parallel, around).Bind(begun => Execute(begun.Sweep, begun.Jobs, request.Parallel, around));

    /// <summary>Executes what is missing of a sweep in this process and tells on standard error how it goes.</summary>
    /// <param name="sweep">What it consists of.</param>
    /// <param name="jobs">Its plans, ready.</param>
    /// <param name="parallel">Runs at a time.</param>
    /// <param name="around">Clock, progress and cancellation.</param>
    public static Validation<SweepOutcome, RunError> Execute(
        SweepFolder sweep, ValueList<TrainJob> jobs, int parallel, HostEnvironment around)
    {
        var progress = new SweepProgress(around.Error, around.Clock, sweep.Manifest.Count, parallel);
        var ended = new SortedList<int, SweepRun>();
        var decided = 0;
        void Decided()
        {
            if (SweepHalving.OfHalved(sweep, ended) is not { } halving)
                return;
            foreach (var decision in halving.State.Decided.Skip(decided))
                around.Error.WriteLine(Visible.Line(halving.Sentence(decision)));
            decided = halving.State.Decided.Count;
        }

        return Sweep
            .Launch(sweep, index => new LocalLauncher(plan => jobs[plan], parallel, index.UnfinishedByKey, around), run =>
            {
                progress.Finished(run);
                if (run.Summary is null)
                    return;
                ended[run.Task.Number] = run;
                Decided();
            })
            .Bind(_ => SweepOutcome
                .Judge(jobs.Select(job => job.Plan), ended.Values.ToValueList(), sweep.Manifest.Count, sweep.Manifest.Command)
                .Compare(jobs))
            .Map(outcome => SweepHalving.OfHalved(sweep, ended) is { } halving ? outcome with { Halvings = [halving] } : outcome);
    }

    private readonly long started = clock.GetTimestamp();
    private int taken;
    private int executed;

    /// <summary>Tells of a run.</summary>
    /// <param name="run">It has just ended.</param>
    public void Finished(SweepRun run)
    {
        if (run.TakenOver)
            taken++;
        else
            executed++;
        foreach (var failure in run.Failures)
            output.WriteLine(failure.Sentence());
        var figures = run.Summary?.LastEpochs is { } last
            ? $"last {last.Count}: minimum {last.Min.Percent()}, mean {last.Mean.Percent()}"
            : "stopped before its end";
        output.WriteLine($"[{taken + executed}/{count}] {run.Task.PlanLabel} seed {run.Task.Seed}: "
            + $"{figures}{(run.TakenOver ? ", executed before" : Left())}");
    }

    private string Left()
    {
        var left = count - taken - executed;
        var rounds = Math.Ceiling((double)left / parallel) / Math.Ceiling((double)executed / parallel);
        var time = clock.GetElapsedTime(started) * rounds;
        return left == 0 ? "" : time.TotalMinutes < 1 ? "; under 1 min left" : $"; about {time.TotalMinutes:F0} min left";
    }
}
