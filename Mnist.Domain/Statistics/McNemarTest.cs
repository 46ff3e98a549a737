using MathNet.Numerics.Distributions;

namespace Mnist.Domain.Statistics;

/// <summary>Whether one of two classifiers is better on the same images (McNemar 1947): images that just one gets right decide.</summary>
/// <param name="OnlyFirst">Images that only the first classifier gets right.</param>
/// <param name="OnlySecond">Images that only the second one does.</param>
public readonly record struct McNemarTest(int OnlyFirst, int OnlySecond)
{
    /// <summary>
    /// Probability of a difference at least as large if neither were better: the exact two-sided binomial test, which needs no large
    /// counts. 1 where the two never differ.
    /// </summary>
    public double PValue
    {
        get
        {
            int discordant = OnlyFirst + OnlySecond, fewer = Math.Min(OnlyFirst, OnlySecond);
            return discordant == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, discordant, fewer));
        }
    }

    /// <summary>The test of two classifiers.</summary>
    /// <param name="first">Whether the first one gets each image right.</param>
    /// <param name="second">The same images, in the same order.</param>
    /// <exception cref="ArgumentException">They are not equally many.</exception>
    public static McNemarTest Of(IReadOnlyList<bool> first, IReadOnlyList<bool> second)
    {
        if (first.Count != second.Count)
            throw new ArgumentException($"{first.Count} images against {second.Count}: the test is for the same images.", nameof(second));
        var pairs = first.Zip(second).ToArray();
        return new(pairs.Count(p => p is (true, false)), pairs.Count(p => p is (false, true)));
    }
}
