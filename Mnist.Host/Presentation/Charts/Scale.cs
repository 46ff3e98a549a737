namespace Mnist.Host.Presentation.Charts;

/// <summary>Where a number stands on an axis.</summary>
/// <param name="From">The number at the start; finite.</param>
/// <param name="To">The number at the end; finite, another one, and it may be the smaller one.</param>
/// <param name="IsLogarithmic">Whether equal ratios are equal lengths; both ends are then above 0.</param>
internal sealed record Scale(double From, double To, bool IsLogarithmic = false)
{
    private const int MaxTicks = 8;

    // Ends beyond these are drawn at them, so that distances and ratios stay finite.
    private const double Largest = double.MaxValue / 4;
    private const double Smallest = 1e-300;

    private static readonly int[] RoundDigits = [1, 2, 5];

    private double Low => Math.Min(From, To);

    private double High => Math.Max(From, To);

    /// <summary>A scale around some numbers; those that are not finite do not count, nor, on a logarithm, those not above 0.</summary>
    /// <param name="values">Any numbers, or none.</param>
    /// <param name="isLogarithmic">See <see cref="IsLogarithmic"/>.</param>
    /// <param name="margin">Fraction of the range that stays free at either end, at least 0.</param>
    public static Scale Around(IEnumerable<double> values, bool isLogarithmic = false, double margin = 0.05)
    {
        var shown = values
            .Where(v => double.IsFinite(v) && (!isLogarithmic || v > 0))
            .Select(v => Math.Clamp(v, -Largest, Largest))
            .Select(v => isLogarithmic ? Math.Log(v) : v)
            .ToArray();
        var (low, high) = shown.Length == 0 ? (0.0, 1.0) : (shown.Min(), shown.Max());
        var room = high - low > 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high))
            ? margin * (high - low)
            : Math.Max(0.1, 0.1 * Math.Abs(high));
        var (from, to) = (low - room, high + room);
        return isLogarithmic
            ? new(Math.Clamp(Math.Exp(from), Smallest, Largest / 2), Math.Clamp(Math.Exp(to), 2 * Smallest, Largest), IsLogarithmic: true)
            : new(Math.Max(from, -Largest), Math.Min(to, Largest));
    }

    /// <summary>The same scale, read from its other end.</summary>
    public Scale Reversed() => this with { From = To, To = From };

    /// <summary>Whether a number stands between the ends.</summary>
    /// <param name="value">Any number; NaN stands nowhere.</param>
    public bool Holds(double value) => value >= Low && value <= High;

    /// <summary>0 at the start, 1 at the end; numbers beyond an end stand at it.</summary>
    /// <param name="value">Finite.</param>
    public double Fraction(double value)
    {
        var inside = Math.Clamp(value, Low, High);
        return IsLogarithmic ? (Math.Log(inside) - Math.Log(From)) / (Math.Log(To) - Math.Log(From)) : (inside - From) / (To - From);
    }

    /// <summary>
    /// Round numbers inside the scale, ascending: 1, 2 or 5 times a power of ten apart, or of that form where the scale is logarithmic.
    /// </summary>
    /// <param name="least">Least distance of two, such as 1 for counts.</param>
    public IReadOnlyList<double> Ticks(double least = 0)
    {
        var round = IsLogarithmic ? RoundNumbers() : [];
        return round.Count is > 2 and <= MaxTicks + 4 ? round : Even(least);
    }

    private List<double> RoundNumbers() =>
    [
        .. Enumerable.Range((int)Math.Floor(Math.Log10(Low)), (int)Math.Ceiling(Math.Log10(High) - Math.Log10(Low)) + 2)
            .SelectMany(_ => RoundDigits, (power, digit) => digit * Math.Pow(10, power))
            .Where(tick => tick >= Low && tick <= High),
    ];

    private List<double> Even(double least)
    {
        var raw = (High - Low) / MaxTicks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = Math.Max(least, power * (raw <= power ? 1 : raw <= 2 * power ? 2 : raw <= 5 * power ? 5 : 10));
        var first = Math.Ceiling(Low / step);
        return [.. Enumerable.Range(0, (int)Math.Floor((High / step) - first) + 1).Select(i => (first + i) * step)];
    }
}
