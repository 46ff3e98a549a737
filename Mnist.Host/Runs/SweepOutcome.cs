namespace Mnist.Host.Runs;

/// <summary>What a sweep gave.</summary>
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

    /// <summary>The jobs of a sweep, one for each plan, or every reason why one of them cannot be executed.</summary>
    /// <param name="request">Plans and seeds.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Validation<ValueList<TrainJob>, RunError> Prepare(SweepRequest request, RunEnvironment around) =>
        TrainJob.Prepare(request.Plans.Select(request.Of).ToValueList(), around).Bind(jobs => Fit(jobs, request, around));

    /// <summary>Executes a sweep.</summary>
    /// <param name="jobs">Made by <see cref="Prepare"/>.</param>
    /// <param name="request">Plans and seeds.</param>
    /// <param name="around">Clock and cancellation.</param>
    /// <param name="finished">Told of each run as it ends, one at a time.</param>
    public static Validation<SweepOutcome, RunError> Execute(
        ValueList<TrainJob> jobs, SweepRequest request, RunEnvironment around, Action<SweepRun> finished) =>
        Sweep.Run(jobs, request, around, finished).Bind(runs => Judge(runs, jobs, request, around.Cancellation.IsCancellationRequested));

    /// <summary>Runs side by side take their memory at the same time; the largest may all come together.</summary>
    private static Validation<ValueList<TrainJob>, RunError> Fit(ValueList<TrainJob> jobs, SweepRequest request, RunEnvironment around)
    {
        var together = (int)Math.Min(request.Parallel, (long)jobs.Count * request.Seeds.Count);
        return jobs.Unless(MemoryGuard.Check(jobs.Max(job => job.Memory(threads: 1)), together, around));
    }

    private static Validation<SweepOutcome, RunError> Judge(
        ValueList<SweepRun> runs, ValueList<TrainJob> jobs, SweepRequest request, bool stopped)
    {
        var plans = jobs
            .Select(job => (Job: job, Records: RecordsOf(job, runs)))
            .Where(plan => plan.Records.Count > 0)
            .Select(plan => (plan.Job, Sweep: PlanSweep.Of(plan.Job.Plan, plan.Records)))
            .ToValueList();
        return PlanComparison.OfNeighbours(plans, runs).Map(comparisons =>
            new SweepOutcome(request, plans.Select(plan => plan.Sweep).ToValueList(), comparisons, runs, stopped));
    }

    private static ValueList<RunRecord> RecordsOf(TrainJob job, ValueList<SweepRun> runs) => runs
        .Select(run => run.Record)
        .Where(record => !record.Cancelled && record.Plan == job.Plan.Plan)
        .ToValueList();
}
