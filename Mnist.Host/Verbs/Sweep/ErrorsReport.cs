using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>What the seeds of each plan lose, for people.</summary>
internal static class ErrorsReport
{
    private const int MostTold = 40;

    private static readonly ValueList<Column> Columns =
    [
        new("plan", Importance: 9),
        new("seeds", RightAligned: true, Importance: 6),
        new("lost by each", RightAligned: true, Importance: 8),
        new("by every seed", RightAligned: true, Importance: 9),
        new("by any", RightAligned: true, Importance: 7),
        new("their mean reads", RightAligned: true, Importance: 8),
    ];

    /// <summary>A table, what it means, and the images that are always lost; nothing where nothing was measured.</summary>
    public static IEnumerable<Block> Of(ValueList<PlanErrors> plans) => plans.Count == 0
        ? []
        :
        [
            new Block.Table(Columns, plans.Select(Row).ToValueList()),
            new Block.Line(
                "Images lost after the final epoch: by one seed in the mean, by every seed of the plan (beyond it, or labelled wrongly), "
                + "by at least one; and what the mean of the seeds' probabilities reads, in percent.",
                Tone.Muted),
            .. plans.Select(plan => new Block.Line(Always(plan), Tone.Muted)),
        ];

    private static ValueList<Cell> Row(PlanErrors plan) =>
    [
        new(plan.Plan.Plan.Name, Tone.Strong),
        plan.Errors.Seeds.Grouped(),
        plan.Errors.Mean.Fixed(1),
        plan.Errors.Always.Count.Grouped(),
        plan.Errors.Ever.Grouped(),
        plan.Errors.Average.Percent.Fixed(2),
    ];

    private static string Always(PlanErrors plan)
    {
        var images = plan.Errors.Always;
        var rest = images.Count > MostTold ? $" and {(images.Count - MostTold).Of("other")}" : "";
        return images.Count == 0
            ? $"{plan.Plan.Plan.Name}: no image is lost by every seed."
            : $"{plan.Plan.Plan.Name} loses with every seed: {(images.Count == 1 ? "image" : "images")} "
                + $"{string.Join(", ", images.Take(MostTold))}{rest}, counted from 0.";
    }
}
