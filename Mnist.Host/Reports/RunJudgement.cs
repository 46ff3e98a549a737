using Mnist.Host.Runs;
using Mnist.Host.Wording;

namespace Mnist.Host.Reports;

/// <summary>What a run's figures are worth.</summary>
internal static class RunJudgement
{
    /// <summary>Whether the target is met, and why not.</summary>
    public static IEnumerable<Block.Line> Of(RunRecord record) =>
    [
        .. Verdict(record),
        .. (record.OwnLength?.TargetChanges(record.Plan) ?? []).Select(change => new Block.Line(change, Tone.Warning)),
    ];

    private static IEnumerable<Block.Line> Verdict(RunRecord record) => record switch
    {
        { Verdict.Met: true, Plan.Target.Accuracy: { } accuracy } =>
            [new Block.Line(
                $"Target met: {accuracy.Exact()} % in all of the last {record.Plan.Target.LastEpochs.Of("epoch")}.", Tone.Good)],
        { Verdict.Met: true } => [new Block.Line("Finished; the plan asks for no accuracy.", Tone.Good)],
        _ =>
        [
            new Block.Line(record.Cancelled ? "Cancelled" : "Target missed", Tone.Bad),
            .. record.Verdict.Reasons.Select(r => new Block.Line($"  {r.Sentence()}", Tone.Bad)),
        ],
    };

    /// <summary>Said wherever figures are shown that are not MNIST's.</summary>
    public static string NotMnist(DataRecord data) =>
        data.Name == DataSource.Synthetic ? DataSource.Warning : $"{data.Name} is not MNIST: these figures are not figures of MNIST.";
}
