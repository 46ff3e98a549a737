using Mnist.Domain.Values;

namespace Mnist.Host.Presentation;

/// <summary>Blocks for a pipe or a file: no colours, no bars, no frames, no limit to the width.</summary>
internal static class PlainRenderer
{
    private const int Width = 120;

    public static void Write(TextWriter output, IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
            Write(output, block);
    }

    private static void Write(TextWriter output, Block block)
    {
        switch (block)
        {
            case Block.Heading heading:
                output.WriteLine($"{(heading.Level > 1 ? Environment.NewLine : "")}{Visible.Line(heading.Text)}");
                break;
            case Block.Items items:
                foreach (var item in items.Texts)
                    output.WriteLine($"  - {Visible.Line(item)}");
                break;
            case Block.Line line:
                output.WriteLine(Visible.Line(line.Text));
                break;
            case Block.Verbatim verbatim:
                output.WriteLine(Visible.Text(verbatim.Text));
                break;
            case Block.Table table:
                Write(output, table);
                break;
            case Block.Gallery gallery:
                foreach (var line in GalleryText.Lines(gallery.Pictures, Width))
                    output.WriteLine(line.TrimEnd());
                break;
        }
    }

    private static void Write(TextWriter output, Block.Table table)
    {
        var widths = table.Columns
            .Select((column, i) => table.Rows.Select(row => Visible.Line(row[i].Text).Length).Append(column.Title.Length).Max())
            .ToArray();
        WriteRow(output, table.Columns, widths, table.Columns.Select(c => c.Title));
        foreach (var row in table.Rows)
            WriteRow(output, table.Columns, widths, row.Select(c => Visible.Line(c.Text)));
    }

    private static void WriteRow(TextWriter output, ValueList<Column> columns, int[] widths, IEnumerable<string> texts)
    {
        var cells = texts.Select((text, i) => columns[i].RightAligned ? text.PadLeft(widths[i]) : text.PadRight(widths[i]));
        output.WriteLine(string.Join("  ", cells).TrimEnd());
    }
}
