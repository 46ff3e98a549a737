using Mnist.Host.Plans;

namespace Mnist.Host.Runs;

/// <summary>Runs of several plans with several seeds, side by side.</summary>
/// <remarks>One thread a run: threads of one run wait for each other a few thousand times a second, runs never do.</remarks>
internal static class Sweep
{
    /// <summary>
    /// All runs, in the order plan by plan and seed by seed; those that the folder already holds are taken over, those that were killed
    /// there are resumed.
    /// </summary>
    /// <param name="jobs">One for each plan.</param>
    /// <param name="request">Seeds, folder and how many at a time.</param>
    /// <param name="around">Clock and cancellation.</param>
    /// <param name="finished">Told of each run as it ends, one at a time; taken over or executed.</param>
    public static Validation<ValueList<SweepRun>, RunError> Run(
        ValueList<TrainJob> jobs, SweepRequest request, RunEnvironment around, Action<SweepRun> finished)
    {
        var earlier = StoredRun.In(request.Common.OutputFolder).ToList();
        var runs = (
            from seed in request.Seeds
            from job in jobs
            let same = earlier.FindAll(run => IsSame(run.Record, job, seed))
            let ended = same.FindLast(HasEnded)
            select (Job: job, Seed: seed, Earlier: ended, Unfinished: ended is null ? same.LastOrDefault() : null)).ToArray();
        var results = new Validation<SweepRun, RunError>?[runs.Length];
        var gate = new Lock();

        void Finish(int i, Validation<SweepRun, RunError> result)
        {
            lock (gate)
                results[i] = result.Tap(finished);
        }

        for (var i = 0; i < runs.Length; i++)
        {
            if (runs[i].Earlier is { } run)
                Finish(i, new SweepRun(run.Record, run.Directory, TakenOver: true, Failures: []));
        }

        using var held = around.Hold();
        Parallel.For(0, runs.Length, new() { MaxDegreeOfParallelism = request.Parallel }, i =>
        {
            if (results[i] is null && !around.Cancellation.IsCancellationRequested)
                Finish(i, Execute(runs[i].Job, request.Common with { Seed = runs[i].Seed, Threads = 1 }, runs[i].Unfinished, around));
        });
        return results.OfType<Validation<SweepRun, RunError>>().All();
    }

    private static Validation<SweepRun, RunError> Execute(
        TrainJob job, TrainRequest request, StoredRun? unfinished, RunEnvironment around) =>
        Enter(unfinished, job, around) is { } entered
            ? Execute(entered, job, request, around)
            : RunExecution.Begin(job, request, around).Bind(begun => Execute(begun, job, request, around));

    /// <summary>
    /// The run that did not end; null where there is none, where another process works on it, and where resuming would lose something: then
    /// it is left to its user, and the sweep begins a run of its own.
    /// </summary>
    private static BegunRun? Enter(StoredRun? unfinished, TrainJob job, RunEnvironment around) => unfinished is null
        ? null
        : RunDirectory.Open(around.Files, unfinished.Directory).Match<BegunRun?>(
            valid: directory => Enter(directory, unfinished, job),
            invalid: _ => null);

    private static BegunRun? Enter(RunDirectory directory, StoredRun unfinished, TrainJob job)
    {
        var begun = directory.ReadCheckpoint(ResumePoint.NameOf(unfinished.Record), job.Plan).Match<BegunRun?>(
            valid: found => found.State is null && !unfinished.Record.Cancelled
                ? null
                : ResumePoint.Enter(directory, unfinished, found).Match<BegunRun?>(valid: run => run, invalid: _ => null),
            invalid: _ => null);
        if (begun is null)
            directory.Dispose();
        return begun;
    }

    private static Validation<SweepRun, RunError> Execute(BegunRun begun, TrainJob job, TrainRequest request, RunEnvironment around)
    {
        using (begun.Directory)
        {
            var run = RunExecution.Execute(begun, job, request, around, _ => { });
            return run.Kept == Kept.Whole
                ? new SweepRun(run.Record, run.Directory, TakenOver: false, run.Failures)
                : run.Failures.Select(RunError.Of).ToValueList();
        }
    }

    /// <summary>Whether all that a finished run has is there, its weights among it.</summary>
    private static bool HasEnded(StoredRun run) => !run.Record.Cancelled && TrainedRun.Of(run).Match(valid: _ => true, invalid: _ => false);

    /// <summary>Whether a record tells of the very run: no thread count and no machine changes what a run on one backend brings.</summary>
    private static bool IsSame(RunRecord record, TrainJob job, long seed) =>
        record.Seed == seed
        && record.PlanHash == PlanText.Hash(job.Plan.Plan)
        && record.Data.Hash == job.Data.ContentHash
        && record.Data.HeldOut == job.HeldOut
        && record.Data.HeldOutImages == job.Images.HeldOut.Count
        && record.Data.TrainingImages == job.Images.Training.Count
        && record.Execution.Backend == job.Backend.Name
        && record.Execution.Version == Product.Version;
}

/// <summary>One run of a sweep.</summary>
/// <param name="Record">What ran and its result.</param>
/// <param name="Directory">Where it is kept.</param>
/// <param name="TakenOver">Whether an earlier sweep had executed it.</param>
/// <param name="Failures">Writes and deletions that failed for a while.</param>
internal sealed record SweepRun(RunRecord Record, string Directory, bool TakenOver, ValueList<RunDirectoryError> Failures);
