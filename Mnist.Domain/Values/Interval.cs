namespace Mnist.Domain.Values;

/// <summary>A range of numbers.</summary>
/// <param name="Low">Lower end; negative infinity for none.</param>
/// <param name="High">Upper end; infinity for none.</param>
/// <param name="LowIncluded">Whether the lower end may be taken.</param>
/// <param name="HighIncluded">Whether the upper end may be taken.</param>
public sealed record Interval(double Low, double High, bool LowIncluded = true, bool HighIncluded = true)
{
    /// <summary>Whether a number lies within; never for NaN or infinities.</summary>
    /// <param name="value">Any number.</param>
    public bool Contains(double value) =>
        double.IsFinite(value)
        && (LowIncluded ? value >= Low : value > Low)
        && (HighIncluded ? value <= High : value < High);
}
