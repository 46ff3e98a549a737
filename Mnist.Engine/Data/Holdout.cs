namespace Mnist.Engine.Data;

/// <summary>Which training images are trained on and which are held out to validate on.</summary>
/// <param name="Training">Places in the training set, ascending.</param>
/// <param name="Validation">The other places, ascending.</param>
public sealed record Holdout(ValueList<int> Training, ValueList<int> Validation)
{
    /// <summary>Holds images out at random, each class in proportion to its size (stratified).</summary>
    /// <remarks>
    /// A class with a share of s images in V gets floor(s) or floor(s) + 1: what flooring leaves over goes to the classes with the largest
    /// remainders, the lower label first where they are equal (Hamilton's rule). Within a class a seeded permutation decides.
    /// </remarks>
    /// <param name="labels">(N).</param>
    /// <param name="count">Images to hold out, V, in [0, N].</param>
    /// <param name="seed">The same seed gives the same images.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is outside [0, N]: a bug in the caller.</exception>
    public static Holdout Stratified(ReadOnlySpan<byte> labels, int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, labels.Length);

        var wanted = Quotas(labels, count);
        var isHeldOut = new bool[labels.Length];
        foreach (var index in RandomStream.Of(seed, RandomPurpose.Split).Permutation(labels.Length))
            isHeldOut[index] = wanted[labels[index]]-- > 0;

        var places = Enumerable.Range(0, labels.Length);
        return new Holdout(places.Where(i => !isHeldOut[i]).ToValueList(), places.Where(i => isHeldOut[i]).ToValueList());
    }

    private static int[] Quotas(ReadOnlySpan<byte> labels, int count)
    {
        var sizes = new long[ClassNames.Most];
        foreach (var label in labels)
            sizes[label]++;

        var total = Math.Max(1, labels.Length);
        var quotas = Array.ConvertAll(sizes, size => (int)(size * count / total));
        var favoured = Enumerable.Range(0, sizes.Length).OrderByDescending(label => sizes[label] * count % total);
        foreach (var label in favoured.Take(count - quotas.Sum()))
            quotas[label]++;
        return quotas;
    }
}
