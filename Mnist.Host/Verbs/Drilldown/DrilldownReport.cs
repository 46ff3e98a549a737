using Mnist.Host.Reports;
using Mnist.Host.Runs;
using Mnist.Host.Sweeps;
using Mnist.Host.Wording;

namespace Mnist.Host.Verbs.Drilldown;

/// <summary>A drill-down as its authors write one: Target, Result and Analysis of every step, all of it from plans and runs.</summary>
internal static class DrilldownReport
{
    /// <summary>The published figures have columns where there are any.</summary>
    private static ValueList<Column> OverviewColumns(bool hasPublished) =>
    [
        new("step", Importance: 9),
        new("parameters", RightAligned: true, Importance: 6),
        new("best train", RightAligned: true, Importance: 4),
        .. ValueList.If(hasPublished, new Column("published", RightAligned: true, Importance: 3)),
        new("best test", RightAligned: true, Importance: 8),
        .. ValueList.If(hasPublished, new Column("published", RightAligned: true, Importance: 7)),
        new("min of last", RightAligned: true, Importance: 8),
        new("mean of last", RightAligned: true, Importance: 9),
        new("final", RightAligned: true, Importance: 4),
        new("seeds", RightAligned: true, Importance: 2),
        new("seconds a run", RightAligned: true, Importance: 1),
    ];

    private static readonly ValueList<Column> TargetColumns = [new("asked for"), new("measured"), new("target")];

    private static ValueList<Column> FigureColumns(bool hasPublished) =>
    [
        new("figure"),
        new("measured", RightAligned: true),
        .. ValueList.If(hasPublished, new Column("published", RightAligned: true)),
    ];

    /// <summary>The whole document.</summary>
    /// <param name="name">Of the drill-down, such as "eva6".</param>
    /// <param name="steps">At least one, in order.</param>
    /// <param name="outcome">Where they come from.</param>
    public static IEnumerable<Block> Of(string name, ValueList<DrilldownStep> steps, SweepOutcome outcome) =>
    [
        new Block.Heading(Title(name), 1),
        .. Summary(steps, outcome),
        .. steps.SelectMany(Step),
    ];

    /// <summary>The name of the whole.</summary>
    public static string Title(string name) => $"Drill-down {name}";

    /// <summary>The name of a step.</summary>
    public static string Title(DrilldownStep step) => $"{step.Original.Name}: {step.Original.Description}";

    /// <summary>The table of all steps.</summary>
    public static IEnumerable<Block> Summary(ValueList<DrilldownStep> steps, SweepOutcome outcome)
    {
        var hasPublished = steps.Any(step => step.Published is not null);
        return
        [
            new Block.Table(OverviewColumns(hasPublished), steps.Select(step => Row(step, hasPublished)).ToValueList()),
            new Block.Line("Accuracies in percent, medians over the seeds; the minimum is that of all seeds. The best of all epochs is "
                + $"chosen by what it is measured on: it is {(hasPublished ? "there to compare with what was published" : "no result")}.",
                Tone.Muted),
            new Block.Line(SweepProvenance.Of(outcome), Tone.Muted),
            .. ValueList.If(
                steps.Any(step => !step.Sweep.Runs[0].Data.IsMnist), new Block.Line("These are not figures of MNIST.", Tone.Warning)),
        ];
    }

    /// <summary>What a step set out to do, and what of it was met.</summary>
    public static IEnumerable<Block> Target(DrilldownStep step) =>
    [
        new Block.Heading("Target", 3),
        .. ValueList.If<Block>(step.Aims.Count > 0, new Block.Table(TargetColumns, [.. step.Aims.Select(Row)])),
        .. step.Change is { } change
            ? [new Block.Items(
                [$"Against {step.Before!.Original.Name}: {(change.IsEmpty ? "no change" : string.Join("; ", change.Sentences))}."])]
            : Enumerable.Empty<Block>(),
    ];

    /// <summary>Its result, next to what was published where anything was.</summary>
    public static IEnumerable<Block> Result(DrilldownStep step) =>
        [new Block.Heading("Result", 3), new Block.Table(FigureColumns(step.Published is not null), [.. Measured(step)])];

    /// <summary>What follows from that.</summary>
    public static IEnumerable<Block> Analysis(DrilldownStep step) =>
        [new Block.Heading("Analysis", 3), new Block.Items([.. Conclusions(step)])];

    private static IEnumerable<Block> Step(DrilldownStep step) =>
        [new Block.Heading(Title(step), 2), .. Target(step), .. Result(step), .. Analysis(step)];

    private static ValueList<Cell> Row(DrilldownAim aim) =>
        [aim.Asked, aim.Measured, new(aim.Met ? "met" : "missed", aim.Met ? Tone.Good : Tone.Bad)];

    private static IEnumerable<ValueList<Cell>> Measured(DrilldownStep step)
    {
        ValueList<Cell> Row(string figure, string measured, string? published) =>
            [figure, measured, .. ValueList.If<Cell>(step.Published is not null, published ?? "-")];
        return
        [
            Row("trainable parameters", step.Sweep.Parameters.Grouped(), step.Published?.Parameters.Grouped()),
            Row("best train, median", step.Sweep.BestTrain.Median.Percent(), step.Published?.BestTrain.Percent()),
            Row("best test, median", step.Sweep.BestHeldOut.Median.Percent(), step.Published?.BestTest.Percent()),
            Row(
                $"minimum of the last {step.Sweep.Runs[0].LastEpochs.Count.Of("epoch")}, all seeds",
                step.Sweep.LastMinimum.Min.Percent(),
                null),
            Row("mean of them, median", step.Sweep.LastMean.Median.Percent(), null),
            Row("final epoch, median", step.Sweep.Final.Median.Percent(), null),
            Row("seconds a run, median", Seconds(step.Sweep), null),
        ];
    }

    /// <summary>What follows from the figures, one sentence each.</summary>
    public static IEnumerable<string> Conclusions(DrilldownStep step) =>
    [
        .. step.OverBudget.Select(error => $"Not a solution: {error.Message().Sentence}"),
        step.Sweep.Met == step.Sweep.Runs.Count
            ? $"Accuracy target met on {(step.Sweep.Runs.Count == 1 ? "its seed" : $"all {step.Sweep.Runs.Count} seeds")}."
            : $"Accuracy target missed: met on {step.Sweep.Met} of {step.Sweep.Runs.Count.Of("seed")}.",
        .. step.Diagnosis.Observations.Select(observation => observation.Sentence(step.Median.Data.HeldOut)),
        .. step.Against is { } pair ? [Gain(step, pair)] : Enumerable.Empty<string>(),
        .. step.Published is { } published ? [NextToPublished(step.Sweep, published)] : Enumerable.Empty<string>(),
    ];

    private static string Gain(DrilldownStep step, PlanComparison pair)
    {
        var before = step.Before!.Sweep;
        return $"Against {step.Before.Original.Name}: {(step.Sweep.LastMean.Median - before.LastMean.Median).Signed(2)} points of the mean "
            + $"over the last epochs and {(step.Sweep.BestHeldOut.Median - before.BestHeldOut.Median).Signed(2)} of the best, with "
            + $"{MoreOrFewer(step.Sweep.Parameters - before.Parameters)}. Of the same images {pair.Test.OnlySecond.Grouped()} are read by "
            + $"this step only and {pair.Test.OnlyFirst.Grouped()} by the one before only (McNemar p "
            + $"{(pair.Test.PValue < Numbers.LeastProbability ? "" : "= ")}{pair.Test.PValue.Probability()}): "
            + $"{(pair.Test.PValue < 0.05 ? "a difference" : "no difference that can be told from chance")}.";
    }

    private static string NextToPublished(PlanSweep sweep, PublishedResult published) =>
        $"Published, one seed: {published.BestTest.Percent()} at best; here "
        + $"{(sweep.BestHeldOut.Median - published.BestTest).Signed(2)} points"
        + (sweep.Runs.Count > 1 ? $", the seeds between {sweep.BestHeldOut.Min.Percent()} and {sweep.BestHeldOut.Max.Percent()}." : ".");

    private static ValueList<Cell> Row(DrilldownStep step, bool hasPublished) =>
    [
        new(step.Original.Name, Tone.Strong),
        step.Sweep.Parameters.Grouped(),
        $"{step.Sweep.BestTrain.Median:F2}",
        .. Published(hasPublished, step.Published?.BestTrain),
        $"{step.Sweep.BestHeldOut.Median:F2}",
        .. Published(hasPublished, step.Published?.BestTest),
        new($"{step.Sweep.LastMinimum.Min:F2}", step.Sweep.Met == step.Sweep.Runs.Count ? Tone.Good : Tone.Plain),
        $"{step.Sweep.LastMean.Median:F2}",
        $"{step.Sweep.Final.Median:F2}",
        step.Sweep.Runs.Count.Grouped(),
        Seconds(step.Sweep),
    ];

    private static ValueList<Cell> Published(bool hasPublished, double? accuracy) =>
        ValueList.If<Cell>(hasPublished, accuracy is { } figure ? $"{figure:F2}" : "-");

    private static string Seconds(PlanSweep sweep) =>
        $"{new SeedStatistics(sweep.Runs.Select(run => run.Execution.Seconds).ToValueList()).Median:F0}";

    private static string MoreOrFewer(long difference) => difference switch
    {
        0 => "as many parameters",
        > 0 => $"{difference.Of("parameter")} more",
        _ => $"{(-difference).Of("parameter")} fewer",
    };
}
