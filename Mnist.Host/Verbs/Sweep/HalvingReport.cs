using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>Which plans a sweep dropped and by what, for people.</summary>
internal static class HalvingReport
{
    private static readonly ValueList<Column> Columns =
    [
        new("plan"),
        new("seeds", RightAligned: true, Importance: 7),
        new("chosen by", RightAligned: true)
        {
            Meaning = "mean of the last epochs over these seeds, in percent, after the last round that the plan took part in",
        },
        new("dropped after"),
    ];

    /// <summary>A table of each sweep that was halved, and how far its figures go.</summary>
    public static IEnumerable<Block> Of(ValueList<SweepHalving> halvings) => halvings.SelectMany(Of);

    private static IEnumerable<Block> Of(SweepHalving halving) => halving.State.Decided.Count == 0
        ? [new Block.Line("No round has ended: no plan is dropped yet.", Tone.Warning)]
        :
        [
            new Block.Table(
                Columns, Enumerable.Range(0, halving.Sweep.Manifest.Plans.Count).Select(plan => Row(plan, halving)).ToValueList()),
            .. ValueList.If(halving.ChoosesOnTest, new Block.Line(SweepHalving.TestImagesChoose, Tone.Warning)),
            new Block.Line(
                $"Left {(halving.State.IsOver ? "at the end" : "so far")}: "
                + $"{halving.Names(halving.State.Left)}. Figures of what is left are optimistic, since they chose it: measure it again on "
                + "other seeds.",
                Tone.Warning),
        ];

    private static ValueList<Cell> Row(int plan, SweepHalving halving)
    {
        var (round, standing) = halving.State.Decided
            .SelectMany(decision => decision.Standings.Where(s => s.Plan == plan), (decision, s) => (decision.Round, s))
            .Last();
        return
        [
            new(halving.Label(plan), Tone.Strong),
            round.Seeds.Grouped(),
            standing.Mean.Fixed(3),
            standing.Kept ? "-" : $"round {round.Number} of {halving.State.Rounds.Count}",
        ];
    }
}
