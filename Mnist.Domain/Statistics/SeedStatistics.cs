using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Mnist.Domain.Statistics;

/// <summary>One figure measured with several seeds.</summary>
/// <param name="Values">One for each seed, at least one.</param>
public sealed record SeedStatistics(ValueList<double> Values)
{
    /// <summary>Number of seeds.</summary>
    public int Count => Values.Count;

    /// <summary>Arithmetic mean.</summary>
    public double Mean => Values.Mean();

    /// <summary>The smallest.</summary>
    public double Min => Values.Min();

    /// <summary>The largest.</summary>
    public double Max => Values.Max();

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public double Median => Values.Median();

    /// <summary>Square root of the unbiased variance; null for a single seed, which says nothing about spread.</summary>
    public double? StandardDeviation => Count > 1 ? Values.StandardDeviation() : null;

    /// <summary>Student's interval of the mean over all seeds, for figures that are about normal; null for a single seed.</summary>
    /// <param name="confidence">In (0, 1).</param>
    public ConfidenceInterval? MeanInterval(double confidence = ConfidenceInterval.UsualConfidence)
    {
        var tail = ConfidenceInterval.UpperTail(confidence);
        if (StandardDeviation is not { } deviation)
            return null;
        var reach = StudentT.InvCDF(location: 0, scale: 1, freedom: Count - 1, tail) * deviation / Math.Sqrt(Count);
        return new(Mean - reach, Mean + reach);
    }

    /// <summary>
    /// <see cref="MeanInterval"/> of percentages, cut at 0 and 100: no mean lies beyond them, so that nothing of the confidence is lost.
    /// </summary>
    /// <param name="confidence">In (0, 1).</param>
    public ConfidenceInterval? PercentInterval(double confidence = ConfidenceInterval.UsualConfidence) =>
        MeanInterval(confidence) is { } interval ? new(Math.Max(0, interval.Lower), Math.Min(100, interval.Upper)) : null;
}
