using System.Text;

namespace Mnist.Host.Presentation;

/// <summary>Blocks as GitHub's Markdown; pictures are left out.</summary>
internal static class MarkdownRenderer
{
    /// <summary>Everything that may be meant as markup where it stands inside a line.</summary>
    private const string Special = "\\`*_{}[]<>#|~$&";

    /// <summary>The blocks as text that ends with a line break.</summary>
    public static string Write(IEnumerable<Block> blocks)
    {
        var text = new StringBuilder();
        foreach (var part in blocks.Select(Part).Where(part => part.Length > 0))
            text.Append(text.Length == 0 ? "" : "\n").Append(part);
        return text.ToString();
    }

    private static string Part(Block block) => block.Match<string>(new(
        Heading: heading => $"{new string('#', heading.Level)} {Escape(heading.Text)}\n",
        Items: items => List(items.Texts),
        Line: line => line switch
        {
            { Text: "" } => "",
            { Tone: Tone.Strong } => $"**{Escape(line.Text.Trim())}**\n",
            _ => $"{Escape(line.Text.Trim())}\n",
        },
        Table: Table,
        Verbatim: verbatim => Fence(Visible.Text(verbatim.Text)),
        Gallery: _ => ""));

    private static string Table(Block.Table table)
    {
        var lines = table.Rows
            .Select(row => row.Select(cell => cell.Tone == Tone.Strong ? $"**{Escape(cell.Text)}**" : Escape(cell.Text)))
            .Prepend(table.Columns.Select(column => column.RightAligned ? "---:" : "---"))
            .Prepend(table.Columns.Select(column => Escape(column.Title)));
        var meanings = List(table.Meanings());
        return string.Concat(lines.Select(cells => $"| {string.Join(" | ", cells)} |\n"))
            + (meanings.Length > 0 ? $"\n{meanings}" : "");
    }

    private static string List(ValueList<string> items) => string.Concat(items.Select(item => $"- {Escape(item)}\n"));

    /// <summary>A fence longer than any run of backticks inside.</summary>
    private static string Fence(string text)
    {
        var longest = text.Split('\n').Max(line => line.TakeWhile(c => c == '`').Count());
        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}\n{text.TrimEnd('\n')}\n{fence}\n";
    }

    /// <summary>What stands between two backticks stays code, as it is; everything else is text and nothing but text.</summary>
    private static string Escape(string text)
    {
        var parts = Visible.Line(text).Split('`');
        var hasCode = parts.Length % 2 == 1 && parts.Where((_, i) => i % 2 == 1).All(IsCode);
        return hasCode
            ? string.Concat(parts.Select((part, i) => i % 2 == 1 ? $"`{part}`" : Literal(part)))
            : Literal(string.Join('`', parts));
    }

    // A bar would end a cell even there, and a backslash before it would not be seen as one.
    private static bool IsCode(string text) => !string.IsNullOrWhiteSpace(text) && !text.Contains('|') && !text.Contains('\\');

    private static string Literal(string text) =>
        string.Concat(text.Select(c => Special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));
}
