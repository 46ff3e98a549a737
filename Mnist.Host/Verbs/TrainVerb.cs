using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;
using Mnist.Domain;
using Mnist.Engine;

namespace Mnist.Host;

/// <summary><c>mnist train PLAN</c>: executes a plan and judges it.</summary>
internal static class TrainVerb
{
    public static ExitCode Run(TrainRequest request, Surroundings around) => around.Give(
        TrainJob.Prepare(request, around).Match(
            valid: job => Run(job, request, around),
            invalid: refusals => refusals[0]),
        request.Json);

    private static Reply Run(TrainJob job, TrainRequest request, Surroundings around)
    {
        if (request.OverfitBatch)
            return OverfitBatch(Overfit.Of(job), request, around);

        Announce(TrainReport.Ahead(job, request), request, around);
        return request.DryRun ? DryRun(job, request, around) : Train(job, request, around);
    }

    private static Reply DryRun(TrainJob job, TrainRequest request, Surroundings around)
    {
        var untrained = new TrainingOutcome([], Weights.Initial(job.Plan.Summary.Tensors, request.Seed), Steps: 0, Cancelled: false);
        var record = Record(job, request, untrained, around, around.Clock.GetTimestamp());
        return new(ExitCode.Done)
        {
            Text = [new Block.Line("Dry run: everything is ready; nothing was trained and nothing written.", Tone.Good)],
            Json = () => Json(TrainDocument.Of(record, runDirectory: null) with { Verdict = null }),
        };
    }

    private static Reply Train(TrainJob job, TrainRequest request, Surroundings around)
    {
        var started = around.Clock.GetTimestamp();
        return RunDirectory.Create(request.OutputFolder, around.Clock.GetUtcNow(), job.Plan.Plan.Name, request.Seed).Match(
            valid: directory =>
            {
                around.Log.DirectoryMade(directory.Path);
                var keeper = new RunKeeper();
                keeper.Keep(directory.WriteText("plan.json", PlanText.Write(job.Plan.Plan)));
                var outcome = View(job, request, around).Watch(show => Execute(
                    job,
                    request,
                    around,
                    told =>
                    {
                        show(told);
                        if (told is TrainingEvent.EpochDone done)
                            keeper.Keep(directory.AppendMetrics(done.Result));
                    },
                    around.Cancellation));
                var record = Record(job, request, outcome, around, started);
                keeper.Keep(directory.WriteModel(outcome));
                keeper.Keep(directory.WriteText("record.json", ReportText.Write(RecordDocument.Of(record), ReportJson.Default.RecordDocument)));
                return Judge(record, directory.Path, keeper.Complaints);
            },
            invalid: errors => Reply.Refuse(ExitCode.NoRunDirectory, errors.Select(Complaint.Of)));
    }

    private static Reply Judge(RunRecord record, string directory, ValueList<Complaint> complaints) => new(
        record.Cancelled ? ExitCode.Cancelled
        : complaints.Count > 0 ? ExitCode.NoRunDirectory
        : record.Verdict.Met ? ExitCode.Done
        : ExitCode.TargetMissed)
    {
        Text = TrainReport.Of(record, directory),
        Json = () => Json(TrainDocument.Of(record, directory)),
        Complaints = complaints,
    };

    private static Reply OverfitBatch(TrainJob job, TrainRequest request, Surroundings around)
    {
        var started = around.Clock.GetTimestamp();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(around.Cancellation);
        Announce([new Block.Line($"One batch of {job.Images.Training.Count.Of("image")}, again and again:", Tone.Strong), .. TrainReport.Ahead(job, request)], request, around);
        var outcome = View(job, request, around).Watch(show => Execute(
            job,
            request,
            around,
            told =>
            {
                show(told);
                if (told is TrainingEvent.EpochDone { Result.Test: var score } && score.Correct == score.Total)
                    enough.Cancel();
            },
            enough.Token));
        around.Cancellation.ThrowIfCancellationRequested();
        var learnt = outcome.Epochs[^1].Test is var last && last.Correct == last.Total;
        return new(learnt ? ExitCode.Done : ExitCode.TargetMissed)
        {
            Text =
            [
                learnt
                    ? new Block.Line($"Learnt by heart in {outcome.Epochs.Count.Of("step")}: the network and its training work.", Tone.Good)
                    : new Block.Line($"Not learnt by heart in {outcome.Epochs.Count.Of("step")}: check the learning rate and the network.", Tone.Bad),
            ],
            Json = () => Json(TrainDocument.Of(Record(job, request, outcome with { Cancelled = false }, around, started), runDirectory: null)),
        };
    }

    private static TrainingOutcome Execute(
        TrainJob job, TrainRequest request, Surroundings around, Action<TrainingEvent> observe, CancellationToken cancellation) =>
        Trainer.Train(job.Plan, job.Images, job.Backend, new(request.Seed, request.Threads, around.Clock), observe, cancellation);

    /// <summary>With --json nothing but the document goes to standard output.</summary>
    private static void Announce(IEnumerable<Block> blocks, TrainRequest request, Surroundings around)
    {
        if (request.Json)
            PlainRenderer.Write(around.Error, blocks);
        else
            around.Show(blocks);
    }

    private static ITrainingView View(TrainJob job, TrainRequest request, Surroundings around)
    {
        var lines = new EpochLines(job.Plan.Plan.Training.Epochs, job.HeldOut);
        return (request.Json, around.TerminalWidth) switch
        {
            (true, _) => new PlainView(around.Error, lines),
            (_, { } width) when around.MovesCursor => new LiveView(around.Terminal(width), lines, job.Plan, around.Clock),
            _ => new PlainView(around.Output, lines),
        };
    }

    private static string Json(TrainDocument document) => ReportText.Write(document, ReportJson.Default.TrainDocument);

    private static RunRecord Record(TrainJob job, TrainRequest request, TrainingOutcome outcome, Surroundings around, long started)
    {
        var seconds = around.Clock.GetElapsedTime(started).TotalSeconds;
        return new()
        {
            Plan = job.Plan.Plan,
            PlanHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PlanText.Write(job.Plan.Plan)))),
            Seed = request.Seed,
            Data = new(
                job.Data.Name,
                job.Data.Origin == DataOrigin.Mnist,
                job.Data.ContentHash,
                job.Images.Training.Count,
                job.Images.HeldOut.Count,
                job.HeldOut),
            Execution = new(
                job.Backend.Name,
                request.Threads,
                VersionAction.Version,
                RuntimeInformation.FrameworkDescription,
                RuntimeInformation.OSDescription.Trim(),
                $"{Environment.ProcessorCount.Of("core")}, {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)}-bit vectors",
                around.Clock.GetUtcNow() - TimeSpan.FromSeconds(seconds),
                seconds),
            Epochs = outcome.Epochs,
            WeightsHash = outcome.Weights.Hash(),
            Cancelled = outcome.Cancelled,
        };
    }
}
