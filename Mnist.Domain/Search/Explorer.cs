using Mnist.Domain.Spaces;

namespace Mnist.Domain.Search;

/// <summary>Goes through the designs of a graph, those that begin alike together.</summary>
/// <param name="graph">The designs.</param>
/// <param name="bounds">What they have to keep to.</param>
/// <param name="objectives">What puts one ahead of another; none finds no front.</param>
/// <param name="inspection">Finds what does not add up.</param>
/// <param name="cutsDominated">Whether to leave out what cannot come onto the front, whether it keeps to the bounds or not.</param>
internal sealed class Explorer(
    DesignGraph graph, Bounds bounds, ValueList<Objective> objectives, Inspection inspection, bool cutsDominated)
{
    private readonly DesignGraph graph = graph;
    private readonly Bounds bounds = bounds;
    private readonly ValueList<Objective> objectives = objectives;
    private readonly Inspection inspection = inspection;
    private readonly bool cutsDominated = cutsDominated;

    /// <summary>The beginnings of designs up to so many edges that could keep to the bounds, and what was found on the way.</summary>
    /// <param name="edges">At least 1.</param>
    /// <param name="front">Takes in the best of what ends before.</param>
    public (Tally Tally, IReadOnlyList<int[]> Prefixes) Split(int edges, Front front)
    {
        var prefixes = new List<int[]>();
        return (Explore([], front, () => false, edges, prefixes.Add), prefixes);
    }

    /// <summary>All designs behind a prefix.</summary>
    /// <param name="prefix">Edges from the start on, to a node before the end.</param>
    /// <param name="front">Takes in the best.</param>
    /// <param name="isStopped">Asked now and then; what is counted then is what was done.</param>
    public Tally Explore(ReadOnlySpan<int> prefix, Front front, Func<bool> isStopped) =>
        Explore(prefix, front, isStopped, int.MaxValue, _ => { });

    private Tally Explore(ReadOnlySpan<int> prefix, Front front, Func<bool> isStopped, int most, Action<int[]> leave)
    {
        var nodes = graph.Nodes;
        var edges = graph.Edges;
        var start = prefix.Length;
        var (path, places) = (new int[graph.Depth], new Place[graph.Depth + 1]);
        var (next, ends) = (new int[graph.Depth + 1], new int[graph.Depth + 1]);
        prefix.CopyTo(path);
        places[start] = graph.Origin;
        var node = graph.Start;
        foreach (var taken in prefix)
            (places[start], node) = (places[start].Through(edges[taken].Effect), edges[taken].Next);
        (next[start], ends[start]) = (nodes[node].First, nodes[node].First + nodes[node].Count);
        UInt128 judged = 0, fitting = 0, pruned = nodes[node].Misfits, dominated = 0;
        Span<long> costs = stackalloc long[objectives.Count];
        var steps = 0;
        var stepsBetweenQuestions = inspection.LooksAtMemory ? 1 << 5 : 1 << 14;
        for (var depth = start; depth >= start;)
        {
            if (next[depth] == ends[depth])
            {
                depth--;
                continue;
            }

            if ((steps++ & (stepsBetweenQuestions - 1)) == 0 && isStopped())
                break;
            ref readonly var edge = ref edges[path[depth] = next[depth]++];
            ref readonly var to = ref nodes[edge.Next];
            var place = places[depth].Through(edge.Effect);
            if (edge.Next == DesignGraph.End)
            {
                var design = path.AsSpan(0, depth + 1);
                if (cutsDominated && inspection.LooksAtMemory && IsBehind(place, to.Reach, front, costs))
                {
                    dominated++;
                    continue;
                }

                judged++;
                if (bounds.Allow(place, to.Reach) && Inspect(place, design) is { } found)
                {
                    fitting++;
                    Offer(place, to.Reach, found, design, front, costs);
                }
            }
            else if (!bounds.Allow(place, to.Reach))
            {
                pruned += to.Designs;
            }
            else if (cutsDominated && IsBehind(place, to.Reach, front, costs))
            {
                dominated += to.Designs;
            }
            else if (depth + 1 == most)
            {
                leave([.. path.AsSpan(0, most)]);
            }
            else
            {
                places[++depth] = place;
                (next[depth], ends[depth]) = (to.First, to.First + to.Count);
                pruned += to.Misfits;
            }
        }

        return new(judged, fitting, pruned, dominated);
    }

    /// <summary>About how many edges the search goes through where nothing is known to be dominated.</summary>
    public double EstimateSteps(RandomStream stream)
    {
        const int Ways = 4_000;
        var (sum, drawn) = (0.0, 0L);
        for (var way = 0; way < Ways; way++)
        {
            var (node, place, weight) = (graph.Nodes[graph.Start], graph.Origin, 1.0);
            while (node.Count > 0)
            {
                sum += weight * node.Count;
                var open = new List<(Node Node, Place Place)>();
                foreach (ref readonly var edge in graph.Edges.Slice(node.First, node.Count))
                {
                    if (place.Through(edge.Effect) is var next && bounds.Allow(next, graph.Nodes[edge.Next].Reach))
                        open.Add((graph.Nodes[edge.Next], next));
                }

                if (inspection.LooksAtMemory)
                    sum += weight * Inspection.MemorySteps * open.Count(way => way.Node.Count == 0);

                if (open.Count == 0)
                    break;
                weight *= open.Count;
                (node, place) = open[stream.Below(drawn++, open.Count)];
            }
        }

        return sum / Ways;
    }

    /// <summary>What a whole design has of the figures that do not add up; null where they break a limit.</summary>
    private Inspected? Inspect(in Place place, ReadOnlySpan<int> path)
    {
        var seen = place.HasGaps && inspection.LooksAtPixels ? inspection.Seen(path) : place.Seen;
        if (!bounds.AllowSeen(seen))
            return null;
        if (!inspection.LooksAtMemory)
            return new(seen, 0, 0);
        var memory = inspection.Memory(path);
        return bounds.AllowMemory(memory) ? new(seen, memory.Flash, memory.Ram) : null;
    }

    private void Offer(in Place place, in Reach end, in Inspected found, ReadOnlySpan<int> path, Front front, Span<long> costs)
    {
        if (costs.Length == 0)
            return;
        for (var i = 0; i < costs.Length; i++)
        {
            var value = objectives[i].Figure switch
            {
                Figure.ReceptiveField => found.Seen,
                Figure.FlashBytes => found.Flash,
                Figure.RamBytes => found.Ram,
                var sum => bounds.Low(sum, place, end),
            };
            costs[i] = objectives[i].Maximize ? -value : value;
        }

        front.Offer(costs, path);
    }

    /// <summary>Whether the best that could come of a beginning is behind a member of the front.</summary>
    private bool IsBehind(in Place place, in Reach reach, Front front, Span<long> best)
    {
        for (var i = 0; i < best.Length; i++)
        {
            best[i] = objectives[i].Maximize
                ? -bounds.High(objectives[i].Figure, place, reach)
                : bounds.Low(objectives[i].Figure, place, reach);
        }

        return front.IsAhead(best);
    }

    private readonly record struct Inspected(long Seen, long Flash, long Ram);
}
