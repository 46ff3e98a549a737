using Mnist.Engine.Export.TensorBoard;

namespace Mnist.Host.Runs;

/// <summary>Begins a run in a new directory, executes it and keeps epochs, weights and record there.</summary>
internal static class RunExecution
{
    /// <summary>Most time that a killed run loses; a checkpoint takes milliseconds.</summary>
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(10);

    /// <summary>A new run directory that holds the plan and a record of what is about to run: what a killed run is resumed by.</summary>
    /// <param name="job">What will be executed.</param>
    /// <param name="request">Seed and folder.</param>
    /// <param name="around">The clock and the files.</param>
    public static Validation<BegunRun, RunError> Begin(TrainJob job, TrainRequest request, RunEnvironment around)
    {
        var started = around.Clock.GetUtcNow();
        var made = request.DirectoryName is { } name
            ? RunDirectory.Claim(around.Files, Path.Combine(request.OutputFolder, name))
            : RunDirectory.Create(around.Files, request.OutputFolder, RunDirectory.NameOf(started, job.Plan.Plan.Name, request.Seed));
        return made
            .MapErrors(RunError.Of)
            .Bind<BegunRun>(directory =>
            {
                var refusal = directory.WriteText(RunFileNames.Plan, PlanText.Write(job.Plan.Plan))
                    ?? WriteRecord(directory, RunRecording.Ahead(job, request, started));
                if (refusal is null)
                    return new BegunRun(directory, new(started, From: null));
                directory.Dispose();
                return RunError.Of(refusal);
            });
    }

    /// <summary>Executes a job and keeps epochs, weights and record in its directory.</summary>
    /// <param name="begun">Made by <see cref="Begin"/>, or an earlier run.</param>
    /// <param name="job">What to execute.</param>
    /// <param name="request">Seed and threads.</param>
    /// <param name="around">Clock and cancellation.</param>
    /// <param name="observe">Called after every step and epoch.</param>
    public static RunOutcome Execute(
        BegunRun begun, TrainJob job, TrainRequest request, RunEnvironment around, Action<TrainingEvent> observe)
    {
        using var held = around.Hold();
        var (directory, start) = begun;
        around.Log.DirectoryMade(directory.Path);
        var estimate = job.EstimateTime(request.Threads, around);
        var failures = new WriteFailures();
        var name = RunKey.OfCheckpoint(RunRecording.Ahead(job, request, start.Started));
        var outcome = Trainer.Train(
            job.Plan,
            job.Images,
            job.Backend,
            new(request.Seed, request.Threads, around.Clock)
            {
                From = start.From,
                Checkpoints = new(CheckpointInterval, state => failures.Add(directory.WriteCheckpoint(name, state))),
            },
            told =>
            {
                observe(told);
                if (told is TrainingEvent.EpochDone done)
                    failures.Add(directory.AppendMetrics(done.Result));
            },
            around.Cancellation);
        var record = RunRecording.Of(job, request, outcome, start.Started, estimate);
        var failure = Keep(directory, outcome, record, job.Plan.Summary.Parameters.Trainable);
        failures.Add(failure);
        if (!record.Cancelled && failure is null)
            failures.Add(directory.DeleteCheckpoints());
        return new(record, directory.Path, failure is null ? Kept.Whole : Left(directory.Path), failures.PerFile);
    }

    /// <summary>
    /// The record comes last and only if all else is there: where it says that a run has ended, nothing is missing. Until then the record
    /// that lies there says that the run has not ended, and the checkpoints are kept.
    /// </summary>
    private static RunDirectoryError? Keep(RunDirectory directory, TrainingOutcome outcome, RunRecord record, long parameters) =>
        directory.WriteModel(outcome)
        ?? directory.WriteMetrics(record.Epochs)
        ?? WriteEvents(directory, record, parameters)
        ?? WriteRecord(directory, record);

    private static RunDirectoryError? WriteEvents(RunDirectory directory, RunRecord record, long parameters) => directory.WriteBytes(
        EventFile.NameOf(record), EventFile.Write(record, PlanText.Write(record.Plan), HyperParameters.Of(record, parameters)));

    /// <summary>Seen by reading it: the whole folder may have been deleted.</summary>
    private static Kept Left(string directory) => StoredRun.Load(directory).Match(valid: _ => Kept.Resumable, invalid: _ => Kept.Nothing);

    /// <summary>Writes a record, whole or not at all.</summary>
    /// <param name="directory">The run's.</param>
    /// <param name="record">What is known of it.</param>
    /// <returns>Null when it was written.</returns>
    public static RunDirectoryError? WriteRecord(RunDirectory directory, RunRecord record) =>
        directory.WriteText(RunFileNames.Record, JsonText.Write(RecordDocument.Of(record), RecordJson.Default.RecordDocument));
}

/// <summary>A directory that is held, with what a run in it starts from.</summary>
/// <param name="Directory">It is locked; whoever begins a run disposes of it.</param>
/// <param name="Start">When the run first started, and its last checkpoint.</param>
internal sealed record BegunRun(RunDirectory Directory, ResumePoint Start);
