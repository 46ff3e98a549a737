using Mnist.Host.Pages.Parts;
using Mnist.Host.Presentation.Charts;

namespace Mnist.Host.Pages.Sections;

/// <summary>How the runs of several plans came to where they ended.</summary>
internal static class CurvesComparison
{
    /// <summary>None of runs of one epoch: a point is no course.</summary>
    public static Html Of(ValueList<PlanGroup> groups) => Longest(groups) < 2 ? Html.Empty : PageParts.Section(
        "Course of the training", Html.Of($"""<div class="charts">{Accuracy(groups)}{Loss(groups)}</div>"""));

    private static Html Accuracy(ValueList<PlanGroup> groups)
    {
        static double Left(EpochResult e) => Axes.Error(e.HeldOut.Percent, e.HeldOut.Total);
        var targets = groups.Select(g => g.Plan.Plan.Target.Accuracy).Distinct().ToList();
        var level = targets.Count == 1 ? CurvesSection.TargetLevel(groups[0].Plan.Plan, groups[0].Runs[0].Record.Data.HeldOutImages) : null;
        var values = Values(groups, Left);
        return Figure(groups, new LineChart(
            $"Accuracy on {Images(groups)}, after each epoch",
            Axes.Epochs(Longest(groups)),
            Axes.Accuracy(level is null ? values : values.Append(level.Y)),
            Curves(groups, Left))
        {
            Areas = Areas(groups, Left),
            Level = level,
        });
    }

    private static Html Loss(ValueList<PlanGroup> groups) => Figure(groups, new LineChart(
        $"Loss on {Images(groups)}, after each epoch",
        Axes.Epochs(Longest(groups)),
        Axes.Loss(Values(groups, e => e.HeldOutLoss)),
        Curves(groups, e => e.HeldOutLoss))
    {
        Areas = Areas(groups, e => e.HeldOutLoss),
    });

    private static Html Figure(ValueList<PlanGroup> groups, LineChart chart) => PageParts.Figure(
        chart,
        groups.Select(g => (g.Runs.Count == 1 ? $"{g.Name}, seed {g.Runs[0].Record.Seed}" : $"{g.Name}: median and range of "
            + $"{g.Runs.Count} seeds", g.Colour)).ToValueList());

    /// <summary>The images that all runs were measured on; runs of a comparison may differ in that.</summary>
    private static string Images(ValueList<PlanGroup> groups) =>
        groups.SelectMany(g => g.Runs).Select(r => r.Record.Data.HeldOut).Distinct().ToList() is [var only]
            ? $"the {only.Images()}"
            : $"{HeldOutSplit.Test.Images()} or {HeldOutSplit.Validation.Images()}";

    private static int Longest(ValueList<PlanGroup> groups) => groups.Max(g => g.Runs.Max(r => r.Record.Epochs.Count));

    private static IEnumerable<double> Values(ValueList<PlanGroup> groups, Func<EpochResult, double> figure) =>
        groups.SelectMany(g => g.Runs).SelectMany(r => r.Record.Epochs).Select(figure);

    private static ValueList<Curve> Curves(ValueList<PlanGroup> groups, Func<EpochResult, double> figure) =>
        groups
            .Select(g => new Curve(g.Name, g.Colour, ByEpoch(g, figure).Select(e => ((double)e.Epoch, e.Over.Median)).ToValueList()))
            .ToValueList();

    private static ValueList<Area> Areas(ValueList<PlanGroup> groups, Func<EpochResult, double> figure) => groups
        .Where(g => g.Runs.Count > 1)
        .Select(g => new Area(g.Colour, ByEpoch(g, figure).Select(e => ((double)e.Epoch, e.Over.Min, e.Over.Max)).ToValueList()))
        .ToValueList();

    /// <summary>The seeds that came so far, epoch by epoch.</summary>
    private static IEnumerable<(int Epoch, SeedStatistics Over)> ByEpoch(PlanGroup group, Func<EpochResult, double> figure) => group.Runs
        .SelectMany(r => r.Record.Epochs)
        .GroupBy(e => e.Epoch)
        .OrderBy(e => e.Key)
        .Select(e => (e.Key, new SeedStatistics(e.Select(figure).ToValueList())));
}
