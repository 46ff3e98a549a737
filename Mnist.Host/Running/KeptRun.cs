using Mnist.Domain;
using Mnist.Engine;

namespace Mnist.Host;

/// <summary>A run and the directory that keeps it.</summary>
/// <param name="Record">What ran and what it brought.</param>
/// <param name="Directory">Full path.</param>
/// <param name="Complaints">What the directory would not take.</param>
internal sealed record KeptRun(RunRecord Record, string Directory, ValueList<Complaint> Complaints)
{
    /// <summary>Most time that a killed run loses; a checkpoint takes milliseconds.</summary>
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(10);

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
    /// <param name="earlier">Where an interrupted run goes on; null for a new one.</param>
    public static KeptRun Execute(
        RunDirectory directory, TrainJob job, TrainRequest request, Surroundings around, Action<TrainingEvent> observe, Continuation? earlier = null)
    {
        using var held = around.Hold();
        around.Log.DirectoryMade(directory.Path);
        var started = earlier?.Started ?? around.Clock.GetUtcNow();
        var prediction = job.Predict(request.Threads, around);
        var keeper = new RunKeeper();
        var ahead = RunRecording.Ahead(job, request, started);
        if (earlier is null)
        {
            keeper.Keep(directory.WriteText("plan.json", PlanText.Write(job.Plan.Plan)));
            keeper.Keep(WriteRecord(directory, ahead)); // what a killed run is resumed by
        }
        else
        {
            keeper.Keep(directory.WriteMetrics(earlier.From?.Epochs ?? []));
        }

        var name = Continuation.NameOf(ahead);
        var outcome = Trainer.Train(
            job.Plan,
            job.Images,
            job.Backend,
            new(request.Seed, request.Threads, around.Clock)
            {
                From = earlier?.From,
                Checkpoints = new(CheckpointInterval, state => keeper.Keep(directory.WriteCheckpoint(name, state))),
            },
            told =>
            {
                observe(told);
                if (told is TrainingEvent.EpochDone done)
                    keeper.Keep(directory.AppendMetrics(done.Result));
            },
            around.Cancellation);
        var record = RunRecording.Of(job, request, outcome, started, prediction);
        keeper.Keep(directory.WriteModel(outcome));
        keeper.Keep(WriteRecord(directory, record));
        keeper.Keep(WriteEvents(directory, record, job.Plan.Summary.Parameters.Trainable));
        if (!record.Cancelled && keeper.Complaints.Count == 0)
            keeper.Keep(directory.DeleteCheckpoints());
        return new(record, directory.Path, keeper.Complaints);
    }

    private static RunDirectoryError? WriteRecord(RunDirectory directory, RunRecord record) =>
        directory.WriteText("record.json", ReportText.Write(RecordDocument.Of(record), ReportJson.Default.RecordDocument));

    private static RunDirectoryError? WriteEvents(RunDirectory directory, RunRecord record, long parameters) => directory.WriteBytes(
        EventFile.NameOf(record), EventFile.Write(record, PlanText.Write(record.Plan), HyperParameters.Of(record, parameters)));
}
