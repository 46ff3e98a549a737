using Mnist.Host.Pages.Parts;
using Mnist.Host.Presentation.Charts;

namespace Mnist.Host.Pages.Sections;

/// <summary>
/// The charts of this field: what accuracy costs in parameters, in multiply-adds and in a device's memory, next to what was published.
/// </summary>
internal static class FrontCharts
{
    private const int PublishedColour = 8;

    /// <summary>A published system of many times the size would press all others together.</summary>
    private const double MostTimesLarger = 4;

    public static Html Of(ValueList<PlanGroup> groups)
    {
        var ended = groups.Where(group => group.Sweep is not null).ToValueList();
        var published = Published(ended);
        var rings = published.Count > 0 ? " Rings: what authors published, one seed and its best epoch." : "";
        return ended.Count == 0 ? Html.Empty : Html.Of($"""
            <div class="charts">{Figure("Accuracy against parameters", "parameter", ended, plan => plan.Parameters, published)}{Figure("Accuracy against multiply-adds", "multiply-add", ended, plan => plan.Macs, [])}{OnDevice(ended)}</div>
            <p class="muted">Points: the mean of the last epochs, over seeds; bars: Student's interval of it at 95 %, for a single seed Wilson's of its
            last epoch. The line joins the plans that no other one is ahead of.{rings}
            Flash and RAM: constants and memory of the network in 8 bits on a small device, without code and stack; the accuracy is the trained
            network's.</p>
            """);
    }

    /// <summary>None of networks that are beyond all devices.</summary>
    private static Html OnDevice(ValueList<PlanGroup> groups)
    {
        var networks = groups
            .Select(group => (Group: group, Network: DeploymentCalculator.Of(
                group.Plan.Plan.Architecture, group.Plan.Summary, NumberFormat.Int8)))
            .Where(pair => pair.Network is not null)
            .ToDictionary(pair => pair.Group.Sweep!.Plan, pair => pair.Network!);
        var known = groups.Where(group => networks.ContainsKey(group.Sweep!.Plan)).ToValueList();
        return known.Count == 0 ? Html.Empty : Html.Of($"""
            {Figure("Accuracy against RAM on a device", "byte", known, plan => networks[plan.Plan].RamBytes, [])}{Figure("Accuracy against flash on a device", "byte", known, plan => networks[plan.Plan].FlashBytes, [])}
            """);
    }

    private static Html Figure(
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
        var chart = new ScatterChart(
            title,
            Axes.Counts(noun, marks.Select(mark => mark.X)),
            Axes.Accuracy(marks.Select(mark => mark.Y), margin: 0.25), // the interval of two seeds may be as wide as all plans together
            marks);
        return PageParts.Figure(title, chart.Svg(),
        [
            .. groups.Select(group => (group.Name, group.Colour)),
            .. published.Count > 0 ? [("published", PublishedColour)] : Enumerable.Empty<(string, int)>(),
        ]);
    }

    private static Mark Mark(PlanGroup group, Func<PlanSweep, long> size)
    {
        var (sweep, images) = (group.Sweep!, group.Runs[0].Record.Data.HeldOutImages);
        var interval = sweep.LastMean.PercentInterval() ?? sweep.FinalInterval;
        return new(group.Name, group.Colour, Math.Max(1, size(sweep)), Axes.Error(sweep.LastMean.Mean, images))
        {
            Interval = (Axes.Error(interval.Lower, images), Axes.Error(interval.Upper, images)),
        };
    }

    /// <summary>None where there is nothing to compare with, or the figures are not MNIST's.</summary>
    private static ValueList<PublishedResult> Published(ValueList<PlanGroup> groups) =>
        groups.Count > 0 && groups.All(group => group.Runs.All(run => run.Record.Data is { IsMnist: true, HeldOut: HeldOutSplit.Test }))
            ? PublishedResult.All
                .Where(result => result.Parameters <= MostTimesLarger * groups.Max(group => group.Sweep!.Parameters))
                .ToValueList()
            : [];
}
