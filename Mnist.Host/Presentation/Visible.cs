using System.Globalization;
using System.Text;

namespace Mnist.Host.Presentation;

/// <summary>Text from outside - a file, a name, a variable - that a terminal or a browser shows as it is and never obeys.</summary>
/// <remarks>
/// Control characters move the cursor, change the title or clear the screen; format characters reverse the direction of writing or cannot
/// be seen at all. They are written as \u001B, which is also what JSON writes inside a string: a document stays the same document.
/// </remarks>
internal static class Visible
{
    /// <summary>A text of several lines; line breaks and tabs stay.</summary>
    /// <param name="text">Any characters.</param>
    public static string Text(string text) => Replace(text.Replace("\r\n", "\n", StringComparison.Ordinal), kept: "\n\t");

    /// <summary>A text that has to stay on one line.</summary>
    /// <param name="text">Any characters.</param>
    public static string Line(string text) => Replace(text, kept: "");

    private static string Replace(string text, string kept)
    {
        if (!text.EnumerateRunes().Any(rune => IsInvisible(rune, kept)))
            return text;
        var shown = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
            shown.Append(IsInvisible(rune, kept) ? string.Concat($"{rune}".Select(c => $"\\u{(int)c:X4}")) : $"{rune}");
        return shown.ToString();
    }

    /// <summary>Joiners are format characters too, but some scripts and emoji are written with them, and they move nothing.</summary>
    private static bool IsInvisible(Rune rune, string kept) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        && rune.Value is not (0x200C or 0x200D)
        && !kept.Contains((char)rune.Value, StringComparison.Ordinal);
}
