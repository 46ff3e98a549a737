using Mnist.Host.Reports;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>A sweep for people: one row a plan, each against the first one and the one before it, and how it was measured.</summary>
internal static class SweepReport
{
    private static readonly Column PublishedColumn = new("published best", RightAligned: true, Importance: 3)
    {
        Meaning = "the best epoch on the test images that its authors published",
    };

    private static readonly ValueList<Column> ComparisonColumns =
    [
        new("plan"),
        new("against"),
        new("only it reads", RightAligned: true, Importance: 8)
        {
            Meaning = "images that the network of this plan's median seed reads correctly, and that of the other plan does not",
        },
        new("only the other reads", RightAligned: true, Importance: 8) { Meaning = "the other way round" },
        new("p (McNemar)", RightAligned: true) { Meaning = "how probable so large a difference is between two equally good networks" },
    ];

    /// <summary>The columns of the plans.</summary>
    /// <param name="last">The epochs that the target looks at, in words.</param>
    private static ValueList<Column> Columns(string last) =>
    [
        new("plan", Importance: 9),
        new("parameters", RightAligned: true, Importance: 5),
        new("multiply-adds", RightAligned: true, Importance: 1),
        new("seeds", RightAligned: true, Importance: 6),
        new("met", RightAligned: true, Importance: 8) { Meaning = "seeds that met the target" },
        new("min of last", RightAligned: true, Importance: 8) { Meaning = $"the lowest accuracy in the {last}, of all seeds" },
        new("mean of last", RightAligned: true, Importance: 9)
        {
            Meaning = $"mean of the {last}; mean ± standard deviation over the seeds",
        },
        new("95 % of the mean", RightAligned: true, Importance: 4) { Meaning = "Student's interval of mean of last, cut at 100" },
        new("final", RightAligned: true, Importance: 7) { Meaning = "after the last epoch: mean ± standard deviation over the seeds" },
        new("Wilson 95 %", RightAligned: true, Importance: 3) { Meaning = "Wilson's interval of the median seed's final accuracy" },
        new("best (of epochs)", RightAligned: true, Importance: 2)
        {
            Meaning = "the median over the seeds of the best epoch; chosen by what it is measured on, so it is no result",
        },
    ];

    public static IEnumerable<Block> Of(SweepOutcome outcome) => outcome.Plans.Count == 0
        ? [new Block.Line("No run has ended.", Tone.Warning)]
        :
        [
            Table(outcome),
            new Block.Line("Accuracies are in percent.", Tone.Muted),
            .. HalvingReport.Of(outcome.Halvings),
            .. ValueList.If(outcome.Differences.Count > 0, DifferenceTable.Of(outcome.Differences, outcome.Labels)),
            .. Comparisons(outcome),
            new Block.Line(SweepProvenance.Of(outcome), Tone.Muted),
            .. ValueList.If(
                outcome.Plans.Any(plan => !plan.Runs[0].Data.IsMnist), new Block.Line("These are not figures of MNIST.", Tone.Warning)),
        ];

    private static Block.Table Table(SweepOutcome outcome)
    {
        var plans = outcome.Plans;
        var columns = Columns(plans[0].Runs[0].LastEpochs.Count is > 1 and var last ? $"last {last.Of("epoch")}" : "last epoch");
        ValueList<Cell> Row(PlanSweep plan) => SweepReport.Row(plan, outcome.Labels[plan.Plan]);
        var published = plans.Select(PublishedFigures.Of).ToList();
        return published.TrueForAll(result => result is null)
            ? new(columns, plans.Select(Row).ToValueList())
            : new(
                [.. columns, PublishedColumn],
                plans.Zip(published, (plan, result) => (ValueList<Cell>)[.. Row(plan), Published(result)]).ToValueList());
    }

    private static Cell Published(PublishedResult? result) => result is null ? "-" : $"{result.BestTest:F2}";

    private static IEnumerable<Block> Comparisons(SweepOutcome outcome) => outcome.Comparisons.Count == 0
        ? []
        :
        [
            new Block.Table(ComparisonColumns, outcome.Comparisons.Select(pair => Row(pair, outcome.Labels)).ToValueList()),
        ];

    private static ValueList<Cell> Row(PlanSweep plan, string label) =>
    [
        new(label, Tone.Strong),
        plan.Parameters.Grouped(),
        plan.Macs.Grouped(),
        plan.Runs.Count.Grouped(),
        new(plan.Met.Grouped(), plan.Met == plan.Runs.Count ? Tone.Good : Tone.Bad),
        $"{plan.LastMinimum.Min:F2}",
        Spread(plan.LastMean),
        plan.LastMean.PercentInterval() is { } interval ? $"{interval.Lower:F3} to {interval.Upper:F3}" : "-",
        Spread(plan.Final),
        $"{plan.FinalInterval.Lower:F2} to {plan.FinalInterval.Upper:F2}",
        $"{plan.BestHeldOut.Median:F2}",
    ];

    private static ValueList<Cell> Row(PlanComparison pair, IReadOnlyDictionary<Plan, string> labels) =>
    [
        new(labels[pair.Second.Plan], Tone.Strong),
        labels[pair.First.Plan],
        pair.Test.OnlySecond.Grouped(),
        pair.Test.OnlyFirst.Grouped(),
        pair.Test.PValue.Probability(),
    ];

    /// <summary>Mean and standard deviation over seeds.</summary>
    public static string Spread(SeedStatistics figure) =>
        figure.StandardDeviation is { } deviation ? $"{figure.Mean:F3} ± {deviation:F3}" : $"{figure.Mean:F3}";
}
