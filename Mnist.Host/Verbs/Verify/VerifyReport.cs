using Mnist.Host.Deployments;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Verify;

/// <summary>How a run compares with its record, for people.</summary>
internal static class VerifyReport
{
    /// <summary>What is about to be compared.</summary>
    public static IEnumerable<Block> Ahead(RunRecord record, TrainJob job, VerifyRequest request) =>
    [
        new Block.Line(
            $"{record.Plan.Name}, seed {record.Seed}: {Doing(request)} on "
            + $"{request.Threads.Of("thread")}, backend {job.Backend.Name}.",
            Tone.Strong),
        .. job.Notes.Select(note => new Block.Line(note, Tone.Warning)),
        .. ValueList.If(record.Execution.Version != Product.Version, new Block.Line(
            $"The run is of version {record.Execution.Version} of this program, and this is {Product.Version}: other bits may come of that "
            + "alone.",
            Tone.Warning)),
    ];

    /// <summary>What came of it.</summary>
    public static IEnumerable<Block> Of(Verification verification, bool quick) =>
    [
        .. verification.Differences.Select(d => new Block.Line(Sentence(d), Tone.Bad)),
        .. verification.Notes.Select(note => new Block.Line(note, Tone.Bad)),
        verification switch
        {
            { Cancelled: true } =>
                new Block.Line($"Stopped after {verification.Epochs.Of("epoch")}; so far all is as recorded.", Tone.Warning),
            { IsVerified: false } => new Block.Line("Not verified.", Tone.Bad),
            _ when quick =>
                new Block.Line("Verified: hashes, plan, epochs, and the weights give the recorded loss and accuracy.", Tone.Good),
            _ => new Block.Line(
                $"Verified: {verification.Epochs.Of("epoch")} and the weights are those of the record, bit for bit.", Tone.Good),
        },
    ];

    /// <summary>What came of it for the network of 8 bits.</summary>
    public static IEnumerable<Block> Of(Verification verification, DeployedRun deployed) =>
    [
        .. verification.Notes.Select(note => new Block.Line(note, Tone.Bad)),
        verification.IsVerified
            ? new Block.Line(
                $"Verified: the network of 8 bits and its logits of {deployed.Score.Total.Of("image")} are those of {RunFileNames.Int8}, "
                + $"bit for bit; it reads {deployed.Score.Percent.Percent()}, the trained one {deployed.Trained.Percent.Percent()}.",
                Tone.Good)
            : new Block.Line("Not verified.", Tone.Bad),
    ];

    private static string Doing(VerifyRequest request) => request.Numbers == NumberFormat.Int8 ? "making its network of 8 bits again"
        : request.Quick ? "evaluating its weights again"
        : "training it again";

    private static string Sentence(EpochDifference d) =>
        $"Epoch {d.Epoch} differs: {Name(d.Figure)} is {d.Repeated:R} and was {d.Recorded:R}.";

    private static string Name(EpochFigure figure) => figure switch
    {
        EpochFigure.LearningRate => "the learning rate",
        EpochFigure.TrainLoss => "the training loss",
        EpochFigure.TrainCorrect => "the number of training images classified correctly",
        EpochFigure.HeldOutLoss => "the loss of the images held out",
        EpochFigure.HeldOutCorrect => "the number of held-out images classified correctly",
    };
}
