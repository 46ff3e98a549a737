using System.Globalization;
using Mnist.Domain;

namespace Mnist.Host;

/// <summary><c>mnist sweep PLAN...</c>: plans x seeds, judged together.</summary>
internal static class SweepVerb
{
    public static ExitCode Run(SweepRequest request, Surroundings around) => around.Give(
        Prepare(request, around).Match(
            valid: jobs => Run(jobs, request, around),
            invalid: refusals => refusals[0]),
        request.Common.Json);

    private static Validation<ValueList<TrainJob>, Reply> Prepare(SweepRequest request, Surroundings around) => request.Plans.Aggregate(
        Validation.Valid<ValueList<TrainJob>, Reply>([]),
        (all, plan) => all.Bind(jobs => TrainJob.Prepare(request.Common with { Plan = plan }, around)
            .Map<ValueList<TrainJob>>(job => [.. jobs, Share(job, jobs)])));

    /// <summary>The same images are kept once.</summary>
    private static TrainJob Share(TrainJob job, ValueList<TrainJob> jobs) => jobs.Count > 0 && jobs[0].Data.ContentHash == job.Data.ContentHash
        ? job with { Data = jobs[0].Data, Images = jobs[0].Images }
        : job;

    private static Reply Run(ValueList<TrainJob> jobs, SweepRequest request, Surroundings around)
    {
        var progress = new SweepProgress(around.Error, around.Clock, jobs.Count * request.Seeds.Count, request.Parallel);
        foreach (var note in jobs.SelectMany(job => job.Notes).Distinct(StringComparer.Ordinal))
            around.Error.WriteLine(note);
        return Sweep.Run(jobs, request, around, progress.Finished).Match(
            valid: runs => Judge(runs, jobs, request, around),
            invalid: complaints => Reply.Refuse(ExitCode.NoRunDirectory, complaints));
    }

    private static Reply Judge(ValueList<SweepRun> runs, ValueList<TrainJob> jobs, SweepRequest request, Surroundings around)
    {
        var summaries = jobs
            .Select(job => (Job: job, Runs: runs.Where(run => !run.Record.Cancelled && run.Record.Plan == job.Plan.Plan).ToValueList()))
            .Where(plan => plan.Runs.Count > 0)
            .Select(plan => PlanSweep.Of(plan.Job.Plan, plan.Runs.Select(run => run.Record).ToValueList()))
            .ToValueList();
        var stopped = around.Cancellation.IsCancellationRequested;
        return new(stopped ? ExitCode.Cancelled : summaries.All(plan => plan.Met == plan.Runs.Count) ? ExitCode.Done : ExitCode.TargetMissed)
        {
            Text =
            [
                .. SweepReport.Of(summaries),
                .. stopped ? [new Block.Line("Stopped: the same command goes on where this one ended.", Tone.Warning)] : Enumerable.Empty<Block>(),
            ],
            Json = () => ReportText.Write(SweepDocument.Of(summaries, runs), ReportJson.Default.SweepDocument),
        };
    }
}

/// <summary>One line for each run that has ended.</summary>
/// <param name="output">Where they go.</param>
/// <param name="clock">For the time left.</param>
/// <param name="count">Runs altogether.</param>
/// <param name="parallel">Runs at a time.</param>
internal sealed class SweepProgress(TextWriter output, TimeProvider clock, int count, int parallel)
{
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
        var record = run.Record;
        var figures = record.LastEpochs is { } last ? $"last {last.Count}: minimum {last.Min.Percent()}, mean {last.Mean.Percent()}" : "no epoch finished";
        output.WriteLine($"[{taken + executed}/{count}] {record.Plan.Name} seed {record.Seed}: {figures}{(run.TakenOver ? ", from an earlier sweep" : Left())}");
    }

    private string Left()
    {
        var left = count - taken - executed;
        var rounds = Math.Ceiling((double)left / parallel) / Math.Ceiling((double)executed / parallel);
        return left == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; about {(clock.GetElapsedTime(started) * rounds).TotalMinutes:F0} min left");
    }
}
