using Mnist.Host.Runs;

namespace Mnist.Host.Sweeps;

/// <summary>The plans of a sweep, ready to be executed.</summary>
internal static class SweepJobs
{
    /// <summary>One for each variant of a plan, the same plan once; or every reason why one of them cannot be executed.</summary>
    /// <param name="request">Plans and seeds.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Validation<ValueList<TrainJob>, RunError> Prepare(SweepRequest request, RunEnvironment around) =>
        TrainJob.Prepare(request.Variants, around).Map(jobs => jobs.DistinctBy(job => job.Plan.Plan).ToValueList());

    /// <summary>Some plans of a sweep that was begun before, on the very data and by the very program.</summary>
    /// <param name="sweep">What it consists of.</param>
    /// <param name="plans">Their numbers, at least one.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Validation<ValueList<TrainJob>, RunError> Prepare(SweepFolder sweep, IEnumerable<int> plans, RunEnvironment around) =>
        sweep.Manifest.Version != Product.Version
            ? new RunError.OtherProgram(sweep.File, sweep.Manifest.Version)
            : TrainJob
                .Prepare(plans.Select(plan => sweep.Manifest.Request(plan, sweep.Runs)).ToValueList(), around)
                .Bind<ValueList<TrainJob>>(jobs => jobs[0].Data.ContentHash == sweep.Manifest.Data.Hash
                    ? jobs
                    : new RunError.OtherData(sweep.Manifest.Data, jobs[0].Data.Name, jobs[0].Data.ContentHash));

    /// <summary>Runs side by side take their memory at the same time; the largest may all come together.</summary>
    /// <param name="jobs">At least one.</param>
    /// <param name="together">Runs at a time, at least 1.</param>
    /// <param name="around">Knows the machine.</param>
    public static Validation<ValueList<TrainJob>, RunError> Fit(ValueList<TrainJob> jobs, int together, RunEnvironment around) =>
        jobs.Unless(MemoryGuard.Check(jobs.Max(job => job.Memory(threads: 1)), together, around));
}
