namespace Mnist.Domain.Schema;

/// <summary>Ranges that several rules share.</summary>
internal static class Ranges
{
    public static Interval Any { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    public static Interval Positive { get; } = new(0, double.PositiveInfinity, LowIncluded: false);

    public static Interval NotNegative { get; } = new(0, double.PositiveInfinity);

    public static Interval Fraction { get; } = new(0, 1);

    public static Interval FractionAboveZero { get; } = new(0, 1, LowIncluded: false);

    public static Interval FractionBelowOne { get; } = new(0, 1, HighIncluded: false);

    public static Interval GreyLevel { get; } = new(0, 255);

    public static Interval AtLeast(double low) => new(low, double.PositiveInfinity);

    public static Interval Above(double low) => new(low, double.PositiveInfinity, LowIncluded: false);

    /// <summary>A value that bounds another one, or the low end of its range where it is outside: one mistake is one error.</summary>
    public static double BoundBy(double value, Interval allowed) => allowed.Contains(value) ? value : allowed.Low;
}
