namespace Mnist.Domain;

/// <summary>Ranges that several rules share.</summary>
internal static class Ranges
{
    public static Interval Positive { get; } = new(0, double.PositiveInfinity, LowIncluded: false);

    public static Interval NotNegative { get; } = new(0, double.PositiveInfinity);

    public static Interval Share { get; } = new(0, 1);

    public static Interval ShareBelowOne { get; } = new(0, 1, HighIncluded: false);

    public static Interval GreyLevel { get; } = new(0, 255);

    public static Interval AtLeast(double low) => new(low, double.PositiveInfinity);

    /// <summary>One error where the value is outside.</summary>
    public static IEnumerable<PlanError> Check(string where, string field, double value, Interval allowed) =>
        allowed.Contains(value) ? [] : [new PlanError.OutOfRange(where, field, value, allowed)];
}
