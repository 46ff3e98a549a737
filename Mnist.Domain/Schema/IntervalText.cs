using Mnist.Domain.Phrases;

namespace Mnist.Domain.Schema;

/// <summary>Ranges in words.</summary>
public static class IntervalText
{
    /// <summary>What a number of the range must be: "at least 0 and below 1".</summary>
    public static string Words(this Interval range) => (Low(range), High(range)) switch
    {
        ("", "") => "a finite number",
        (var low, "") => low,
        ("", var high) => high,
        var (low, high) => $"{low} and {high}",
    };

    private static string Low(Interval range) =>
        double.IsNegativeInfinity(range.Low) ? "" : $"{(range.LowIncluded ? "at least" : "above")} {range.Low.Exact()}";

    /// <summary>What no counter can go beyond is no limit to speak of.</summary>
    private static string High(Interval range) =>
        range.High >= int.MaxValue ? "" : $"{(range.HighIncluded ? "at most" : "below")} {range.High.Exact()}";
}
