using System.Text;

namespace Mnist.Host.Presentation;

/// <summary>A place in a text that a command keeps up to date: the lines between two marks. A text may hold several pairs.</summary>
/// <param name="Name">What sets the pair apart from others; empty for the pair without a name.</param>
internal sealed record MarkdownPlace(string Name)
{
    private const string AnyBegin = "<!-- mnist sweep";
    private const string AnyEnd = "<!-- /mnist sweep";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The line before the place.</summary>
    public string Begin => $"{AnyBegin}{Suffix} -->";

    /// <summary>The line after it.</summary>
    public string End => $"{AnyEnd}{Suffix} -->";

    /// <summary>A text that holds the place and nothing else.</summary>
    public byte[] Empty => Strict.GetBytes($"{Begin}\n{End}\n");

    private string Suffix => Name.Length == 0 ? "" : $" {Name}";

    /// <summary>Puts lines between the two marks; every byte before and after them stays as it is.</summary>
    /// <param name="content">UTF-8, with a byte order mark or without.</param>
    /// <param name="lines">Ends with a line break; written with the line breaks of the mark's own line.</param>
    /// <returns>The new content, or why there is no one true place in the old.</returns>
    public Validation<byte[], MarkdownError> Fill(byte[] content, string lines) => Decode(content).Bind(text =>
        Mark(text, Begin).Bind(begin => Mark(text, End).Bind(end => Between(text, begin, end)))
            .Map(place => Strict.GetBytes($"{text[..place.First]}{Broken(lines, text, place.First)}{text[place.End..]}")));

    private static Validation<string, MarkdownError> Decode(byte[] content)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return new MarkdownError.NotUtf8();
        }
    }

    /// <summary>The only place of a mark in a text: a line of its own.</summary>
    private static Validation<int, MarkdownError> Mark(string text, string mark)
    {
        var found = text.AsSpan().Count(mark);
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return found == 0 ? new MarkdownError.NoMark(mark)
            : found > 1 ? new MarkdownError.ManyMarks(mark, found)
            : !IsLine(text, at, at + mark.Length) ? new MarkdownError.MarkInLine(mark, Line(text, at))
            : at;
    }

    /// <summary>From behind one mark to the beginning of the other, where nothing stands but what such a command has written.</summary>
    private Validation<(int First, int End), MarkdownError> Between(string text, int begin, int end)
    {
        var first = begin + Begin.Length;
        return end < begin ? new MarkdownError.EndBeforeBegin(Begin, End)
            : Other(text[first..end]) is { } other ? new MarkdownError.MarkInside(Begin, Line(text, first + other))
            : (first, end);
    }

    private static int? Other(string inside) => new[] { AnyBegin, AnyEnd }
        .Select(mark => inside.IndexOf(mark, StringComparison.Ordinal))
        .Where(at => at >= 0)
        .Select(at => (int?)at)
        .Min();

    /// <summary>An empty line, the lines, an empty line.</summary>
    private static string Broken(string lines, string text, int mark)
    {
        var lineBreak = text.AsSpan(mark).StartsWith("\r\n") ? "\r\n" : "\n";
        return $"\n\n{lines}\n".Replace("\n", lineBreak, StringComparison.Ordinal);
    }

    /// <summary>A byte order mark at the beginning belongs to no line.</summary>
    private static bool IsLine(string text, int first, int end) =>
        (first == 0 || text[first - 1] == '\n' || (first == 1 && text[0] == '\uFEFF'))
        && (end == text.Length || text[end] == '\n' || text.AsSpan(end).StartsWith("\r\n"));

    private static int Line(string text, int at) => 1 + text.AsSpan(0, at).Count('\n');
}
