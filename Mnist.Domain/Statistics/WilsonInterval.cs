using MathNet.Numerics.Distributions;

namespace Mnist.Domain.Statistics;

/// <summary>What an accuracy on these images says about images of the same kind (Wilson 1927).</summary>
public static class WilsonInterval
{
    /// <summary>The score interval of the true accuracy, in percent, within [0, 100].</summary>
    /// <param name="score">What was measured.</param>
    /// <param name="confidence">In (0, 1).</param>
    public static ConfidenceInterval Of(Score score, double confidence = ConfidenceInterval.UsualConfidence)
    {
        var z = Normal.InvCDF(mean: 0, stddev: 1, ConfidenceInterval.UpperTail(confidence));
        double n = score.Total, p = score.Correct / n, spread = z * z / n;
        var centre = (p + (spread / 2)) / (1 + spread);
        var reach = z * Math.Sqrt((p * (1 - p) / n) + (spread / (4 * n))) / (1 + spread);

        // None and all have ends that are exact; rounding must not move them.
        return new(score.Correct == 0 ? 0 : 100 * (centre - reach), score.Correct == score.Total ? 100 : 100 * (centre + reach));
    }
}
