using MathNet.Numerics.Distributions;

namespace Mnist.Domain.Statistics;

/// <summary>By how much one figure is above another one where both were measured with the same seeds.</summary>
/// <remarks>
/// What a seed gives to both, such as the order of images, cancels out in each difference, so that pairs tell smaller differences than
/// two separate means do.
/// </remarks>
/// <param name="Differences">One for each seed that both have, at least one, all finite; above 0 where the figure is the larger.</param>
public sealed record PairedDifference(SeedStatistics Differences)
{
    /// <summary>Number of pairs.</summary>
    public int Count => Differences.Count;

    /// <summary>Mean of the differences.</summary>
    public double Mean => Differences.Mean;

    /// <summary>Student's interval of the mean over all seeds; null for a single pair.</summary>
    /// <param name="confidence">In (0, 1).</param>
    public ConfidenceInterval? Interval(double confidence = ConfidenceInterval.UsualConfidence) => Differences.MeanInterval(confidence);

    /// <summary>
    /// Probability of a mean at least as far from 0, on either side, if the true one were 0: the paired t-test (Student 1908), for
    /// differences that are about normal. Where all differences are the same, 1 if that is 0 and else 0. Null for a single pair.
    /// </summary>
    public double? PValue
    {
        get
        {
            if (Differences.StandardDeviation is not { } deviation)
                return null;
            if (Differences.Min == Differences.Max)
                return Differences.Min == 0 ? 1 : 0;
            var t = Mean / (deviation / Math.Sqrt(Count));
            return Math.Min(1, 2 * StudentT.CDF(location: 0, scale: 1, freedom: Count - 1, -Math.Abs(t)));
        }
    }
}
