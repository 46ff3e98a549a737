namespace Mnist.Host.Presentation;

/// <summary>Lines of a terminal's width, broken between words; what does not fit starts where the text of the first line starts.</summary>
/// <remarks>A word that fits into a line only without that indent has none.</remarks>
internal static class WrappedText
{
    private const string Bullet = "- ";

    /// <summary>The lines of a text; a word longer than a line is left whole: where the terminal breaks it, it can be copied.</summary>
    /// <param name="text">Without line breaks; spaces at its start, and the mark of a list's entry, indent all its lines.</param>
    /// <param name="width">Characters of a line, at least 1.</param>
    public static IEnumerable<string> Lines(string text, int width)
    {
        var rest = text;
        var indent = new string(' ', Math.Min(IndentOf(text), width / 2));
        var least = IndentOf(text);
        while (rest.Length > width && BreakIn(rest, least, width) is { } end)
        {
            yield return rest[..end].TrimEnd();
            var left = rest[end..].TrimStart();
            least = FirstWord(left) + indent.Length > width ? 0 : indent.Length;
            rest = indent[..least] + left;
        }

        yield return rest;
    }

    /// <summary>The last space before the end of a line, or else the first one behind it; null where there is none.</summary>
    private static int? BreakIn(string text, int indent, int width)
    {
        var last = text.LastIndexOf(' ', width);
        var end = last > indent ? last : text.IndexOf(' ', Math.Max(indent, Math.Min(width, text.Length - 1)));
        return end > indent && end < text.TrimEnd().Length ? end : null;
    }

    private static int FirstWord(string text) => text.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length;

    private static int IndentOf(string text)
    {
        var spaces = text.Length - text.TrimStart(' ').Length;
        return text.AsSpan(spaces).StartsWith(Bullet, StringComparison.Ordinal) ? spaces + Bullet.Length : spaces;
    }
}
