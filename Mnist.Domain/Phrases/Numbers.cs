using System.Globalization;

namespace Mnist.Domain.Phrases;

/// <summary>Numbers as English sentences write them, whatever the culture of the thread.</summary>
public static class Numbers
{
    /// <summary>A whole number with its thousands apart: 8,872.</summary>
    public static string Grouped(this long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A whole number with its thousands apart: 8,872.</summary>
    public static string Grouped(this int value) => ((long)value).Grouped();

    /// <summary>A whole number with its thousands apart: 8,872.</summary>
    public static string Grouped(this UInt128 value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Any number, exactly: 0.0001 and not 1E-04, 9,999 and not 9999.</summary>
    public static string Exact(this double value) =>
        Math.Abs(value) is >= 1e15 or (> 0 and < 1e-6) || !double.IsFinite(value)
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("#,##0.#################", CultureInfo.InvariantCulture);

    /// <summary>A percentage: 99.40 %.</summary>
    public static string Percent(this double value) => $"{value.Fixed(2)} %";

    /// <summary>A number with so many digits after the point.</summary>
    public static string Fixed(this double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);

    /// <summary>A smaller probability is not told apart from none.</summary>
    public const double LeastProbability = 1e-15;

    /// <summary>A probability to two digits: 0.034.</summary>
    public static string Probability(this double value) => value < LeastProbability
        ? "< 1e-15"
        : value.ToString("G2", CultureInfo.InvariantCulture).Replace('E', 'e');

    /// <summary>Bytes in the unit that leaves one to three digits before the point: 3.1 MB.</summary>
    public static string Bytes(this long bytes)
    {
        const double Step = 1000;
        string[] units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
        var power = bytes < Step ? 0 : (int)Math.Log(bytes, Step);
        return power == 0 ? $"{bytes} B" : $"{(bytes / Math.Pow(Step, power)).Fixed(1)} {units[power]}";
    }

    /// <summary>A noun with its number: 1 epoch, 2 epochs.</summary>
    public static string Of(this long count, string noun) => $"{count.Grouped()} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A noun with its number: 1 epoch, 2 epochs.</summary>
    public static string Of(this int count, string noun) => ((long)count).Of(noun);

    /// <summary>With its sign, unless it is written as 0.</summary>
    /// <param name="value">Any number.</param>
    /// <param name="digits">After the point, at least 1.</param>
    public static string Signed(this double value, int digits)
    {
        var zeros = new string('0', digits);
        return value.ToString($"+0.{zeros};-0.{zeros};0.{zeros}", CultureInfo.InvariantCulture);
    }

    /// <summary>Whole numbers in order, neighbours together: 0-3,7.</summary>
    /// <param name="numbers">At least one.</param>
    /// <param name="to">What stands between the first and the last of neighbours.</param>
    public static string Ranges(this IEnumerable<long> numbers, string to) => string.Join(',', numbers
        .Distinct()
        .Order()
        .Select((number, i) => (Number: number, Run: number - i)) // neighbours are as far from their places
        .GroupBy(item => item.Run, item => item.Number)
        .Select(run => run.First() == run.Last() ? $"{run.First()}" : $"{run.First()}{to}{run.Last()}"));
}
