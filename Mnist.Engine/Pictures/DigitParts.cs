namespace Mnist.Engine.Pictures;

/// <summary>The digit of a picture, without dust and without other digits.</summary>
/// <param name="Box">Around it.</param>
/// <param name="Others">Further digits that the picture shows.</param>
/// <param name="Ink">Row by row; what belongs to something else is 0.</param>
/// <param name="Shapes">Everything that hangs together and is drawn, the digit included: digits, letters, signs; no noise.</param>
internal sealed record DigitParts(Box Box, int Others, byte[] Ink, int Shapes)
{
    /// <summary>What is nearer to the digit than this part of its longer side belongs to it, unless it is another digit.</summary>
    private const double Near = 0.25;

    /// <summary>What stands beside the digit, or far above or below it, and has this part of its height is a digit too.</summary>
    private const double DigitHeight = 0.6;

    /// <summary>What has less of the digit's ink is dust wherever it is.</summary>
    private const double Dust = 0.01;

    /// <summary>What has fewer pixels, or none of strong ink, may be noise.</summary>
    private const int LeastShape = 16;

    private const int StrongInk = 192; // of 255, the strongest of the picture

    /// <summary>The digit with the most ink; null where there is no ink.</summary>
    /// <param name="ink">Not changed.</param>
    /// <param name="level">From which on a pixel is ink.</param>
    public static DigitParts? Of(InkOnPaper ink, int level)
    {
        var parts = Connected(ink, level);
        if (parts.Count == 0)
            return null;
        var main = parts.MaxBy(part => part.Mass)!;
        var others = parts.Where(part => IsDigit(part, main)).ToList();
        var belonging = parts.Where(part => part == main || (!others.Contains(part) && Belongs(part, main))).ToList();
        var left = ink.Levels.ToArray();
        foreach (var pixel in parts.Except(belonging).SelectMany(part => part.Pixels))
            left[pixel] = 0;
        return new(
            belonging.Select(part => part.Box).Aggregate(Box.Around), others.Count, left, parts.Count(part => IsShape(part, ink)));
    }

    private static bool IsShape(Part part, InkOnPaper ink) =>
        part.Pixels.Count >= LeastShape && part.Pixels.Exists(pixel => ink.Levels[pixel] >= StrongInk);

    private static bool IsDigit(Part part, Part main) => part != main
        && part.Mass >= 4 * Dust * main.Mass
        && part.Box.Height >= DigitHeight * main.Box.Height
        && (part.Box.Across(main.Box) > 0 || part.Box.Down(main.Box) > Reach(main));

    private static bool Belongs(Part part, Part main) =>
        part.Mass >= Dust * main.Mass && Math.Max(part.Box.Across(main.Box), part.Box.Down(main.Box)) <= Reach(main);

    private static double Reach(Part main) => Near * Math.Max(main.Box.Width, main.Box.Height);

    /// <summary>All that hangs together, over corners too.</summary>
    private static List<Part> Connected(InkOnPaper ink, int level)
    {
        var (width, height) = (ink.Width, ink.Height);
        var parts = new List<Part>();
        var seen = new bool[ink.Levels.Length];
        for (var first = 0; first < seen.Length; first++)
        {
            if (seen[first] || ink.Levels[first] < level)
                continue;
            var pixels = new List<int> { first };
            seen[first] = true;
            for (var next = 0; next < pixels.Count; next++)
            {
                var (x, y) = (pixels[next] % width, pixels[next] / width);
                for (var row = Math.Max(0, y - 1); row <= Math.Min(height - 1, y + 1); row++)
                {
                    for (var column = Math.Max(0, x - 1); column <= Math.Min(width - 1, x + 1); column++)
                    {
                        var at = (row * width) + column;
                        if (seen[at] || ink.Levels[at] < level)
                            continue;
                        seen[at] = true;
                        pixels.Add(at);
                    }
                }
            }

            parts.Add(new(
                pixels,
                Box.Of(pixels.Min(p => p % width), pixels.Min(p => p / width), pixels.Max(p => p % width), pixels.Max(p => p / width)),
                pixels.Sum(p => (long)ink.Levels[p])));
        }

        return parts;
    }

    private sealed record Part(List<int> Pixels, Box Box, long Mass);
}
