using Mnist.Host.Pages.Parts;
using Mnist.Host.Reports;

namespace Mnist.Host.Pages.Sections;

/// <summary>Several runs beside one another: the seeds of one plan together, plans against one another.</summary>
internal static class ComparisonSection
{
    private static readonly ValueList<Column> PlanColumns =
    [
        new("plan"),
        new("parameters", RightAligned: true, Importance: 4),
        new("multiply-adds", RightAligned: true, Importance: 3),
        new("seeds that met it", RightAligned: true),
        new("worst of last", RightAligned: true),
        new("mean of last", RightAligned: true),
        new("95 % of the mean", RightAligned: true, Importance: 4),
        new("last epoch", RightAligned: true, Importance: 4),
    ];

    private static readonly ValueList<Column> RunColumns =
    [
        new("plan"),
        new("seed", RightAligned: true),
        new("target"),
        new("worst of last", RightAligned: true),
        new("mean of last", RightAligned: true),
        new("last epoch", RightAligned: true),
        new("epochs", RightAligned: true, Importance: 4),
        new("seconds", RightAligned: true, Importance: 4),
    ];

    public static Html Of(ValueList<PlanGroup> groups) => PageParts.Section(
        "Comparison",
        [
            .. ValueList.If(!SameImages(groups), Warning(
                "These runs were not measured on the same images: their accuracies cannot be compared.")),
            .. ValueList.If(
                groups.Any(g => g.Runs.Any(r => !r.Record.Data.IsMnist)), Warning("Not all of these figures are figures of MNIST.")),
            FrontCharts.Of(groups),
            BlockHtml.Table(
                "Plans over their seeds; accuracies in percent, mean ± standard deviation over seeds, Student's interval of the mean, "
                    + "cut at 100",
                PlanColumns,
                groups.Select(Row)),
            .. ValueList.If(SameImages(groups), Differences(groups)),
            .. ValueList.If(groups.Any(g => g.Runs.Any(r => r.Int8 is not null)), DeviceSection.Table(
                groups.SelectMany(g => g.Runs, (g, r) => (g.Named, r)))),
        ]);

    /// <summary>Every run, with the way to its own page.</summary>
    public static Html RunByRun(ValueList<PlanGroup> groups) => PageParts.Section(
        "Run by run",
        BlockHtml.Table("Accuracies in percent; each seed leads to its run", RunColumns, groups.SelectMany(g => g.Runs, Row)));

    private static Html Differences(ValueList<PlanGroup> groups) =>
        SweepDifference.OfBaseline(groups.Select(g => g.Sweep).OfType<PlanSweep>().ToValueList()) is { Count: > 0 } found
            ? BlockHtml.Of(DifferenceTable.Of(found, groups.ToDictionary(g => g.Plan.Plan, g => g.Name)))
            : Html.Empty;

    private static Html Warning(string text) => BlockHtml.Line(new(text, Tone.Warning));

    private static bool SameImages(ValueList<PlanGroup> groups) =>
        groups
            .SelectMany(g => g.Runs)
            .Select(r => (r.Record.Data.Hash, r.Record.Data.HeldOut, r.Record.Data.HeldOutImages))
            .Distinct()
            .Count() == 1;

    private static ValueList<Html> Row(PlanGroup group)
    {
        var (summary, sweep) = (group.Plan.Summary, group.Sweep);
        return
        [
            group.Named,
            Html.Text(summary.Parameters.Trainable.Grouped()),
            Html.Text(summary.Macs.Grouped()),
            Html.Of($"{sweep?.Met ?? 0} of {group.Runs.Count}"),
            Html.Text(sweep is null ? "-" : $"{sweep.LastMinimum.Min:F2}"),
            Html.Text(sweep is null ? "-" : Spread(sweep.LastMean)),
            Html.Text(sweep?.LastMean.PercentInterval() is { } interval ? $"{interval.Lower:F2} to {interval.Upper:F2}" : "-"),
            Html.Text(sweep is null ? "-" : Spread(sweep.Final)),
        ];
    }

    private static ValueList<Html> Row(PlanGroup group, ReportedRun run) =>
    [
        group.Named,
        run.Link is { } link ? Html.Of($"""<a href="{link}">{run.Record.Seed}</a>""") : Html.Of($"{run.Record.Seed}"),
        Html.Of($"""<span class="{(run.Record.Verdict.Met ? "good" : "bad")}">{(run.Record.Verdict.Met ? "met" : run.Record.Cancelled ? "cancelled" : "missed")}</span>"""),
        Html.Text(run.Record.LastEpochs is { } worst ? $"{worst.Min:F2}" : "-"),
        Html.Text(run.Record.LastEpochs is { } last ? $"{last.Mean:F2}" : "-"),
        Html.Text(run.Record.Epochs.Count > 0 ? $"{run.Record.Epochs[^1].HeldOut.Percent:F2}" : "-"),
        Html.Of($"{run.Record.Epochs.Count}"),
        Html.Text($"{run.Record.Execution.Seconds:F1}"),
    ];

    private static string Spread(SeedStatistics figure) =>
        figure.StandardDeviation is { } deviation ? $"{figure.Mean:F2} ± {deviation:F3}" : $"{figure.Mean:F2}";
}
