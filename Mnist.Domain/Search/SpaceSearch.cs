using Mnist.Domain.Analysis;
using Mnist.Domain.Planning;
using Mnist.Domain.Spaces;

namespace Mnist.Domain.Search;

/// <summary>A space made ready to be searched, in parts that can be done side by side.</summary>
public sealed record SpaceSearch
{
    private const int FewestParts = 256;

    private readonly DesignGraph graph;
    private readonly Inspection inspection;
    private readonly Explorer explorer;

    private SpaceSearch(Space space, DesignGraph graph, bool cutsDominated)
    {
        (Space, this.graph) = (space, graph);
        Bounds = new(space);
        inspection = new(space.Input, graph, Bounds, Objectives);
        explorer = new(graph, Bounds, Objectives, inspection, cutsDominated);
    }

    /// <summary>The space.</summary>
    public Space Space { get; }

    /// <summary>Designs of the space, whether they fit or not.</summary>
    public UInt128 Designs => graph.Nodes[graph.Start].Designs;

    /// <summary>What designs are ranked by: cheap and with a large field where the space does not say.</summary>
    public ValueList<Objective> Objectives => Space.Objectives.Count > 0
        ? Space.Objectives
        : [new(Figure.Macs, Maximize: false), new(Figure.LastMapField, Maximize: true)];

    /// <summary>What designs have to keep to: the limits of the space and of its target.</summary>
    public ValueList<Limit> Limits => Bounds.Limits(Space);

    internal DesignGraph Graph => graph;

    internal Bounds Bounds { get; }

    /// <summary>A search, or every reason why there can be none.</summary>
    /// <param name="space">Any space.</param>
    /// <param name="data">The data that its designs are meant for.</param>
    /// <param name="cutsDominated">
    /// Whether to leave out what cannot come onto the front: faster, and then not all that keeps to the limits is counted.
    /// </param>
    /// <param name="cost">
    /// What a layer adds to an epoch in thousandths of a microsecond; told whether no layer before it multiplies. Null for nothing.
    /// </param>
    public static Validation<SpaceSearch, SpaceError> Prepare(
        Space space, DataSpec data, bool cutsDominated = false, Func<LayerSummary, bool, long>? cost = null)
    {
        var errors = SpaceRules.Check(space, data);
        if (errors.Count > 0)
            return Validation.Invalid<SpaceSearch, SpaceError>(errors);
        var single = data.TrainingImages % space.Training.BatchSize == 1 || space.Training.BatchSize == 1;
        return new GraphBuilder(data, new(cost ?? ((_, _) => 0), !single)).Build(Junction.Begin(space.Layers)) is { } graph
            ? Validation.Valid<SpaceSearch, SpaceError>(new(space, graph, cutsDominated))
            : Validation.Invalid<SpaceSearch, SpaceError>([new SpaceError.TooWide(GraphBuilder.MostEdges)]);
    }

    /// <summary>What is found at once, and the parts that are left: beginnings of designs, in the order of the space.</summary>
    public (SearchState State, ValueList<ValueList<int>> Parts) Begin()
    {
        for (var edges = 1; ; edges++)
        {
            var front = new Front([]);
            var (tally, prefixes) = explorer.Split(edges, front);
            if (prefixes.Count >= FewestParts || prefixes.Count == 0 || edges == graph.Depth)
                return (new(tally, front.Members), [.. prefixes.Select(prefix => prefix.ToValueList())]);
        }
    }

    /// <summary>Searches one part.</summary>
    /// <param name="part">One of <see cref="Begin"/>.</param>
    /// <param name="known">What is known; designs behind its front need not be looked at.</param>
    /// <param name="isStopped">Asked now and then whether to leave off.</param>
    /// <returns>What the part brought, without what was known.</returns>
    public SearchState Explore(ValueList<int> part, SearchState known, Func<bool> isStopped)
    {
        var front = new Front(known.Front);
        return new(explorer.Explore(part.Span, front, isStopped), front.Members);
    }

    /// <summary>The design of a front.</summary>
    /// <param name="member">Of this search.</param>
    public Design Design(FrontMember member) => Of(member.Path.Span);

    /// <summary>About how many steps the search takes: beginnings that it looks at, those behind the front not left out.</summary>
    /// <remarks>The mean over random ways down, each step weighted with the ways not taken (Knuth 1975).</remarks>
    /// <param name="seed">Any number.</param>
    public double EstimateSteps(long seed) => explorer.EstimateSteps(RandomStream.Of(seed, RandomPurpose.Search));

    internal Design Of(ReadOnlySpan<int> path)
    {
        var place = graph.Origin;
        foreach (var edge in path)
            place = place.Through(graph.Edges[edge].Effect);
        var (end, seen) = (graph.Nodes[DesignGraph.End].Reach, place.HasGaps ? inspection.Seen(path) : place.Seen);
        var (flash, ram) = inspection.LooksAtMemory ? inspection.Memory(path) : (0, 0);
        return new(graph.Layers(path.ToArray()), [.. Enum.GetValues<Figure>().Select(Value)]);

        long Value(Figure figure) => figure switch
        {
            Figure.ReceptiveField => seen,
            Figure.FlashBytes => flash,
            Figure.RamBytes => ram,
            _ => Bounds.Low(figure, place, end),
        };
    }
}
