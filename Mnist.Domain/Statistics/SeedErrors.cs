namespace Mnist.Domain.Statistics;

/// <summary>Which images the networks of several seeds lose: in common, or each its own.</summary>
/// <remarks>
/// What every seed loses is beyond the plan, or its label is wrong; what only some lose is chance, of which averaging their probabilities
/// takes a part away (an ensemble: Hansen and Salamon 1990). So the two tell how far one network could go.
/// </remarks>
/// <param name="LostBy">How many seeds, in [0, Seeds], lose each image.</param>
/// <param name="Seeds">At least 1.</param>
/// <param name="Average">What the mean of the seeds' probabilities reads.</param>
public sealed record SeedErrors(ValueList<int> LostBy, int Seeds, Score Average)
{
    /// <summary>Images that each seed loses, in the mean.</summary>
    public double Mean => (double)LostBy.Sum() / Seeds;

    /// <summary>Images that every seed loses, by index.</summary>
    public ValueList<int> Always => LostBy.Index().Where(image => image.Item == Seeds).Select(image => image.Index).ToValueList();

    /// <summary>How many images at least one seed loses.</summary>
    public int Ever => LostBy.Count(seeds => seeds > 0);

    /// <summary>The errors of some networks on the same images.</summary>
    /// <param name="probabilities">For each seed (images, classes): what it gives each class of each image; at least one seed.</param>
    /// <param name="labels">The true class of each image.</param>
    /// <exception cref="ArgumentException">A seed has not as many images as there are labels.</exception>
    public static SeedErrors Of(IReadOnlyList<double[][]> probabilities, IReadOnlyList<int> labels)
    {
        if (probabilities.Any(seed => seed.Length != labels.Count))
            throw new ArgumentException($"Each seed needs {labels.Count} images.", nameof(probabilities));
        return new(
            labels.Select((label, i) => probabilities.Count(seed => Largest(seed[i]) != label)).ToValueList(),
            probabilities.Count,
            new(labels.Index().Count(image => Largest(Sum(probabilities, image.Index)) == image.Item), labels.Count));
    }

    private static double[] Sum(IReadOnlyList<double[][]> probabilities, int image) =>
        [.. Enumerable.Range(0, probabilities[0][image].Length).Select(output => probabilities.Sum(seed => seed[image][output]))];

    // The first of several, as a network's own class is.
    private static int Largest(double[] values) => Array.IndexOf(values, values.Max());
}
