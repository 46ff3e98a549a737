using System.Globalization;
using Mnist.Domain;

namespace Mnist.Host;

/// <summary>A sweep for people: one row a plan.</summary>
internal static class SweepReport
{
    private static readonly ValueList<Column> Columns =
    [
        new("plan", Importance: 9),
        new("parameters", RightAligned: true, Importance: 5),
        new("seeds", RightAligned: true, Importance: 6),
        new("met", RightAligned: true, Importance: 8),
        new("min of last", RightAligned: true, Importance: 8),
        new("mean of last", RightAligned: true, Importance: 9),
        new("95 % of the mean", RightAligned: true, Importance: 4),
        new("final", RightAligned: true, Importance: 7),
        new("Wilson 95 %", RightAligned: true, Importance: 3),
        new("best (of epochs)", RightAligned: true, Importance: 2),
    ];

    public static IEnumerable<Block> Of(ValueList<PlanSweep> plans) => plans.Count == 0
        ? [new Block.Line("No run has ended.", Tone.Warning)]
        :
        [
            new Block.Table(Columns, plans.Select(Row).ToValueList()),
            new Block.Line(
                "Accuracies in percent over the seeds: the worst of all last epochs; mean and standard deviation of each seed's mean over its last epochs, with "
                + "Student's interval; the last epoch, with Wilson's interval for the median seed; the median of the best epochs, which is no result.",
                Tone.Muted),
            .. plans.All(plan => plan.Runs[0].Data.IsMnist) ? [] : new[] { new Block.Line("These are not figures of MNIST.", Tone.Warning) },
        ];

    private static ValueList<Cell> Row(PlanSweep plan) =>
    [
        new(plan.Plan.Name, Tone.Strong),
        plan.Parameters.Grouped(),
        plan.Runs.Count.Grouped(),
        new(plan.Met.Grouped(), plan.Met == plan.Runs.Count ? Tone.Good : Tone.Bad),
        Two(plan.LastMinimum.Min),
        Spread(plan.LastMean),
        plan.LastMean.MeanInterval() is { } interval ? $"{Three(interval.Lower)} to {Three(interval.Upper)}" : "-",
        Spread(plan.Final),
        $"{Two(plan.FinalInterval.Lower)} to {Two(plan.FinalInterval.Upper)}",
        Two(plan.BestTest.Median),
    ];

    private static string Spread(SeedStatistics figure) =>
        figure.StandardDeviation is { } deviation ? $"{Three(figure.Mean)} ± {Three(deviation)}" : Three(figure.Mean);

    private static string Two(double percent) => percent.ToString("F2", CultureInfo.InvariantCulture);

    private static string Three(double percent) => percent.ToString("F3", CultureInfo.InvariantCulture);
}
