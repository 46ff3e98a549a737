using Mnist.Domain.Results;
using Mnist.Domain.Values;
using Mnist.Host.Commands;
using Mnist.Host.Presentation;
using Mnist.Host.Watching;

namespace Mnist.Host.Runs;

/// <summary>What a sweep brought.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Plans">The plans of which at least one run has ended, in the order given.</param>
/// <param name="Comparisons">Each plan against the one before it.</param>
/// <param name="Runs">All runs that have ended.</param>
/// <param name="Stopped">Whether it was stopped before its end.</param>
internal sealed record SweepOutcome(
    SweepRequest Request, ValueList<PlanSweep> Plans, ValueList<PlanComparison> Comparisons, ValueList<SweepRun> Runs, bool Stopped)
{
    /// <summary>Whether every run met its target.</summary>
    public bool AllMet => Plans.All(plan => plan.Met == plan.Runs.Count);

    /// <summary>What the process returns.</summary>
    public ExitCode Exit => Stopped ? ExitCode.Cancelled : AllMet ? ExitCode.Done : ExitCode.TargetMissed;

    /// <summary>Executes a sweep, telling its progress on standard error.</summary>
    /// <param name="request">Plans and seeds.</param>
    /// <param name="around">Clock, progress and cancellation.</param>
    public static Validation<SweepOutcome, Reply> Execute(SweepRequest request, Surroundings around) => Prepare(request, around).Bind(jobs =>
    {
        var progress = new SweepProgress(around.Error, around.Clock, jobs.Count * request.Seeds.Count, request.Parallel);
        foreach (var note in jobs.SelectMany(job => job.Notes).Distinct(StringComparer.Ordinal))
            around.Error.WriteLine(Visible.Line(note));
        return Sweep.Run(jobs, request, around, progress.Finished)
            .Bind(runs => Judge(runs, jobs, request, around.Cancellation.IsCancellationRequested))
            .BindErrors(complaints => Validation.Invalid<SweepOutcome, Reply>([Reply.Refuse(ExitCode.NoRunDirectory, complaints)]));
    });

    private static Validation<ValueList<TrainJob>, Reply> Prepare(SweepRequest request, Surroundings around) => request.Plans.Aggregate(
        Validation.Valid<ValueList<TrainJob>, Reply>([]),
        (all, plan) => all.Bind(jobs => TrainJob.Prepare(request.Of(plan), around).Map<ValueList<TrainJob>>(job => [.. jobs, Share(job, jobs)])))
        .Bind(jobs => Fit(jobs, request, around));

    /// <summary>Runs side by side take their memory at the same time; the largest may all come together.</summary>
    private static Validation<ValueList<TrainJob>, Reply> Fit(ValueList<TrainJob> jobs, SweepRequest request, Surroundings around)
    {
        var together = (int)Math.Min(request.Parallel, (long)jobs.Count * request.Seeds.Count);
        var errors = MemoryGuard.Check(jobs.Max(job => job.Memory(threads: 1)), together, around).ToValueList();
        return errors.Count == 0
            ? Validation.Valid<ValueList<TrainJob>, Reply>(jobs)
            : Validation.Invalid<ValueList<TrainJob>, Reply>([Reply.Refuse(ExitCode.Invalid, errors.Select(Complaint.Of))]);
    }

    /// <summary>The same images are kept once.</summary>
    private static TrainJob Share(TrainJob job, ValueList<TrainJob> jobs) => jobs.Count > 0 && jobs[0].Data.ContentHash == job.Data.ContentHash
        ? job with { Data = jobs[0].Data, Images = jobs[0].Images }
        : job;

    private static Validation<SweepOutcome, Complaint> Judge(ValueList<SweepRun> runs, ValueList<TrainJob> jobs, SweepRequest request, bool stopped)
    {
        var plans = jobs
            .Select(job => (Job: job, Records: runs.Select(run => run.Record).Where(record => !record.Cancelled && record.Plan == job.Plan.Plan).ToValueList()))
            .Where(plan => plan.Records.Count > 0)
            .Select(plan => (plan.Job, Sweep: PlanSweep.Of(plan.Job.Plan, plan.Records)))
            .ToValueList();
        return PlanComparison.OfNeighbours(plans, runs).Map(comparisons =>
            new SweepOutcome(request, plans.Select(plan => plan.Sweep).ToValueList(), comparisons, runs, stopped));
    }
}
