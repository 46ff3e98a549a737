using Mnist.Domain;

namespace Mnist.Host;

/// <summary>The job that a record tells of, ready to be executed once more.</summary>
/// <param name="Job">With the very plan, backend and images.</param>
/// <param name="Request">With the very seed.</param>
internal sealed record RecordedJob(TrainJob Job, TrainRequest Request)
{
    /// <summary>The job, or the answer that says why it cannot be executed here.</summary>
    /// <param name="run">What ran.</param>
    /// <param name="data">The value of --data; null looks where the run's data is usually found.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="json">Whether a program reads the answer.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Validation<RecordedJob, Reply> Prepare(StoredRun run, string? data, int threads, bool json, Surroundings around)
    {
        var record = run.Record;
        if (data is null && !record.Data.IsMnist && record.Data.Name != DataSource.Synthetic)
            return OtherData($"The run's data is '{record.Data.Name}', which is not MNIST: name its folder with --data.");

        var request = new TrainRequest
        {
            Plan = Path.Combine(run.Directory, "plan.json"),
            Backend = record.Execution.Backend,
            Data = data ?? (record.Data.Name == DataSource.Synthetic ? DataSource.Synthetic : null),
            OutputFolder = Path.GetDirectoryName(run.Directory) ?? run.Directory,
            Seed = record.Seed,
            Threads = threads,
            Validation = record.Data.HeldOut == HeldOutSplit.Validation ? record.Data.HeldOutImages : null,
            Json = json,
        };
        return TrainJob.Prepare(request, around).Bind(job => job.Data.ContentHash == record.Data.Hash
            ? Validation.Valid<RecordedJob, Reply>(new(job, request))
            : OtherData(
                $"This is not the data of the run: it was trained on '{record.Data.Name}' with the SHA-256 {record.Data.Hash}, and '{job.Data.Name}' here has "
                + $"{job.Data.ContentHash}. Name the run's own data with --data."));
    }

    private static Validation<RecordedJob, Reply> OtherData(string sentence) =>
        Validation.Invalid<RecordedJob, Reply>([Reply.Refuse(ExitCode.NoData, [new("otherData", sentence)])]);
}
