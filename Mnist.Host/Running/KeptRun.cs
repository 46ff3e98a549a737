using Mnist.Domain;
using Mnist.Engine;

namespace Mnist.Host;

/// <summary>A run and the directory that keeps it.</summary>
/// <param name="Record">What ran and what it brought.</param>
/// <param name="Directory">Full path.</param>
/// <param name="Complaints">What the directory would not take.</param>
internal sealed record KeptRun(RunRecord Record, string Directory, ValueList<Complaint> Complaints)
{
    /// <summary>A new run directory.</summary>
    /// <param name="job">What will be executed.</param>
    /// <param name="request">Seed and folder.</param>
    /// <param name="around">The clock.</param>
    public static Validation<RunDirectory, RunDirectoryError> Begin(TrainJob job, TrainRequest request, Surroundings around) =>
        RunDirectory.Create(request.OutputFolder, around.Clock.GetUtcNow(), job.Plan.Plan.Name, request.Seed);

    /// <summary>Executes a job and keeps plan, epochs, weights and record in its directory.</summary>
    /// <param name="directory">Made by <see cref="Begin"/>.</param>
    /// <param name="job">What to execute.</param>
    /// <param name="request">Seed and threads.</param>
    /// <param name="around">Clock and cancellation.</param>
    /// <param name="observe">Called after every step and epoch.</param>
    public static KeptRun Execute(
        RunDirectory directory, TrainJob job, TrainRequest request, Surroundings around, Action<TrainingEvent> observe)
    {
        around.Log.DirectoryMade(directory.Path);
        var started = around.Clock.GetTimestamp();
        var keeper = new RunKeeper();
        keeper.Keep(directory.WriteText("plan.json", PlanText.Write(job.Plan.Plan)));
        var outcome = Trainer.Train(
            job.Plan,
            job.Images,
            job.Backend,
            new(request.Seed, request.Threads, around.Clock),
            told =>
            {
                observe(told);
                if (told is TrainingEvent.EpochDone done)
                    keeper.Keep(directory.AppendMetrics(done.Result));
            },
            around.Cancellation);
        var record = RunRecording.Of(job, request, outcome, around, started);
        keeper.Keep(directory.WriteModel(outcome));
        keeper.Keep(directory.WriteText("record.json", ReportText.Write(RecordDocument.Of(record), ReportJson.Default.RecordDocument)));
        return new(record, directory.Path, keeper.Complaints);
    }
}
