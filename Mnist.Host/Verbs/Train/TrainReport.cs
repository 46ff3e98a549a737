using Mnist.Host.Reports;
using Mnist.Host.Runs;
using Mnist.Host.Wording;

namespace Mnist.Host.Verbs.Train;

/// <summary>A run for people, before it starts and after it ended.</summary>
internal static class TrainReport
{
    /// <summary>What is about to run.</summary>
    public static IEnumerable<Block> Ahead(TrainJob job, TrainRequest request) =>
    [
        new Block.Line(
            $"{job.Plan.Plan.Name}: {job.Plan.Summary.Parameters.Trainable.Of("trainable parameter")}, "
            + $"{job.Plan.Plan.Training.Epochs.Of("epoch")} of "
            + $"{job.Plan.StepsPerEpoch.Of("step")}, backend {job.Backend.Name} on {request.Threads.Of("thread")}, seed {request.Seed}.",
            Tone.Strong),
        new Block.Line(
            $"{job.Data.Name}: {job.Images.Training.Count.Of("image")} to train on, {job.Images.HeldOut.Count.Grouped()} "
            + (job.HeldOut == HeldOutSplit.Test
                ? "test images to measure on."
                : "held out of them to measure on; the test images are not looked at.")),
        .. job.Notes.Select(note => new Block.Line(note, Tone.Warning)),
    ];

    /// <summary>What the run gave.</summary>
    public static IEnumerable<Block> Of(RunOutcome run) => [.. Result(run.Record), .. Whereabouts(run)];

    private static IEnumerable<Block> Result(RunRecord record) =>
    [
        .. Figures(record),
        .. ValueList.If(!record.Data.IsMnist, new Block.Line(RunJudgement.NotMnist(record.Data), Tone.Warning)),
        .. RunJudgement.Of(record),
        .. record is { Hold: { } hold, Plan.Target.Accuracy: { } accuracy }
            ? new[] { new Block.Line($"{accuracy.Exact()} % {hold}.") }
            : [],
        .. record is { TimeEstimate: { } estimate, SecondsPerEpoch: > 0 and var seconds }
            ? new[] { new Block.Line(estimate.Sentence(seconds)) }
            : [],
        .. record.Diagnosis.Observations.Select(o => new Block.Line(o.Sentence(record.Data.HeldOut))),
    ];

    /// <summary>Where it is kept, as far as it is.</summary>
    private static IEnumerable<Block> Whereabouts(RunOutcome run) => run.Kept switch
    {
        Kept.Whole =>
        [
            .. ValueList.If(run.Failures.Count > 0, Overcome),
            .. ValueList.If(run.Record.Cancelled, Resume(run)),
            new Block.Line($"Kept in {run.Directory}; weights SHA-256 {run.Record.WeightsHash}.", Tone.Muted),
        ],
        Kept.Resumable =>
        [
            new Block.Line($"Not all of the run is kept in {run.Directory}. Make sure that it can be written to, then:", Tone.Bad),
            Resume(run),
            new Block.Line($"Weights SHA-256 {run.Record.WeightsHash}.", Tone.Muted),
        ],
        Kept.Nothing =>
        [
            new Block.Line($"Nothing of the run is kept: {run.Directory} cannot be read any more.", Tone.Bad),
            new Block.Line($"Weights SHA-256 {run.Record.WeightsHash}.", Tone.Muted),
        ],
    };

    private static Block.Line Overcome { get; } =
        new("Something could not be written or deleted for a while; all of the run is kept now.", Tone.Warning);

    private static Block.Line Resume(RunOutcome run) => new($"Resume with: {Product.Command} train --resume {run.Directory}");

    private static IEnumerable<Block> Figures(RunRecord record) => record.LastEpochs is not { } last
        ? []
        :
        [
            new Block.Line(
                $"Result: {record.Data.HeldOut.Name()} {record.Epochs[^1].HeldOut.Percent.Percent()} after the final epoch; "
                + $"last {last.Count.Of("epoch")}: minimum {last.Min.Percent()}, mean {last.Mean.Percent()}.",
                Tone.Strong),
            .. ValueList.If(record.Epochs.Count > 1, Best(record)),
        ];

    private static Block.Line Best(RunRecord record)
    {
        var best = record.Epochs.MaxBy(e => e.HeldOut.Percent)!;
        return new(
            $"Best epoch: {best.Epoch}, {record.Data.HeldOut.Name()} {best.HeldOut.Percent.Percent()}; chosen by the "
            + $"{record.Data.HeldOut.Name()} images themselves, so no result.",
            Tone.Muted);
    }
}
