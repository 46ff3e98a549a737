using Mnist.Host.Commands;
using Mnist.Host.RunFolders;
using Mnist.Host.Runs;
using Mnist.Host.Watching;

namespace Mnist.Host.Verbs.Train;

/// <summary>What <c>mnist train --resume</c> was asked for.</summary>
/// <param name="Directory">The run's.</param>
/// <param name="Data">Value of --data; null looks where the run's data is usually found.</param>
/// <param name="Threads">Threads to compute with; they need not be as many as before.</param>
/// <param name="Json">Whether a program reads the answer.</param>
internal sealed record ResumeRequest(string Directory, string? Data, int Threads, bool Json);

/// <summary>
/// <c>mnist train --resume RUN</c>: resumes a run that was stopped or killed, to the bits that it would have had in one go.
/// </summary>
internal static class ResumeVerb
{
    public static ExitCode Run(ResumeRequest request, HostEnvironment around) => around.Give(
        RunName.Find(request.Directory)
            .Bind(StoredRun.Load)
            .Bind(run => RunDirectory.Open(around.Files, run.Directory).MapErrors(RunError.Of))
            .Match(
                valid: directory =>
                {
                    using (directory)
                        return StoredRun.Load(directory.Path).Match(
                            valid: run => Resume(run, directory, request, around),
                            invalid: Reply.Refuse);
                },
                invalid: Reply.Refuse),
        request.Json);

    /// <summary>A record that says the run has ended is believed only with all epochs and the very weights.</summary>
    private static Reply Resume(StoredRun run, RunDirectory directory, ResumeRequest request, HostEnvironment around) =>
        run.Record.Cancelled
        ? Resume(run, doubts: [], directory, request, around)
        : TrainedRun.Of(run).Match(valid: _ => Finished(run), invalid: doubts => Resume(run, doubts, directory, request, around));

    private static Reply Resume(
        StoredRun run, ValueList<RunError> doubts, RunDirectory directory, ResumeRequest request, HostEnvironment around) =>
        RecordedJob.Prepare(run, request.Data, request.Threads, request.Json, around)
            .Bind(job => directory.ReadCheckpoint(RunKey.OfCheckpoint(run.Record), job.Job.Plan)
                .MapErrors(RunError.Of)
                .Bind(found => Begin(directory, run, found, doubts))
                .Map(begun => (Job: job, Begun: begun)))
            .Match(valid: ready => Resume(ready.Job, run, ready.Begun, doubts, around), invalid: Reply.Refuse);

    private static Reply Resume(
        RecordedJob recorded,
        StoredRun run,
        (BegunRun Run, FoundCheckpoint Found) begun,
        ValueList<RunError> doubts,
        HostEnvironment around)
    {
        var (job, request) = recorded;
        Watch.Announce(
            [
                .. TrainReport.Ahead(job, request),
                .. doubts.Select(doubt => new Block.Line(doubt.Sentence(), Tone.Warning)),
                .. ResumeReport.Of(begun.Found, run.Record, job.Plan),
            ],
            request,
            around);
        return TrainVerb.Execute(begun.Run, job, request, around);
    }

    private static Reply Finished(StoredRun run)
    {
        var judged = TrainVerb.Judge(new(run.Record, run.Directory, Kept.Whole, []));
        return judged with { Text = [new Block.Line("This run has finished; there is nothing to resume.", Tone.Good), .. judged.Text] };
    }

    /// <summary>Without a checkpoint, what is left of a run that had ended is not trained over: its weights may be elsewhere.</summary>
    private static Validation<(BegunRun, FoundCheckpoint), RunError> Begin(
        RunDirectory directory, StoredRun run, FoundCheckpoint found, ValueList<RunError> doubts) =>
        doubts.Count > 0 && found.State is null
            ? doubts
            : ResumePoint.Enter(directory, run, found).Map(begun => (begun, found));
}
