namespace Mnist.Domain;

/// <summary>One place where two networks differ.</summary>
/// <param name="Before">The layer of the first network and its index; null where the second one has a layer more.</param>
/// <param name="After">The layer of the second network and its index; null where the first one had a layer more.</param>
public sealed record LayerChange(IndexedLayer? Before, IndexedLayer? After)
{
    /// <summary>The fewest changes that lead from one network to the other: layers added, removed, or of the same type with other settings.</summary>
    /// <remarks>The edit distance of Wagner and Fischer (1974) over the layers; a residual block is one layer.</remarks>
    /// <param name="before">The first network's layers.</param>
    /// <param name="after">The second network's layers.</param>
    public static ValueList<LayerChange> Between(ValueList<Layer> before, ValueList<Layer> after)
    {
        var cost = Costs(before, after);
        var changes = new Stack<LayerChange>();
        var (i, j) = (before.Count, after.Count);
        while (i > 0 || j > 0)
        {
            var removed = i > 0 && cost[i, j] == cost[i - 1, j] + 1;
            var added = j > 0 && cost[i, j] == cost[i, j - 1] + 1;
            if (i > 0 && j > 0 && cost[i, j] == cost[i - 1, j - 1] + Cost(before[i - 1], after[j - 1]))
            {
                (i, j) = (i - 1, j - 1);
                if (before[i] != after[j])
                    changes.Push(new(new(i, before[i]), new(j, after[j])));
            }
            else if (added)
            {
                changes.Push(new(null, new(--j, after[j])));
            }
            else if (removed)
            {
                changes.Push(new(new(--i, before[i]), null));
            }
        }

        return [.. changes];
    }

    /// <summary>cost[i, j]: fewest changes from the first i layers of one to the first j of the other.</summary>
    private static int[,] Costs(ValueList<Layer> before, ValueList<Layer> after)
    {
        var cost = new int[before.Count + 1, after.Count + 1];
        for (var i = 0; i <= before.Count; i++)
        {
            for (var j = 0; j <= after.Count; j++)
            {
                cost[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        cost[i - 1, j - 1] + Cost(before[i - 1], after[j - 1]),
                        1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
            }
        }

        return cost;
    }

    /// <summary>A layer of another type is never the same one changed: removing it and adding the other costs less.</summary>
    private static int Cost(Layer before, Layer after) => before == after ? 0 : before.GetType() == after.GetType() ? 1 : 3;
}

/// <summary>A layer and its place among the outermost layers.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Layer">The layer.</param>
public sealed record IndexedLayer(int Index, Layer Layer);
