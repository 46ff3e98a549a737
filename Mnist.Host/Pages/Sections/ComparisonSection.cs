using Mnist.Host.Pages.Parts;
using Mnist.Host.Presentation.Charts;

namespace Mnist.Host.Pages.Sections;

/// <summary>Several runs beside one another: the seeds of one plan together, plans against one another.</summary>
internal static class ComparisonSection
{
    private const int Colours = 8;

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

    /// <summary>The runs of one plan.</summary>
    /// <param name="Name">The plan's, told apart from others of that name.</param>
    /// <param name="Colour">1 to 8.</param>
    /// <param name="Runs">At least one.</param>
    internal sealed record Group(string Name, int Colour, ValueList<ReportedRun> Runs)
    {
        public CheckedPlan Plan => Runs[0].Run.Plan;

        /// <summary>The figures over seeds; null where no run came to its end.</summary>
        public PlanSweep? Sweep => RunSummary.OfEnded(Runs.Select(r => r.Record)) is { Count: > 0 } whole
            ? PlanSweep.Of(Plan, whole)
            : null;
    }

    /// <summary>Runs by their plans, in the order given.</summary>
    public static ValueList<Group> Groups(ValueList<ReportedRun> runs)
    {
        var groups = runs.GroupBy(r => r.Record.PlanHash, StringComparer.Ordinal).Select(g => g.ToValueList()).ToList();
        var names = groups.CountBy(g => g[0].Record.Plan.Name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return groups.Select((g, i) => new Group(
            names[g[0].Record.Plan.Name] == 1 ? g[0].Record.Plan.Name : $"{g[0].Record.Plan.Name} ({g[0].Record.PlanHash[..6]})",
            (i % Colours) + 1,
            g)).ToValueList();
    }

    public static Html Of(ValueList<Group> groups) => PageParts.Section(
        "Comparison",
        [
            .. ValueList.If(!SameImages(groups), Warning(
                "These runs were not measured on the same images: their accuracies cannot be compared.")),
            .. ValueList.If(
                groups.Any(g => g.Runs.Any(r => !r.Record.Data.IsMnist)), Warning("Not all of these figures are figures of MNIST.")),
            BlockHtml.Table(
                "Plans over their seeds; accuracies in percent, mean ± standard deviation over seeds, Student's interval of the mean",
                PlanColumns,
                groups.Select(Row)),
            Html.Of($"""<div class="charts">{Accuracy(groups)}{Loss(groups)}</div>"""),
            BlockHtml.Table("Run by run; accuracies in percent", RunColumns, groups.SelectMany(g => g.Runs, Row)),
            .. ValueList.If(groups.Any(g => g.Runs.Any(r => r.Int8 is not null)), DeviceSection.Table(
                groups.SelectMany(g => g.Runs, (g, r) => (Name(g), r)))),
        ]);

    private static Html Warning(string text) => BlockHtml.Line(new(text, Tone.Warning));

    private static bool SameImages(ValueList<Group> groups) =>
        groups
            .SelectMany(g => g.Runs)
            .Select(r => (r.Record.Data.Hash, r.Record.Data.HeldOut, r.Record.Data.HeldOutImages))
            .Distinct()
            .Count() == 1;

    private static ValueList<Html> Row(Group group)
    {
        var (summary, sweep) = (group.Plan.Summary, group.Sweep);
        return
        [
            Name(group),
            Html.Text(summary.Parameters.Trainable.Grouped()),
            Html.Text(summary.Macs.Grouped()),
            Html.Of($"{sweep?.Met ?? 0} of {group.Runs.Count}"),
            Html.Text(sweep is null ? "-" : $"{sweep.LastMinimum.Min:F2}"),
            Html.Text(sweep is null ? "-" : Spread(sweep.LastMean)),
            Html.Text(sweep?.LastMean.MeanInterval() is { } interval ? $"{interval.Lower:F2} to {interval.Upper:F2}" : "-"),
            Html.Text(sweep is null ? "-" : Spread(sweep.Final)),
        ];
    }

    private static ValueList<Html> Row(Group group, ReportedRun run) =>
    [
        Name(group),
        Html.Of($"{run.Record.Seed}"),
        Html.Of($"""<span class="{(run.Record.Verdict.Met ? "good" : "bad")}">{(run.Record.Verdict.Met ? "met" : run.Record.Cancelled ? "cancelled" : "missed")}</span>"""),
        Html.Text(run.Record.LastEpochs is { } worst ? $"{worst.Min:F2}" : "-"),
        Html.Text(run.Record.LastEpochs is { } last ? $"{last.Mean:F2}" : "-"),
        Html.Text(run.Record.Epochs.Count > 0 ? $"{run.Record.Epochs[^1].HeldOut.Percent:F2}" : "-"),
        Html.Of($"{run.Record.Epochs.Count}"),
        Html.Text($"{run.Record.Execution.Seconds:F1}"),
    ];

    private static Html Name(Group group) => Html.Of($"""<span class="named s{group.Colour}">{group.Name}</span>""");

    private static Html Accuracy(ValueList<Group> groups)
    {
        static double Left(EpochResult e) => Axes.Error(e.HeldOut.Percent, e.HeldOut.Total);
        var targets = groups.Select(g => g.Plan.Plan.Target.Accuracy).Distinct().ToList();
        var level = targets.Count == 1 ? CurvesSection.TargetLevel(groups[0].Plan.Plan, groups[0].Runs[0].Record.Data.HeldOutImages) : null;
        var values = Values(groups, Left);
        return Figure(groups, new LineChart(
            "Accuracy on the images held out, after each epoch",
            Axes.Epochs(Longest(groups)),
            Axes.Accuracy(level is null ? values : values.Append(level.Y)),
            Curves(groups, Left))
        {
            Areas = Areas(groups, Left),
            Level = level,
        });
    }

    private static Html Loss(ValueList<Group> groups) => Figure(groups, new LineChart(
        "Loss on the images held out, after each epoch",
        Axes.Epochs(Longest(groups)),
        Axes.Loss(Values(groups, e => e.HeldOutLoss)),
        Curves(groups, e => e.HeldOutLoss))
    {
        Areas = Areas(groups, e => e.HeldOutLoss),
    });

    private static Html Figure(ValueList<Group> groups, LineChart chart) => PageParts.Figure(
        chart,
        groups.Select(g => (g.Runs.Count == 1 ? $"{g.Name}, seed {g.Runs[0].Record.Seed}" : $"{g.Name}: median and range of "
            + $"{g.Runs.Count} seeds", g.Colour)).ToValueList());

    private static int Longest(ValueList<Group> groups) => groups.Max(g => g.Runs.Max(r => r.Record.Epochs.Count));

    private static IEnumerable<double> Values(ValueList<Group> groups, Func<EpochResult, double> figure) =>
        groups.SelectMany(g => g.Runs).SelectMany(r => r.Record.Epochs).Select(figure);

    private static ValueList<Curve> Curves(ValueList<Group> groups, Func<EpochResult, double> figure) =>
        groups
            .Select(g => new Curve(g.Name, g.Colour, ByEpoch(g, figure).Select(e => ((double)e.Epoch, e.Over.Median)).ToValueList()))
            .ToValueList();

    private static ValueList<Area> Areas(ValueList<Group> groups, Func<EpochResult, double> figure) => groups
        .Where(g => g.Runs.Count > 1)
        .Select(g => new Area(g.Colour, ByEpoch(g, figure).Select(e => ((double)e.Epoch, e.Over.Min, e.Over.Max)).ToValueList()))
        .ToValueList();

    /// <summary>The seeds that came so far, epoch by epoch.</summary>
    private static IEnumerable<(int Epoch, SeedStatistics Over)> ByEpoch(Group group, Func<EpochResult, double> figure) => group.Runs
        .SelectMany(r => r.Record.Epochs)
        .GroupBy(e => e.Epoch)
        .OrderBy(e => e.Key)
        .Select(e => (e.Key, new SeedStatistics(e.Select(figure).ToValueList())));

    private static string Spread(SeedStatistics figure) =>
        figure.StandardDeviation is { } deviation ? $"{figure.Mean:F2} ± {deviation:F3}" : $"{figure.Mean:F2}";
}
