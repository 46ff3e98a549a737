namespace Mnist.PropertyTests.Rules;

/// <summary>Groups of nodes that all reach each other (Tarjan 1972).</summary>
internal static class Cycles
{
    /// <summary>Every group of at least two nodes, the largest first.</summary>
    /// <typeparam name="T">A node.</typeparam>
    /// <param name="nodes">All nodes.</param>
    /// <param name="next">Where the arrows of a node lead.</param>
    public static IReadOnlyList<IReadOnlyList<T>> Of<T>(IEnumerable<T> nodes, Func<T, IEnumerable<T>> next)
        where T : notnull
    {
        var index = new Dictionary<T, int>();
        var low = new Dictionary<T, int>();
        var open = new Stack<T>();
        var groups = new List<IReadOnlyList<T>>();

        void Visit(T node)
        {
            index[node] = low[node] = index.Count;
            open.Push(node);
            foreach (var other in next(node))
            {
                if (!index.TryGetValue(other, out var met))
                {
                    Visit(other);
                    low[node] = Math.Min(low[node], low[other]);
                }
                else if (open.Contains(other))
                {
                    low[node] = Math.Min(low[node], met);
                }
            }

            if (low[node] != index[node])
                return;
            var group = new List<T>();
            do
                group.Add(open.Pop());
            while (!group[^1].Equals(node));
            if (group.Count > 1)
                groups.Add(group);
        }

        foreach (var node in nodes.Where(node => !index.ContainsKey(node)))
            Visit(node);
        return [.. groups.OrderByDescending(group => group.Count)];
    }
}
