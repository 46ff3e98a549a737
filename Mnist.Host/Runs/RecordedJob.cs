using Mnist.Domain.Results;
using Mnist.Domain.Values;
using Mnist.Engine.Runs;
using Mnist.Host.Commands;

namespace Mnist.Host.Runs;

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
            Plan = Path.Combine(run.Directory, RunFileNames.Plan),
            Backend = record.Execution.Backend,
            Data = data ?? (record.Data.Name == DataSource.Synthetic ? DataSource.Synthetic : null),
            OutputFolder = Path.GetDirectoryName(run.Directory) ?? run.Directory,
            Seed = record.Seed,
            Threads = threads,
            Validation = record.Data.HeldOut == HeldOutSplit.Validation ? record.Data.HeldOutImages : null,
            Json = json,
        };
        return TrainJob.Prepare(request, around).Bind(job => job.Data.ContentHash == record.Data.Hash
            ? Counted(new(job, request), run)
            : OtherData(
                $"This is not the data of the run: it was trained on '{record.Data.Name}' with the SHA-256 {record.Data.Hash}, and '{job.Data.Name}' here has "
                + $"{job.Data.ContentHash}. Name the run's own data with --data."));
    }

    /// <summary>The data has as many images as it has: a record that tells of others was changed.</summary>
    private static Validation<RecordedJob, Reply> Counted(RecordedJob recorded, StoredRun run)
    {
        var (training, heldOut) = (recorded.Job.Images.Training.Count, recorded.Job.Images.HeldOut.Count);
        var error = new StoredRunError.OtherCounts(Path.Combine(run.Directory, RunFileNames.Record), training, heldOut);
        return (training, heldOut) == (run.Record.Data.TrainingImages, run.Record.Data.HeldOutImages)
            ? Validation.Valid<RecordedJob, Reply>(recorded)
            : Validation.Invalid<RecordedJob, Reply>([Reply.Refuse(ExitCode.NoRunDirectory, [Complaint.Of(error)])]);
    }

    private static Validation<RecordedJob, Reply> OtherData(string sentence) =>
        Validation.Invalid<RecordedJob, Reply>([Reply.Refuse(ExitCode.NoData, [new("otherData", sentence)])]);
}
