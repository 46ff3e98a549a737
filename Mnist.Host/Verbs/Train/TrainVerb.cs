using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Pages;
using Mnist.Host.Runs;
using Mnist.Host.Variations;
using Mnist.Host.Watching;

namespace Mnist.Host.Verbs.Train;

/// <summary><c>mnist train PLAN</c>: executes a plan and judges it.</summary>
internal static class TrainVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var plan = Options.Plan();
        plan.DefaultValueFactory = _ => Options.MainPlan;
        var (parameters, macs, field) = (Options.MaxParameters(), Options.MaxMacs(), Options.MinReceptiveField());
        var (data, output, seed, json) = (Options.Data(), Options.OutputFolder(), Options.Seed(), Options.Json());
        var backend = Options.Backend();
        var (epochs, validation) = (Options.Epochs(), Options.Validation());
        var threads = Options.Threads();
        var set = SetOptions.Single();
        var dryRun = new Option<bool>("--dry-run") { Description = "Check and read everything, train nothing, write nothing." };
        var overfit = new Option<bool>("--overfit-batch") { Description = "Memorise one batch: a quick test that the network can learn." };
        var resume = Options.Resume();
        var command = new Command("train", "Executes a plan and judges it against its target.")
        {
            plan, set, parameters, macs, field, backend, data, output, seed, epochs, threads, validation, dryRun, overfit, resume, json,
        };
        Options.RefuseWith(
            command,
            resume,
            plan,
            [set, parameters, macs, field, backend, output, seed, epochs, validation, dryRun, overfit]);
        command.SetAction(parsed => parsed.GetValue(resume) is { } run ? (int)ResumeVerb.Run(
            new(run, parsed.GetValue(data), parsed.GetValue(threads), parsed.GetValue(json)), around) : (int)Run(
            new()
            {
                Plan = parsed.GetRequiredValue(plan),
                Settings = VariedField.Combinations(SetOptions.Of(parsed.GetValue(set))).Single(),
                Target = new(parsed.GetValue(parameters), parsed.GetValue(macs), parsed.GetValue(field)),
                Epochs = parsed.GetValue(epochs),
                Backend = parsed.GetRequiredValue(backend),
                Data = parsed.GetValue(data),
                OutputFolder = parsed.GetRequiredValue(output),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                Validation = parsed.GetValue(validation),
                DryRun = parsed.GetValue(dryRun),
                OverfitBatch = parsed.GetValue(overfit),
                Json = parsed.GetValue(json),
            },
            around));
        return command;
    }

    public static ExitCode Run(TrainRequest request, HostEnvironment around) => around.Give(
        TrainJob.Prepare(request, around).Match(valid: job => Run(job, request, around), invalid: Reply.Refuse), request.Json);

    private static Reply Run(TrainJob job, TrainRequest request, HostEnvironment around)
    {
        if (request.OverfitBatch)
            return OverfitBatch(Overfit.Of(job), request, around);

        Watch.Announce(TrainReport.Ahead(job, request), request, around);
        return request.DryRun ? DryRun(job, request, around) : Train(job, request, around);
    }

    private static Reply DryRun(TrainJob job, TrainRequest request, HostEnvironment around)
    {
        var record = RunRecording.Ahead(job, request, around.Clock.GetUtcNow());
        var weights = Weights.Initial(job.Plan.Summary.Tensors, request.Seed).Hash();
        return new(ExitCode.Done)
        {
            Text = [new Block.Line("Dry run: everything is ready; nothing was trained and nothing written.", Tone.Good)],
            Json = () => Json(TrainDocument.Of(record, runDirectory: null) with { Verdict = null, WeightsHash = weights }),
        };
    }

    private static Reply Train(TrainJob job, TrainRequest request, HostEnvironment around) =>
        RunExecution.Begin(job, request, around).Match(
            valid: begun =>
            {
                using (begun.Directory)
                    return Execute(begun, job, request, around);
            },
            invalid: Reply.Refuse);

    /// <summary>Executes a job before the user's eyes and judges it.</summary>
    /// <param name="begun">Keeps it.</param>
    /// <param name="job">What to execute.</param>
    /// <param name="request">Seed and threads.</param>
    /// <param name="around">Terminal, clock and cancellation.</param>
    public static Reply Execute(BegunRun begun, TrainJob job, TrainRequest request, HostEnvironment around)
    {
        var run = Watch.Over(job, request, around).Watch(show => RunExecution.Execute(begun, job, request, around, show));
        return Ended(run) ? WithReport(run, ReportWriter.WriteBeside(run.Directory, job.Images, around.Files)) : Judge(run);
    }

    /// <summary>A run that may be resumed has no report yet.</summary>
    private static bool Ended(RunOutcome run) => run.Kept == Kept.Whole && !run.Record.Cancelled;

    /// <summary>The report can be made again at any time; that it is missing does not make the run an unfinished one.</summary>
    private static Reply WithReport(RunOutcome run, ValueList<RunError> refusals) => Judge(run) is var judged && refusals.Count == 0
        ? judged with { Text = [.. judged.Text, Shown(Path.Combine(run.Directory, RunFileNames.Report))] }
        : judged with
        {
            Exit = ExitCode.NoRunDirectory,
            Text = [.. judged.Text, NotShown(run.Directory)],
            Errors = [.. judged.Errors, .. refusals.Select(ErrorMessage.Of)],
        };

    private static Block.Line Shown(string report) => new($"Shown in {report}: open it in a browser.", Tone.Muted);

    private static Block.Line NotShown(string run) =>
        new($"The run is kept, its report is not; write it with: {Product.Command} report {run}", Tone.Warning);

    /// <summary>The answer to a run that has ended.</summary>
    public static Reply Judge(RunOutcome run) => new(
        run.Record.Cancelled ? ExitCode.Cancelled
        : run.Kept != Kept.Whole ? ExitCode.NoRunDirectory
        : run.Record.Verdict.Met ? ExitCode.Done
        : ExitCode.TargetMissed)
    {
        Text = TrainReport.Of(run),
        Json = () => Json(TrainDocument.Of(run.Record, run.Kept == Kept.Nothing ? null : run.Directory)),
        Errors = run.Failures.Select(ErrorMessage.Of).ToValueList(),
    };

    private static Reply OverfitBatch(TrainJob job, TrainRequest request, HostEnvironment around)
    {
        var started = around.Clock.GetUtcNow();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(around.Cancellation);
        Watch.Announce(
        [
            new Block.Line($"One batch of {job.Images.Training.Count.Of("image")}, again and again:", Tone.Strong),
            .. TrainReport.Ahead(job, request),
        ], request, around);
        var outcome = Watch.Over(job, request, around).Watch(show => Trainer.Train(
            job.Plan,
            job.Images,
            job.Backend,
            new(request.Seed, request.Threads, around.Clock),
            told =>
            {
                show(told);
                if (told is TrainingEvent.EpochDone { Result.HeldOut: var score } && score.Correct == score.Total)
                    enough.Cancel();
            },
            enough.Token));
        around.Cancellation.ThrowIfCancellationRequested();
        var learnt = outcome.Epochs[^1].HeldOut is var last && last.Correct == last.Total;
        return new(learnt ? ExitCode.Done : ExitCode.TargetMissed)
        {
            Text =
            [
                learnt
                    ? new Block.Line($"Memorised in {outcome.Epochs.Count.Of("step")}: the network and its training work.", Tone.Good)
                    : new Block.Line(
                        $"Not memorised in {outcome.Epochs.Count.Of("step")}: check the learning rate and the network.", Tone.Bad),
            ],
            Json = () => Json(
                TrainDocument.Of(RunRecording.Of(job, request, outcome with { Cancelled = false }, started), runDirectory: null)),
        };
    }

    private static string Json(TrainDocument document) => JsonText.Write(document, TrainJson.Default.TrainDocument);
}
