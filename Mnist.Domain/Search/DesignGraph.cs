namespace Mnist.Domain.Search;

/// <summary>
/// A space folded up: designs that have come to the same junction with the same shape go on alike. A node is such a meeting, an edge what
/// may come next with all that it adds, and a path from the first node to the last one is a design whose layers fit together.
/// </summary>
/// <remarks>Shapes and amounts come from the calculators that judge plans; a path only adds up what they say.</remarks>
internal sealed class DesignGraph
{
    /// <summary>Where every design ends.</summary>
    public const int End = 0;

    private readonly Node[] nodes;
    private readonly Edge[] edges;

    private DesignGraph(Node[] nodes, Edge[] edges, int start, Place place)
    {
        (this.nodes, this.edges, Start, Origin) = (nodes, edges, start, place);
        var depths = new int[nodes.Length];
        for (var i = 1; i < nodes.Length; i++)
            depths[i] = edges.Skip(nodes[i].First).Take(nodes[i].Count).Max(edge => (int?)depths[edge.Next] + 1) ?? 0;
        Depth = depths[start];
    }

    /// <summary>Edges of the longest path.</summary>
    public int Depth { get; }

    /// <summary>Where every design begins.</summary>
    public int Start { get; }

    /// <summary>What is known there.</summary>
    public Place Origin { get; }

    /// <summary>Nodes; edges lead from a larger number to a smaller one.</summary>
    public ReadOnlySpan<Node> Nodes => nodes;

    /// <summary>Edges, those of a node side by side.</summary>
    public ReadOnlySpan<Edge> Edges => edges;

    /// <summary>The layers of a path.</summary>
    /// <param name="path">Edges from <see cref="Start"/> on.</param>
    public ValueList<Layer> Layers(IEnumerable<int> path) => [.. path.SelectMany(edge => edges[edge].Layers)];

    /// <summary>The graph of nodes and edges, without what leads nowhere.</summary>
    /// <param name="designs">For each node, the designs behind it, whether they fit or not; the end is the first.</param>
    /// <param name="ways">For each node its edges.</param>
    /// <param name="start">The first node.</param>
    /// <param name="place">What is known there.</param>
    public static DesignGraph Of(IReadOnlyList<UInt128> designs, IReadOnlyList<IReadOnlyList<Edge>> ways, int start, Place place)
    {
        var made = new Node[designs.Count];
        var all = new List<Edge>();
        for (var i = 0; i < made.Length; i++)
        {
            var kept = ways[i].Where(edge => edge.Next == End || made[edge.Next].Count > 0).ToList();
            var misfits = kept.Aggregate(designs[i], (left, edge) => left - designs[edge.Next]);
            made[i] = i == End
                ? new(0, 0, 1, 0, Reach.AtEnd)
                : new(all.Count, kept.Count, designs[i], misfits, Reach.Of([.. kept.Select(e => (e.Effect, made[e.Next].Reach))]));
            all.AddRange(kept);
        }

        return new(made, [.. all], start, place);
    }
}

/// <summary>What may come next.</summary>
/// <param name="Layers">Layers that follow, up to the next junction with a choice.</param>
/// <param name="Effect">What they add.</param>
/// <param name="Next">The node behind them.</param>
internal readonly record struct Edge(ValueList<Layer> Layers, Effect Effect, int Next);

/// <summary>A junction with a shape.</summary>
/// <param name="First">Its first edge.</param>
/// <param name="Count">Its edges; none where no design that fits goes on from here.</param>
/// <param name="Designs">Designs behind it, whether they fit or not.</param>
/// <param name="Misfits">Those of them that no edge leads to: their layers do not fit together, or leave no logits.</param>
/// <param name="Reach">What the rest of a design adds, at least and at most.</param>
internal readonly record struct Node(int First, int Count, UInt128 Designs, UInt128 Misfits, Reach Reach);
