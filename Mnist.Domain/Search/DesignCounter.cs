using Mnist.Domain.Spaces;

namespace Mnist.Domain.Search;

/// <summary>Counts the designs that keep to all limits without going through them, and finds each by its number.</summary>
/// <remarks>
/// Beginnings that lead to the same node and agree in every figure that can still break a limit go on alike, and are counted once
/// (dynamic programming); a figure that every way on keeps within its limit does not count.
/// </remarks>
public sealed record DesignCounter
{
    private const int MostKnown = 600_000;
    private const int Deepest = 500;

    private readonly SpaceSearch search;
    private readonly Counts counts = new();

    private DesignCounter(SpaceSearch search) => this.search = search;

    /// <summary>Designs that keep to all limits.</summary>
    public UInt128 Count => Behind(search.Graph.Start, search.Graph.Origin);

    /// <summary>A counter of a space's designs.</summary>
    /// <param name="search">The space.</param>
    /// <param name="isStopped">Asked now and then whether to leave off.</param>
    /// <returns>
    /// Null where there are too many unlike beginnings to count them so, where limits on the pixels seen meet windows with gaps, where a
    /// device's memory is limited, and where it was stopped.
    /// </returns>
    public static DesignCounter? Of(SpaceSearch search, Func<bool> isStopped)
    {
        var counter = new DesignCounter(search);
        return search.Graph.Depth <= Deepest && counter.Learn(search.Graph.Start, search.Graph.Origin, isStopped) ? counter : null;
    }

    /// <summary>The design of a number: each design that keeps to all limits has one.</summary>
    /// <param name="number">In [0, <see cref="Count"/>).</param>
    public Design At(UInt128 number)
    {
        var (node, place, path) = (search.Graph.Start, search.Graph.Origin, new List<int>());
        while (node != DesignGraph.End)
        {
            foreach (var edge in Edges(node))
            {
                var (next, to) = (place.Through(search.Graph.Edges[edge].Effect), search.Graph.Edges[edge].Next);
                var behind = Behind(to, next);
                if (number < behind)
                {
                    path.Add(edge);
                    (node, place) = (to, next);
                    break;
                }

                number -= behind;
            }
        }

        return search.Of(path.ToArray());
    }

    private IEnumerable<int> Edges(int node) => Enumerable.Range(search.Graph.Nodes[node].First, search.Graph.Nodes[node].Count);

    private UInt128 Behind(int node, in Place place) =>
        !search.Bounds.Allow(place, search.Graph.Nodes[node].Reach) ? 0
        : node == DesignGraph.End ? search.Bounds.AllowSeen(place.Seen) ? 1u : 0
        : counts.Known[Key.Of(node, place, search)];

    private bool Learn(int node, in Place place, Func<bool> isStopped)
    {
        if (node == DesignGraph.End)
            return (!place.HasGaps || !search.Bounds.LooksAtPixels) && !search.Bounds.LooksAtMemory;
        if (!search.Bounds.Allow(place, search.Graph.Nodes[node].Reach))
            return true;
        var key = Key.Of(node, place, search);
        if (counts.Known.ContainsKey(key))
            return true;
        UInt128 sum = 0;
        foreach (var edge in Edges(node))
        {
            var (next, to) = (place.Through(search.Graph.Edges[edge].Effect), search.Graph.Edges[edge].Next);
            if (!Learn(to, next, isStopped))
                return false;
            sum += Behind(to, next);
        }

        counts.Known[key] = sum;
        return counts.Known.Count <= MostKnown && !((counts.Known.Count & 0xFFF) == 0 && isStopped());
    }

    /// <summary>What has been counted, once for all beginnings that go on alike.</summary>
    private sealed class Counts
    {
        public Dictionary<Key, UInt128> Known { get; } = [];
    }

    /// <summary>What decides how many designs behind a node keep to all limits.</summary>
    private readonly record struct Key(
        int Node, Sums Sums, AxisPlace Rows, AxisPlace Columns, int MapSide, long MapRows, long MapColumns, bool HasGaps)
    {
        public static Key Of(int node, in Place place, SpaceSearch search)
        {
            var (bounds, reach) = (search.Bounds, search.Graph.Nodes[node].Reach);
            var (sums, isMemoryFree) = (place.Sums, bounds.Hold(Figure.Memory, place, reach));
            var areParametersFree = isMemoryFree && bounds.HoldParameters(place, reach);
            var kept = new Sums(
                areParametersFree ? 0 : sums.Parameters,
                areParametersFree ? 0 : sums.NonTrainable,
                bounds.Hold(Figure.Macs, place, reach) ? 0 : sums.Macs,
                isMemoryFree ? 0 : sums.Activations,
                bounds.Hold(Figure.EpochMicroseconds, place, reach) ? 0 : sums.Time,
                Constants: 0);
            var isMapFree = bounds.Hold(Figure.LastMap, place, reach) && bounds.Hold(Figure.LastMapField, place, reach);
            return isMapFree && !bounds.LooksAtPixels
                ? new(node, kept, default, default, 0, 0, 0, HasGaps: false)
                : new(node, kept, place.Rows, place.Columns, place.MapSide, place.MapRows, place.MapColumns, place.HasGaps);
        }
    }
}
