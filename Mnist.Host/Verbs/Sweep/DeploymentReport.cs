using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>What the networks of 8 bits of a sweep read, for people.</summary>
internal static class DeploymentReport
{
    private static readonly ValueList<Column> Columns =
    [
        new("plan", Importance: 9),
        new("weights, bytes", RightAligned: true, Importance: 4),
        new("flash, bytes", RightAligned: true, Importance: 6),
        new("RAM, bytes", RightAligned: true, Importance: 6),
        new("8 bits", RightAligned: true, Importance: 9),
        new("float32", RightAligned: true, Importance: 7),
        new("points lost", RightAligned: true, Importance: 8),
        new("read alike", RightAligned: true, Importance: 3),
    ];

    /// <summary>A table and what it means; nothing where none was measured.</summary>
    public static IEnumerable<Block> Of(ValueList<PlanDeployment> plans) => plans.Count == 0
        ? []
        :
        [
            new Block.Table(Columns, plans.Select(Row).ToValueList()),
            new Block.Line(
                $"In integers of 8 bits, ranges from the first {plans[0].CalibrationImages.Of("training image")}; accuracies after the "
                + "final epoch in percent, mean and standard deviation over the seeds; flash and RAM without code and stack.",
                Tone.Muted),
        ];

    private static ValueList<Cell> Row(PlanDeployment plan) =>
    [
        new(plan.Plan.Plan.Name, Tone.Strong),
        plan.Network.WeightBytes.Grouped(),
        plan.Network.FlashBytes.Grouped(),
        plan.Network.RamBytes.Grouped(),
        SweepReport.Spread(plan.Accuracy),
        SweepReport.Spread(plan.Trained),
        SweepReport.Spread(plan.Lost),
        SweepReport.Spread(plan.Alike),
    ];
}
