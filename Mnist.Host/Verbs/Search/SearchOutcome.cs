namespace Mnist.Host.Verbs.Search;

/// <summary>What a search came to.</summary>
/// <param name="Search">The space.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Tally">Designs that were dealt with.</param>
/// <param name="Front">Those that no other is ahead of, of all or of those drawn; best in the first objective first.</param>
/// <param name="Seconds">What it took.</param>
internal sealed record SearchOutcome(
    SpaceSearch Search, SearchRequest Request, Tally Tally, ValueList<Design> Front, double Seconds)
{
    /// <summary>What was learnt from runs; null where that was not asked for.</summary>
    public LearntRanking? Ranking { get; init; }

    /// <summary>What to expect of each design of the front; empty where nothing was learnt.</summary>
    public ValueList<PredictedAccuracy> Predicted => Ranking is null
        ? []
        : [.. Front.Select(design => Ranking.Predict(Search.Space, design)).OfType<PredictedAccuracy>()];

    /// <summary>The same with the front in the order of what recorded runs let expect, where they are enough.</summary>
    /// <param name="ranking">What was learnt.</param>
    public SearchOutcome RankedBy(LearntRanking ranking) => this with
    {
        Ranking = ranking,
        Front = [.. Front.OrderByDescending(design => ranking.Predict(Search.Space, design)?.Expected ?? 0)],
    };

    /// <summary>The front as plans, named after the space.</summary>
    public IEnumerable<Plan> Plans => Front.Select((design, i) => Search.Space.Plan($"{Search.Space.Name}-{i + 1}", design.Layers));

    /// <summary>Designs of some that no other of them is ahead of.</summary>
    /// <param name="designs">Any.</param>
    /// <param name="objectives">The most important first.</param>
    public static ValueList<Design> FrontOf(ValueList<Design> designs, ValueList<Objective> objectives)
    {
        var bySize = Comparer<ValueList<long>>.Create((a, b) => a.Span.SequenceCompareTo(b.Span));
        var front = new List<Design>();
        foreach (var design in designs.OrderBy(Costs, bySize))
        {
            if (!front.Exists(other => Costs(other).Zip(Costs(design)).All(pair => pair.First <= pair.Second)))
                front.Add(design);
        }

        return [.. front];

        ValueList<long> Costs(Design design) => [.. objectives.Select(o => o.Maximize ? -design[o.Figure] : design[o.Figure])];
    }

    /// <summary>Writes the files that were asked for.</summary>
    /// <returns>Why some could not be written.</returns>
    public IEnumerable<WriteError> Write() => new[]
    {
        Request.Svg is { } svg ? OutputFile.Write(svg, FrontChart.Of(this)) : null,
        Request.Save is var (number, path) && Plans.ElementAtOrDefault(number - 1) is { } plan
            ? OutputFile.Write(path, $"{PlanText.Write(plan)}\n")
            : null,
    }.OfType<WriteError>();
}
