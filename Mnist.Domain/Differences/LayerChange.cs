namespace Mnist.Domain.Differences;

/// <summary>One place where two networks differ.</summary>
/// <param name="Before">The layer of the first network and its index; null where the second one has a layer more.</param>
/// <param name="After">The layer of the second network and its index; null where the first one had a layer more.</param>
public sealed record LayerChange(IndexedLayer? Before, IndexedLayer? After);

/// <summary>A layer and its place among the outermost layers.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Layer">The layer.</param>
public sealed record IndexedLayer(int Index, Layer Layer);

/// <summary>What leads from one network to the other: layers added, removed, or of the same type with other settings.</summary>
/// <param name="Changes">In the order of the layers; a residual block is one layer.</param>
/// <param name="ByPosition">Whether the networks differ too much to be aligned, so that layers at the same index are compared.</param>
public sealed record LayerDifference(ValueList<LayerChange> Changes, bool ByPosition)
{
    /// <summary>Most changes that are looked for by aligning layers: time and memory grow with their square.</summary>
    public const int MostAligned = 1_000;

    /// <summary>The fewest changes; where they are more than <see cref="MostAligned"/>, layers at the same index are compared.</summary>
    /// <param name="before">The first network's layers.</param>
    /// <param name="after">The second network's layers.</param>
    public static LayerDifference Between(ValueList<Layer> before, ValueList<Layer> after)
    {
        var numbers = new Dictionary<Layer, int>();
        var (one, other) = (Number(before, numbers), Number(after, numbers));
        var types = numbers.OrderBy(n => n.Value).Select(n => n.Key.GetType()).ToArray();
        var edits = Alignment.Fewest(one, other, MostAligned, IsSameType);
        return new(
            (edits ?? ByPlace(one, other, IsSameType))
                .Select(edit => new LayerChange(At(before, edit.Before), At(after, edit.After)))
                .ToValueList(),
            edits is null);

        bool IsSameType(int a, int b) => types[a] == types[b];
    }

    /// <summary>Equal layers get equal numbers, so that comparing them costs nothing.</summary>
    private static int[] Number(ValueList<Layer> layers, Dictionary<Layer, int> numbers) => [.. layers.Select(layer =>
    {
        numbers.TryAdd(layer, numbers.Count);
        return numbers[layer];
    })];

    private static IEnumerable<Edit> ByPlace(int[] before, int[] after, Func<int, int, bool> mayChange)
    {
        for (var i = 0; i < Math.Max(before.Length, after.Length); i++)
        {
            var (removed, added) = (i < before.Length, i < after.Length);
            if (removed && added && before[i] == after[i])
                continue;
            if (removed && added && mayChange(before[i], after[i]))
            {
                yield return new(i, i);
                continue;
            }

            if (removed)
                yield return new(i, null);
            if (added)
                yield return new(null, i);
        }
    }

    private static IndexedLayer? At(ValueList<Layer> layers, int? index) => index is { } i ? new(i, layers[i]) : null;
}
