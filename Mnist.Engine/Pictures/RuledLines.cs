namespace Mnist.Engine.Pictures;

/// <summary>Lines that were printed on the paper: straight, thin, and from one edge of the picture to the other.</summary>
internal static class RuledLines
{
    /// <summary>Share of a line's length that has to be inked.</summary>
    private const double LeastCover = 0.9;

    /// <summary>A line rises or falls by at most so much of its length.</summary>
    private const double MostTilt = 0.08;

    /// <summary>What is thicker than this part of the picture's longer side was written.</summary>
    private const double MostThickness = 0.025;

    /// <summary>A single line is a stroke of the digit unless it is thinner than this part of the digit's strokes.</summary>
    private const double ThinPart = 0.7;

    private const int MostLines = 40;

    /// <summary>The ink without the lines.</summary>
    /// <param name="ink">Not changed.</param>
    /// <param name="level">From which on a pixel is ink.</param>
    public static InkOnPaper Remove(InkOnPaper ink, int level)
    {
        var left = ink.Levels.ToArray();
        var across = Erase(left, new(ink.Width, ink.Height, 1, ink.Width), level);
        var down = Erase(left, new(ink.Height, ink.Width, ink.Width, 1), level);
        var strokes = Thickness(left, ink.Width, level);
        return strokes > 0 && (across.Count > 1 || down.Count > 1 || across.Concat(down).All(line => line < ThinPart * strokes))
            ? ink with { Levels = left }
            : ink;
    }

    /// <summary>
    /// A picture seen along its rows, or along its columns: so many places along a line, so many lines, and the steps between them.
    /// </summary>
    private readonly record struct View(int Length, int Count, int Along, int Aside)
    {
        public int At(int along, int aside) => (along * Along) + (aside * Aside);
    }

    /// <summary>Erases all lines of one direction; gives their thicknesses.</summary>
    private static List<int> Erase(byte[] ink, View view, int level)
    {
        var most = Math.Max(1, (int)(MostThickness * Math.Max(view.Length, view.Count)));
        var found = new List<int>();
        while (found.Count < MostLines
            && Find(ink, view, level) is var (start, end)
            && Erase(ink, view, level, start, end, most) is { } line)
            found.Add(line);
        return found;
    }

    /// <summary>Where the first line begins and ends; null where there is none.</summary>
    private static (int Start, int End)? Find(byte[] ink, View view, int level)
    {
        var tilt = (int)(MostTilt * view.Length);
        var gaps = (int)((1 - LeastCover) * view.Length);
        (int Start, int End)? best = null;
        for (var start = 0; start < view.Count; start++)
        {
            for (var end = Math.Max(0, start - tilt); end <= Math.Min(view.Count - 1, start + tilt); end++)
            {
                if (Gaps(ink, view, level, start, end, gaps) is var found && found < gaps)
                    (best, gaps) = ((start, end), found);
            }
        }

        return best;
    }

    /// <summary>Places of a line without ink on it or beside it; counting ends where there are too many.</summary>
    private static int Gaps(byte[] ink, View view, int level, int start, int end, int most)
    {
        var gaps = 0;
        for (var along = 0; along < view.Length && gaps < most; along++)
        {
            if (Middle(ink, view, level, along, start, end) is null)
                gaps++;
        }

        return gaps;
    }

    /// <summary>The inked pixel of a line at one place, or one beside it; null where there is none.</summary>
    private static int? Middle(byte[] ink, View view, int level, int along, int start, int end)
    {
        var middle = start + (int)Math.Round((double)(end - start) * along / Math.Max(1, view.Length - 1));
        foreach (var aside in (ReadOnlySpan<int>)[middle, middle - 1, middle + 1])
        {
            if (aside >= 0 && aside < view.Count && ink[view.At(along, aside)] >= level)
                return aside;
        }

        return null;
    }

    /// <summary>Erases a line and keeps what crosses it; gives its thickness, null where it is too thick for a line.</summary>
    private static int? Erase(byte[] ink, View view, int level, int start, int end, int most)
    {
        var runs = Enumerable
            .Range(0, view.Length)
            .Select(along => (Along: along, Run: Middle(ink, view, level, along, start, end) is { } middle
                ? Run(ink, view, level, along, middle)
                : default))
            .Where(place => place.Run.Length > 0)
            .ToList();

        // A stroke of the digit may lie along most of the line.
        var thickness = runs.Select(place => place.Run.Length).Order().ElementAt(runs.Count / 8);
        if (thickness > most)
            return null;
        foreach (var (along, run) in runs.Where(place => place.Run.Length <= (2 * thickness) + 1))
        {
            // Its soft edges go with it.
            for (var aside = Math.Max(0, run.First - 1); aside <= Math.Min(view.Count - 1, run.First + run.Length); aside++)
                ink[view.At(along, aside)] = 0;
        }

        return thickness;
    }

    /// <summary>The inked pixels side by side across a line.</summary>
    private static (int First, int Length) Run(byte[] ink, View view, int level, int along, int middle)
    {
        var (first, end) = (middle, middle + 1);
        while (first > 0 && ink[view.At(along, first - 1)] >= level)
            first--;
        while (end < view.Count && ink[view.At(along, end)] >= level)
            end++;
        return (first, end - first);
    }

    /// <summary>Mean thickness of strokes: twice their area over the length of their two edges.</summary>
    private static double Thickness(byte[] ink, int width, int level)
    {
        var (area, edge) = (0, 0);
        for (var i = 0; i < ink.Length; i++)
        {
            if (ink[i] < level)
                continue;
            area++;
            var x = i % width;
            var isInside = x > 0 && x < width - 1 && i >= width && i < ink.Length - width
                && ink[i - 1] >= level && ink[i + 1] >= level && ink[i - width] >= level && ink[i + width] >= level;
            edge += isInside ? 0 : 1;
        }

        return edge == 0 ? 0 : 2.0 * area / edge;
    }
}
