using Mnist.Domain;
using Mnist.Engine;

namespace Mnist.Host;

/// <summary>Runs of several plans with several seeds, side by side.</summary>
/// <remarks>One thread a run: threads of one run wait for each other a few thousand times a second, runs never do.</remarks>
internal static class Sweep
{
    /// <summary>All runs, in the order plan by plan and seed by seed; those that the folder already holds are taken over, those that were killed there gone on with.</summary>
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
            let same = earlier.FindAll(run => IsSame(run.Record, job, seed))
            select (Job: job, Seed: seed, Earlier: same.FindLast(run => !run.Record.Cancelled), Unfinished: same.FindLast(run => run.Record.Cancelled))).ToArray();
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

        using var held = around.Hold();
        Parallel.For(0, runs.Length, new() { MaxDegreeOfParallelism = request.Parallel }, i =>
        {
            if (results[i] is null && !around.Cancellation.IsCancellationRequested)
                Finish(i, Execute(runs[i].Job, request.Common with { Seed = runs[i].Seed, Threads = 1 }, runs[i].Unfinished, around));
        });
        return results.OfType<Validation<SweepRun, Complaint>>().All();
    }

    private static Validation<SweepRun, Complaint> Execute(TrainJob job, TrainRequest request, StoredRun? unfinished, Surroundings around) =>
        Enter(unfinished) is { } entered
            ? Execute(entered, job, request, new(unfinished!.Record.Execution.Started, entered.ReadCheckpoint(Continuation.NameOf(unfinished.Record), job.Plan).State), around)
            : KeptRun.Begin(job, request, around).Match(
                valid: directory => Execute(directory, job, request, earlier: null, around),
                invalid: errors => Validation.Invalid<SweepRun, Complaint>(errors.Select(Complaint.Of).ToValueList()));

    /// <summary>The directory of a run that did not end; null where there is none, or another process works on it.</summary>
    private static RunDirectory? Enter(StoredRun? unfinished) => unfinished is null
        ? null
        : RunDirectory.Open(unfinished.Directory).Match<RunDirectory?>(valid: directory => directory, invalid: _ => null);

    private static Validation<SweepRun, Complaint> Execute(
        RunDirectory directory, TrainJob job, TrainRequest request, Continuation? earlier, Surroundings around)
    {
        using (directory)
        {
            var run = KeptRun.Execute(directory, job, request, around, _ => { }, earlier);
            return run.Complaints.Count > 0
                ? Validation.Invalid<SweepRun, Complaint>(run.Complaints)
                : Validation.Valid<SweepRun, Complaint>(new(run.Record, run.Directory, TakenOver: false));
        }
    }

    /// <summary>Whether a record tells of the very run: no thread count and no machine changes what a run on one backend brings.</summary>
    private static bool IsSame(RunRecord record, TrainJob job, long seed) =>
        record.Seed == seed
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
