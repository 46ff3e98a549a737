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
        ValueList<Column> columns =
        [
            new(""),
            new(difference.Before.Name, RightAligned: true),
            new(difference.After.Name, RightAligned: true),
            new("difference", RightAligned: true, Importance: 8),
        ];
        return new(
            columns,
            [
                Row("trainable parameters", difference, s => s.Parameters.Trainable),
                Row("multiply-adds an image", difference, s => s.Macs),
                Row("receptive field", difference, s => s.Field.Size),
                Row(
                    "activations an image, bytes",
                    difference,
                    s => CostCalculator.Memory(s, difference.Before.Training).ActivationsBytesPerImage),
            ]);
    }

    private static ValueList<Cell> Row(string name, PlanDifference difference, Func<Summary, long> figure)
    {
        var before = difference.SummaryBefore is { } first ? figure(first) : (long?)null;
        var after = difference.SummaryAfter is { } second ? figure(second) : (long?)null;
        return
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
}
