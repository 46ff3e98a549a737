namespace Mnist.Host.Runs;

/// <summary>The job that a record tells of, ready to be executed once more.</summary>
/// <param name="Job">With the very plan, backend and images.</param>
/// <param name="Request">With the very seed.</param>
internal sealed record RecordedJob(TrainJob Job, TrainRequest Request)
{
    /// <summary>The job, or every reason why it cannot be executed here.</summary>
    /// <param name="run">What ran.</param>
    /// <param name="data">The value of --data; null looks where the run's data is usually found.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="json">Whether a program reads the answer.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Validation<RecordedJob, RunError> Prepare(StoredRun run, string? data, int threads, bool json, RunEnvironment around)
    {
        var record = run.Record;
        var source = data ?? DataSource.Recorded(record);
        if (source is null && !record.Data.IsMnist && !DataSource.IsInEnvironment(around))
            return new RunError.UnnamedData(record.Data.Name);

        var request = new TrainRequest
        {
            Plan = Path.Combine(run.Directory, RunFileNames.Plan),
            Backend = record.Execution.Backend,
            Data = source,
            OutputFolder = Path.GetDirectoryName(run.Directory) ?? run.Directory,
            Seed = record.Seed,
            Threads = threads,
            Validation = record.Data.HeldOut == HeldOutSplit.Validation ? record.Data.HeldOutImages : null,
            AsRecorded = true,
            Json = json,
        };
        return TrainJob.Prepare(request, around)
            .Map(job => job with { OwnLength = record.OwnLength })
            .Bind(job => new RecordedJob(job, request).Unless(Errors(job, run)));
    }

    /// <summary>The data has as many images as it has: a record that tells of others was changed.</summary>
    private static ValueList<RunError> Errors(TrainJob job, StoredRun run)
    {
        var (training, heldOut) = (job.Images.Training.Count, job.Images.HeldOut.Count);
        var recorded = run.Record.Data;
        return job.Data.ContentHash != recorded.Hash ? [new RunError.OtherData(recorded, job.Data.Name, job.Data.ContentHash)]
            : (training, heldOut) != (recorded.TrainingImages, recorded.HeldOutImages)
                ? [RunError.Of(new StoredRunError.OtherCounts(Path.Combine(run.Directory, RunFileNames.Record), training, heldOut))]
            : [];
    }
}
