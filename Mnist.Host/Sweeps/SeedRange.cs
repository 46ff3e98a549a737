using System.Globalization;

namespace Mnist.Host.Sweeps;

/// <summary>Seeds as a command line writes them: 1..10, or 1,2,5, or both.</summary>
internal static class SeedRange
{
    /// <summary>Most seeds of a sweep; more than anybody waits for.</summary>
    public const int Most = 10_000;

    /// <summary>The seeds in order, each once; null where the text is none.</summary>
    /// <param name="text">Such as "1..10,42".</param>
    public static ValueList<long>? Parse(string text)
    {
        var seeds = new List<long>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split("..");
            if (ends.Length > 2
                || !TryNumber(ends[0], out var first)
                || !TryNumber(ends[^1], out var last)
                || last < first
                || (ulong)(last - first) >= Most)
                return null;
            for (var count = last - first + 1; count > 0; count--, first++)
                seeds.Add(first);
        }

        return seeds.Count <= Most ? seeds.Distinct().ToValueList() : null;
    }

    /// <summary>Seeds as <see cref="Parse"/> reads them, neighbours together.</summary>
    /// <param name="seeds">At least one.</param>
    public static string Text(ValueList<long> seeds) => seeds.Ranges("..");

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out number);
}
