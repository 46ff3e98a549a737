using Mnist.Host.Pages.Parts;
using Mnist.Host.Presentation.Charts;

namespace Mnist.Host.Pages.Sections;

/// <summary>
/// The charts of this field: what accuracy costs in parameters, in multiply-adds and in a device's memory, next to what was published.
/// </summary>
internal static class FrontCharts
{
    private const int PublishedColour = 8;

    /// <summary>How many times the least error of an axis its largest is, at least.</summary>
    private const double LeastRatio = 2;

    /// <summary>A published system of many times the size would press all others together.</summary>
    private const double MostTimesLarger = 4;

    public static Html Of(ValueList<PlanGroup> groups)
    {
        var ended = groups.Where(group => group.Sweep is not null).ToValueList();
        return ended.Count == 0 ? Html.Empty : OfEnded(ended);
    }

    private static Html OfEnded(ValueList<PlanGroup> ended)
    {
        var published = Published(ended);
        ValueList<ScatterChart> charts =
        [
            Chart("Accuracy against parameters", "parameter", ended, plan => plan.Parameters, published),
            Chart("Accuracy against multiply-adds", "multiply-add", ended, plan => plan.Macs, []),
            .. OnDevice(ended),
        ];
        var line = charts.Any(chart => chart.DrawsFront) ? " The line joins the plans that no other one is ahead of." : "";
        var rings = published.Count > 0 ? " Rings: what authors published, one seed and its best epoch." : "";
        return Html.Of($"""
            <div class="charts">{charts.Select(chart => Figure(chart, ended))}</div>
            <p class="muted">Points: the mean of the last epochs, over seeds; bars: Student's interval of it at 95 %, for a single seed Wilson's of its
            last epoch; an arrow: it goes on beyond the plot; none: it is wider than the plot.{line}{rings}
            Flash and RAM: constants and memory of the network in 8 bits on a small device, without code and stack; the accuracy is the trained
            network's.</p>
            """);
    }

    /// <summary>None of networks that are beyond all devices.</summary>
    private static ValueList<ScatterChart> OnDevice(ValueList<PlanGroup> groups)
    {
        var networks = groups
            .Select(group => (Group: group, Network: DeploymentCalculator.Of(
                group.Plan.Plan.Architecture, group.Plan.Summary, NumberFormat.Int8)))
            .Where(pair => pair.Network is not null)
            .ToDictionary(pair => pair.Group.Sweep!.Plan, pair => pair.Network!);
        var known = groups.Where(group => networks.ContainsKey(group.Sweep!.Plan)).ToValueList();
        return known.Count == 0
            ? []
            :
            [
                Chart("Accuracy against RAM on a device", "byte", known, plan => networks[plan.Plan].RamBytes, []),
                Chart("Accuracy against flash on a device", "byte", known, plan => networks[plan.Plan].FlashBytes, []),
            ];
    }

    private static ScatterChart Chart(
        string title, string noun, ValueList<PlanGroup> groups, Func<PlanSweep, long> size, ValueList<PublishedResult> published)
    {
        ValueList<Mark> marks =
        [
            .. published.Select(result => new Mark(result.Plan, PublishedColour, result.Parameters, 100 - result.BestTest)
            {
                IsHollow = true,
                Note = ", as published",
            }),
            .. groups.Select(group => Mark(group, size)),
        ];
        return new(
            title,
            Axes.Counts(noun, marks.Select(mark => mark.X)),
            Axes.Accuracy(AtLeast(marks.Select(mark => mark.Y)), margin: 0.25),
            marks);
    }

    /// <summary>
    /// The points' errors and, where they are close together, some around them: the interval of two seeds may be as wide as all plans
    /// together, and a plan alone has no range.
    /// </summary>
    private static IEnumerable<double> AtLeast(IEnumerable<double> errors)
    {
        var points = errors.ToList();
        var middle = Math.Sqrt(points.Min() * points.Max());
        return [.. points, middle / Math.Sqrt(LeastRatio), Math.Min(100, middle * Math.Sqrt(LeastRatio))];
    }

    private static Html Figure(ScatterChart chart, ValueList<PlanGroup> groups) => PageParts.Figure(chart.Title, chart.Svg(),
    [
        .. groups
            .Where(group => chart.Marks.Any(mark => !mark.IsHollow && mark.Name == group.Name))
            .Select(group => new LegendEntry(group.Name, group.Colour, LegendSign.Dot)),
        .. ValueList.If(chart.Marks.Any(mark => mark.IsHollow), new LegendEntry("published", PublishedColour, LegendSign.Ring)),
    ]);

    private static Mark Mark(PlanGroup group, Func<PlanSweep, long> size)
    {
        var (sweep, images) = (group.Sweep!, group.Runs[0].Record.Data.HeldOutImages);
        var interval = sweep.LastMean.PercentInterval() ?? sweep.FinalInterval;
        return new(group.Name, group.Colour, Math.Max(1, size(sweep)), Axes.Error(sweep.LastMean.Mean, images))
        {
            Interval = (Axes.Error(interval.Lower, images), Axes.Error(interval.Upper, images)),
        };
    }

    /// <summary>None where the figures are not all of MNIST's test images.</summary>
    private static ValueList<PublishedResult> Published(ValueList<PlanGroup> groups) =>
        groups.All(group => group.Runs.All(run => run.Record.Data is { IsMnist: true, HeldOut: HeldOutSplit.Test }))
            ? PublishedResult.All
                .Where(result => result.Parameters <= MostTimesLarger * groups.Max(group => group.Sweep!.Parameters))
                .ToValueList()
            : [];
}
