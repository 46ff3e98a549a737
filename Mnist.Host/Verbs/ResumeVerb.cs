using Mnist.Domain;
using Mnist.Engine;

namespace Mnist.Host;

/// <summary>What <c>mnist train --resume</c> was asked for.</summary>
/// <param name="Directory">The run's.</param>
/// <param name="Data">Value of --data; null looks where the run's data is usually found.</param>
/// <param name="Threads">Threads to compute with; they need not be as many as before.</param>
/// <param name="Json">Whether a program reads the answer.</param>
internal sealed record ResumeRequest(string Directory, string? Data, int Threads, bool Json);

/// <summary><c>mnist train --resume RUN</c>: goes on with a run that was stopped or killed, to the bits that it would have brought.</summary>
internal static class ResumeVerb
{
    public static ExitCode Run(ResumeRequest request, Surroundings around) => around.Give(
        Load(request.Directory).Bind(run => Enter(run.Directory)).Match(
            valid: directory =>
            {
                using (directory)
                    return Load(directory.Path).Match(valid: run => Resume(run, directory, request, around), invalid: replies => replies[0]);
            },
            invalid: replies => replies[0]),
        request.Json);

    private static Reply Resume(StoredRun run, RunDirectory directory, ResumeRequest request, Surroundings around) => !run.Record.Cancelled
        ? Finished(run)
        : RecordedJob.Prepare(run, request.Data, request.Threads, request.Json, around).Match(
            valid: job => Resume(job, run, directory, around),
            invalid: replies => replies[0]);

    private static Reply Resume(RecordedJob recorded, StoredRun run, RunDirectory directory, Surroundings around)
    {
        var (job, request) = recorded;
        var found = directory.ReadCheckpoint(Continuation.NameOf(run.Record), job.Plan);
        if (found.Refused.FirstOrDefault(refused => refused.Error is CheckpointError.UnknownVersion) is { } unknown)
            return Reply.Refuse(ExitCode.NoRunDirectory, [new("unknownVersion", unknown.Sentence()) { Where = unknown.Path }]);

        TrainVerb.Announce([.. TrainReport.Ahead(job, request), .. ResumeReport.Of(found, run.Record, job.Plan)], request, around);
        return TrainVerb.Execute(directory, job, request, around, new(run.Record.Execution.Started, found.State));
    }

    private static Reply Finished(StoredRun run)
    {
        var judged = TrainVerb.Judge(new(run.Record, run.Directory, []));
        return judged with { Text = [new Block.Line("This run has finished; there is nothing to go on with.", Tone.Good), .. judged.Text] };
    }

    private static Validation<StoredRun, Reply> Load(string directory) => StoredRun.Load(directory).BindErrors(Refuse<StoredRun>);

    private static Validation<RunDirectory, Reply> Enter(string directory) => RunDirectory.Open(directory)
        .BindErrors(errors => Refuse<RunDirectory>(errors.Select(Complaint.Of)));

    private static Validation<T, Reply> Refuse<T>(IEnumerable<Complaint> complaints) =>
        Validation.Invalid<T, Reply>([Reply.Refuse(ExitCode.NoRunDirectory, complaints)]);
}
