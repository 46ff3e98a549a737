using Mnist.Domain;

namespace Mnist.Host;

/// <summary>Runs of several plans with several seeds, side by side.</summary>
/// <remarks>One thread a run: threads of one run wait for each other a few thousand times a second, runs never do.</remarks>
internal static class Sweep
{
    /// <summary>All runs, in the order plan by plan and seed by seed; those that the folder already holds are taken over.</summary>
    /// <param name="jobs">One for each plan.</param>
    /// <param name="request">Seeds, folder and how many at a time.</param>
    /// <param name="around">Clock and cancellation.</param>
    /// <param name="finished">Told of each run as it ends, one at a time; taken over or executed.</param>
    public static Validation<ValueList<SweepRun>, Complaint> Run(
        ValueList<TrainJob> jobs, SweepRequest request, Surroundings around, Action<SweepRun> finished)
    {
        var earlier = StoredRun.In(request.Common.OutputFolder).ToList();
        var runs = (
            from seed in request.Seeds
            from job in jobs
            select (Job: job, Seed: seed, Earlier: earlier.FindLast(run => IsSame(run.Record, job, seed)))).ToArray();
        var results = new Validation<SweepRun, Complaint>?[runs.Length];
        var gate = new Lock();

        void Finish(int i, Validation<SweepRun, Complaint> result)
        {
            lock (gate)
            {
                results[i] = result;
                _ = result.Map(run =>
                {
                    finished(run);
                    return run;
                });
            }
        }

        for (var i = 0; i < runs.Length; i++)
        {
            if (runs[i].Earlier is { } run)
                Finish(i, Validation.Valid<SweepRun, Complaint>(new(run.Record, run.Directory, TakenOver: true)));
        }

        Parallel.For(0, runs.Length, new() { MaxDegreeOfParallelism = request.Parallel }, i =>
        {
            if (results[i] is null && !around.Cancellation.IsCancellationRequested)
                Finish(i, Execute(runs[i].Job, request.Common with { Seed = runs[i].Seed, Threads = 1 }, around));
        });
        return results.OfType<Validation<SweepRun, Complaint>>().Aggregate(
            Validation.Valid<ValueList<SweepRun>, Complaint>([]),
            (all, one) => all.Match(
                valid: runs => one.Map<ValueList<SweepRun>>(run => [.. runs, run]),
                invalid: errors => Validation.Invalid<ValueList<SweepRun>, Complaint>(
                    [.. errors, .. one.Match<ValueList<Complaint>>(valid: _ => [], invalid: more => more)])));
    }

    private static Validation<SweepRun, Complaint> Execute(TrainJob job, TrainRequest request, Surroundings around) =>
        KeptRun.Begin(job, request, around).Match(
            valid: directory =>
            {
                using var entered = directory;
                var run = KeptRun.Execute(directory, job, request, around, _ => { });
                return run.Complaints.Count > 0
                    ? Validation.Invalid<SweepRun, Complaint>(run.Complaints)
                    : Validation.Valid<SweepRun, Complaint>(new(run.Record, run.Directory, TakenOver: false));
            },
            invalid: errors => Validation.Invalid<SweepRun, Complaint>(errors.Select(Complaint.Of).ToValueList()));

    /// <summary>Whether a record tells of the very run: no thread count and no machine changes what a run on one backend brings.</summary>
    private static bool IsSame(RunRecord record, TrainJob job, long seed) =>
        !record.Cancelled
        && record.Seed == seed
        && record.PlanHash == PlanText.Hash(job.Plan.Plan)
        && record.Data.Hash == job.Data.ContentHash
        && record.Data.HeldOut == job.HeldOut
        && record.Data.HeldOutImages == job.Images.HeldOut.Count
        && record.Data.TrainingImages == job.Images.Training.Count
        && record.Execution.Backend == job.Backend.Name
        && record.Execution.Version == VersionAction.Version;
}

/// <summary>One run of a sweep.</summary>
/// <param name="Record">What ran and what it brought.</param>
/// <param name="Directory">Where it is kept.</param>
/// <param name="TakenOver">Whether an earlier sweep had executed it.</param>
internal sealed record SweepRun(RunRecord Record, string Directory, bool TakenOver);
