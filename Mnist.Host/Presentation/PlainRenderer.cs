namespace Mnist.Host.Presentation;

/// <summary>Blocks for a pipe or a file: no colours, no bars, no frames, no limit to the width.</summary>
internal static class PlainRenderer
{
    private const int Width = 120;

    public static void Write(TextWriter output, IEnumerable<Block> blocks)
    {
        foreach (var line in blocks.SelectMany(Lines))
            output.WriteLine(line);
    }

    private static IEnumerable<string> Lines(Block block) => block.Match<IEnumerable<string>>(new(
        Heading: heading => [$"{(heading.Level > 1 ? Environment.NewLine : "")}{Visible.Line(heading.Text)}"],
        Items: items => Lines(items.Texts),
        Line: line => [Visible.Line(line.Text)],
        Table: Lines,
        Verbatim: verbatim => [Visible.Text(verbatim.Text)],
        Gallery: gallery => GalleryText.Lines(gallery.Pictures, Width).Select(line => line.TrimEnd())));

    private static IEnumerable<string> Lines(ValueList<string> items) => items.Select(item => $"  - {Visible.Line(item)}");

    private static IEnumerable<string> Lines(Block.Table table)
    {
        var widths = table.Columns
            .Select((column, i) => table.Rows.Select(row => Visible.Line(row[i].Text).Length).Append(column.Title.Length).Max())
            .ToArray();
        return table.Rows
            .Select(row => row.Select(cell => Visible.Line(cell.Text)))
            .Prepend(table.Columns.Select(column => column.Title))
            .Select(texts => Row(table.Columns, widths, texts))
            .Concat(Lines(table.Meanings()));
    }

    private static string Row(ValueList<Column> columns, int[] widths, IEnumerable<string> texts) => string.Join(
        "  ", texts.Select((text, i) => columns[i].RightAligned ? text.PadLeft(widths[i]) : text.PadRight(widths[i]))).TrimEnd();
}
