using Mnist.Host.Plans;

namespace Mnist.Host.Verbs.Diff;

/// <summary>The difference of two plans for people.</summary>
internal static class DiffReport
{
    public static IEnumerable<Block> Of(PlanDifference difference) =>
    [
        new Block.Line($"{difference.Before.Name} against {difference.After.Name}:", Tone.Strong),
        .. difference.IsEmpty
            ? [new Block.Line("  no difference but for name and description.", Tone.Good)]
            : difference.Sentences.ToList().Lines("difference", sentence => sentence).Select(line => new Block.Line($"  {line}")),
        .. ValueList.If(difference.Layers.ByPosition, new Block.Line(
            $"  More than {LayerDifference.MostAligned.Of("layer")} differ, so each was compared with the one at its place.", Tone.Muted)),
        Costs(difference),
    ];

    private static Block.Table Costs(PlanDifference difference)
    {
        var (before, after) = (NetworkFigures.Of(difference.Before), NetworkFigures.Of(difference.After));
        ValueList<Cell> Row(string name, Func<NetworkFigures, long?> figure) => DiffReport.Row(
            name, before is null ? null : figure(before), after is null ? null : figure(after));
        return new(
            [
                new(""),
                new(difference.Before.Name, RightAligned: true),
                new(difference.After.Name, RightAligned: true),
                new("difference", RightAligned: true, Importance: 8),
            ],
            [
                Row("trainable parameters", f => f.Parameters),
                Row("running values", f => f.NonTrainable),
                Row("multiply-adds an image", f => f.Macs),
                Row("receptive field", f => f.ReceptiveField),
                Row("rows or columns that count", f => f.Seen),
                Row("activations an image, bytes", f => f.ActivationBytes),
                Row("training, every layer kept, bytes", f => f.TrainingBytes),
                Row("flash of a device, bytes", f => f.FlashBytes),
                Row("RAM of a device, bytes", f => f.RamBytes),
            ]);
    }

    private static ValueList<Cell> Row(string name, long? before, long? after) =>
    [
        name,
        before?.Grouped() ?? "-",
        after?.Grouped() ?? "-",
        (after - before) switch
        {
            null => "-",
            0 => new Cell("same", Tone.Muted),
            > 0 and var more => $"+{more.Grouped()}",
            { } fewer => fewer.Grouped(),
        },
    ];
}
