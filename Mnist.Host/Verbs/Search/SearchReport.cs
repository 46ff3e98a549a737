using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Search;

/// <summary>The result of a search for people.</summary>
internal static class SearchReport
{
    private static readonly ValueList<(Figure Figure, string Title, int Importance)> Figures =
    [
        (Figure.Parameters, "parameters", 8),
        (Figure.NonTrainable, "running", 1),
        (Figure.Macs, "MACs", 8),
        (Figure.LastMapField, "field", 7),
        (Figure.LastMap, "map", 6),
        (Figure.ReceptiveField, "seen", 2),
        (Figure.Memory, "memory", 3),
        (Figure.EpochMicroseconds, "s/epoch", 4),
        (Figure.FlashBytes, "flash", 7),
        (Figure.RamBytes, "RAM", 7),
    ];

    public static IEnumerable<Block> Of(SearchOutcome outcome, bool isStopped)
    {
        var (space, tally, shown) = (outcome.Search.Space, outcome.Tally, outcome.Front.Take(outcome.Request.Top).ToValueList());
        return
        [
            new Block.Line(space.Description.Length > 0 ? $"{space.Name}: {space.Description}" : space.Name, Tone.Strong),
            new Block.Line($"{outcome.Search.Designs.Grouped()} designs{Limits(outcome.Search)}."),
            new Block.Line(Counts(outcome, isStopped)),
            .. outcome.Front.Count == 0
                ? [new Block.Line("No design keeps to the limits.", Tone.Bad)]
                : new Block[]
                {
                    Table(shown, outcome.Predicted),
                    new Block.Line(
                        $"The front of {outcome.Search.Objectives.Select(Words).ToValueList().And()}: no other design is better in one and "
                        + "as good in the rest. field: what one position of the last map sees; map: its side; "
                        + "seen: rows or columns of the image that count.",
                        Tone.Muted),
                },
            .. Trust(outcome.Ranking),
            .. outcome.Front.Count > shown.Count
                ? [new Block.Line($"{(outcome.Front.Count - shown.Count).Of("design")} more: --top N shows them.", Tone.Muted)]
                : Enumerable.Empty<Block>(),
            .. outcome.Request.Save is var (number, path) ? [Saved(outcome, number, path)] : Enumerable.Empty<Block>(),
            .. outcome.Request.Svg is { } svg ? [new Block.Line($"Drawn in {svg}.")] : Enumerable.Empty<Block>(),
        ];
    }

    /// <summary>What training the first designs brought.</summary>
    public static IEnumerable<Block> Trained(SweepOutcome sweep) =>
    [
        new Block.Table(
            [
                new("plan"),
                new("parameters", RightAligned: true),
                new("multiply-adds", RightAligned: true),
                new("seeds", RightAligned: true),
                new("mean of last", RightAligned: true),
                new("min of last", RightAligned: true),
            ],
            [
                .. sweep.Plans.Select(plan => (ValueList<Cell>)
                [
                    new(plan.Plan.Name, Tone.Strong),
                    plan.Parameters.Grouped(),
                    plan.Macs.Grouped(),
                    plan.Runs.Count.Grouped(),
                    plan.LastMean.Mean.ToString("F3"),
                    plan.LastMinimum.Min.ToString("F2"),
                ]),
            ]),
        .. sweep.Stopped
            ? [new Block.Line("Stopped: the same command goes on where this one ended.", Tone.Warning)]
            : Enumerable.Empty<Block>(),
    ];

    private static string Limits(SpaceSearch search) =>
        search.Limits.Count == 0 ? "" : $"; limits: {string.Join(", ", search.Limits.Select(Words))}";

    private static string Words(Limit limit) => $"{SpaceFields.NameOf(limit.Figure)} "
        + (limit.Least == limit.Most ? $"{limit.Least?.Grouped()}" : $"{limit.Least?.Grouped()}..{limit.Most?.Grouped()}");

    private static string Counts(SearchOutcome outcome, bool isStopped)
    {
        var (tally, request) = (outcome.Tally, outcome.Request);
        var time = $"{outcome.Seconds:F1} s";
        var left = outcome.Search.Designs - tally.Considered;
        return request.Sample is { } count
            ? $"{tally.Fitting.Grouped()} of them keep to the limits, counted exactly; {count.Grouped()} of those were drawn, "
                + $"each as likely as any other, in {time}."
            : $"{tally.Judged.Grouped()} judged one by one, {tally.Pruned.Grouped()} proved not to fit or to break a limit"
                + (tally.Dominated > 0 ? $", {tally.Dominated.Grouped()} proved to be behind the front" : "")
                + $", in {time}; {(tally.Dominated > 0 || left > 0 ? "at least " : "")}{tally.Fitting.Grouped()} keep to the limits."
                + (isStopped ? $" Stopped with {left.Grouped()} left." : "");
    }

    private static Block.Line Saved(SearchOutcome outcome, int number, string path) => number <= outcome.Front.Count
        ? new($"Design {number} is saved in {path}.")
        : new($"There is no design {number} to save: the front has {outcome.Front.Count}.", Tone.Warning);

    /// <summary>How far the predictions can be trusted.</summary>
    private static IEnumerable<Block> Trust(LearntRanking? ranking) => ranking switch
    {
        null => [],
        { Model: { } model } =>
        [
            new Block.Line(
                $"Ordered by what {model.Networks} networks trained alike let expect, with a 95 % interval; for networks left out "
                + $"it was off by {model.HeldOutError:F2} points, and the mean of the others by {model.MeanError:F2}."),
        ],
        _ =>
        [
            new Block.Line(
                $"Not ordered by prediction: {ranking.Networks.Of("network")} trained as this space trains are too few; "
                + $"{AccuracyModel.FewestNetworks} are needed.",
                Tone.Warning),
        ],
    };

    private static string Words(PredictedAccuracy accuracy) =>
        $"{accuracy.Expected:F2} ({accuracy.Low:F2} to {accuracy.High:F2})";

    /// <summary>A device's memory has columns where it was asked for.</summary>
    private static Block.Table Table(ValueList<Design> designs, ValueList<PredictedAccuracy> predicted)
    {
        var figures = Figures.Where(f => f.Figure is not (Figure.FlashBytes or Figure.RamBytes) || designs.Any(d => d[f.Figure] > 0))
            .ToValueList();
        return new(
            [
                new("no", RightAligned: true),
                .. figures.Select(f => new Column(f.Title, RightAligned: true, f.Importance)),
                .. predicted.Count > 0 ? [new Column("predicted", RightAligned: true)] : Enumerable.Empty<Column>(),
                new("layers"),
            ],
            [
                .. designs.Select((design, i) => (ValueList<Cell>)
                [
                    (i + 1).Grouped(),
                    .. figures.Select(f => (Cell)Text(f.Figure, design[f.Figure])),
                    .. predicted.Skip(i).Take(1).Select(accuracy => (Cell)Words(accuracy)),
                    design.Layers.Line(),
                ]),
            ]);
    }

    private static string Text(Figure figure, long value) => figure switch
    {
        Figure.Parameters or Figure.NonTrainable or Figure.Macs => value.Grouped(),
        Figure.Memory => value.Bytes(),
        Figure.EpochMicroseconds => value == 0 ? "-" : $"{value / 1e6:F2}",
        Figure.ReceptiveField or Figure.LastMap or Figure.LastMapField or Figure.FlashBytes or Figure.RamBytes => value.Grouped(),
    };

    private static string Words(Objective objective) => $"{(objective.Maximize ? "most" : "least")} {SpaceFields.NameOf(objective.Figure)}";
}
