namespace Mnist.Domain.Statistics;

/// <summary>A range that holds an unknown number with a stated confidence.</summary>
/// <param name="Lower">Lower end.</param>
/// <param name="Upper">Upper end, at least the lower one.</param>
public readonly record struct ConfidenceInterval(double Lower, double Upper)
{
    /// <summary>The confidence used where nothing else is said.</summary>
    public const double UsualConfidence = 0.95;

    /// <summary>Whether a number lies in it, the ends included.</summary>
    /// <param name="value">Any number.</param>
    public bool Contains(double value) => value >= Lower && value <= Upper;

    /// <summary>The quantile that cuts off half of what the confidence leaves, at the upper side.</summary>
    internal static double UpperTail(double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        return 0.5 + (confidence / 2);
    }
}
