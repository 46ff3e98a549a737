namespace Mnist.Host.Reports;

/// <summary>Plans against the first of them, seed by seed.</summary>
internal static class DifferenceTable
{
    private static readonly ValueList<Column> Columns =
    [
        new("plan"),
        new("against"),
        new("shared seeds", RightAligned: true, Importance: 7),
        new("points", RightAligned: true)
        {
            Meaning = "how far mean of last is above that of the other plan with the same seed, in the mean over the shared seeds",
        },
        new("95 % of points", RightAligned: true, Importance: 8) { Meaning = "Student's interval of points" },
        new("p (paired t)", RightAligned: true, Importance: 6)
        {
            Meaning = "how probable a difference so far from 0 is if there were none, of this row alone",
        },
        new("p (Holm)", RightAligned: true) { Meaning = "the same, corrected for all rows of this table together" },
    ];

    /// <summary>One row a plan.</summary>
    /// <param name="differences">Any number.</param>
    /// <param name="labels">What each plan is called.</param>
    public static Block.Table Of(ValueList<SweepDifference> differences, IReadOnlyDictionary<Plan, string> labels) =>
        new(Columns, differences.Select(difference => Row(difference, labels)).ToValueList());

    private static ValueList<Cell> Row(SweepDifference pair, IReadOnlyDictionary<Plan, string> labels) =>
    [
        new(labels[pair.Plan.Plan], Tone.Strong),
        labels[pair.Baseline.Plan],
        pair.LastMean.Count.Grouped(),
        pair.LastMean.Mean.Signed(3),
        pair.LastMean.Interval() is { } interval ? $"{interval.Lower.Signed(3)} to {interval.Upper.Signed(3)}" : "-",
        pair.LastMean.PValue?.Probability() ?? "-",
        pair.CorrectedPValue?.Probability() ?? "-",
    ];
}
