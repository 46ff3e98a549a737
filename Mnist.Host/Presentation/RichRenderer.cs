using Spectre.Console;

namespace Mnist.Host.Presentation;

/// <summary>Blocks for a person at a terminal.</summary>
/// <param name="console">Where they go.</param>
internal sealed class RichRenderer(IAnsiConsole console)
{
    private const int BarWidth = 10;

    public void Write(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
            Writing(block)();
    }

    public static Style Style(Tone tone) => tone switch
    {
        Tone.Plain => Spectre.Console.Style.Plain,
        Tone.Strong => new(decoration: Decoration.Bold),
        Tone.Muted => new(Color.Grey),
        Tone.Good => new(Color.Green),
        Tone.Warning => new(Color.Yellow),
        Tone.Bad => new(Color.Red),
    };

    private Action Writing(Block block) => block.Match<Action>(new(
        Heading: heading => () => Write(heading),
        Items: items => () => Write(items),
        Line: line => () => Write(line),
        Table: table => () => console.Write(ToSpectre(table)),
        Verbatim: verbatim => () => console.Profile.Out.Writer.WriteLine(Visible.Text(verbatim.Text)),
        Gallery: gallery => () => Write(gallery)));

    private void Write(Block.Heading heading)
    {
        if (heading.Level > 1)
            console.WriteLine();
        Write(new Block.Line(heading.Text, Tone.Strong));
    }

    private void Write(Block.Items items)
    {
        foreach (var item in items.Texts)
            console.Write(new Padder(new Text($"- {Visible.Line(item)}"), new Padding(2, 0, 0, 0)));
    }

    private void Write(Block.Line line)
    {
        console.Write(new Text(Visible.Line(line.Text), Style(line.Tone)));
        console.WriteLine();
    }

    private void Write(Block.Gallery gallery)
    {
        var width = console.Profile.Width;
        if (console.Profile.Capabilities.ColorSystem >= ColorSystem.EightBit)
        {
            foreach (var row in GalleryText.Rows(gallery.Pictures, width))
                Write(row);
        }
        else
        {
            foreach (var line in GalleryText.Lines(gallery.Pictures, width))
                console.Profile.Out.Writer.WriteLine(line);
        }
    }

    /// <summary>The characters that go without colours too, in the grey levels of their pixels.</summary>
    private void Write(Picture[] row)
    {
        console.WriteLine(GalleryText.Captions(row));
        for (var y = 0; y < row[0].TextRows; y++)
        {
            var line = new Paragraph();
            foreach (var picture in row)
            {
                for (var x = 0; x < picture.Width; x++)
                    line.Append($"{picture.Character(y, x)}", Greys(picture, y, x));
                line.Append(GalleryText.Space);
            }

            console.Write(line);
            console.WriteLine();
        }
    }

    private static Style Greys(Picture picture, int row, int x)
    {
        var (upper, lower) = picture.Pair(row, x);
        return picture.Character(row, x) switch
        {
            '▀' => new(Grey(upper), Grey(lower)),
            '▄' => new(Grey(lower), Grey(upper)),
            _ => new(Grey((upper + lower) / 2), Grey((upper + lower) / 2)),
        };
    }

    private static Color Grey(int level) => new((byte)level, (byte)level, (byte)level);

    private Table ToSpectre(Block.Table block)
    {
        var shown = Shown(block);
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = Style(Tone.Muted) };
        foreach (var i in shown)
            table.AddColumn(new TableColumn(new Text(block.Columns[i].Title, Style(Tone.Strong)))
            {
                NoWrap = true,
                Alignment = Side(block.Columns[i]),
            });
        foreach (var row in block.Rows)
            table.AddRow(shown.Select(i => ToSpectre(row[i], Side(block.Columns[i]))));
        return table;
    }

    private static Justify Side(Column column) => column.RightAligned ? Justify.Right : Justify.Left;

    private static Paragraph ToSpectre(Cell cell, Justify side)
    {
        var text = new Paragraph { Justification = side };
        if (cell.Fraction is { } fraction)
            text.Append($"{Bar.Of(fraction, BarWidth)} ", new Style(Color.Blue));
        return text.Append(Visible.Line(cell.Text), Style(cell.Tone));
    }

    /// <summary>The columns that fit side by side, least important ones left out; at least one.</summary>
    private List<int> Shown(Block.Table table)
    {
        const int Frame = 3; // a line and a space at each side of a cell
        var widths = table.Columns
            .Select((column, i) => Frame + table.Rows.Select(r => Width(r[i])).Append(column.Title.Length).Max())
            .ToList();
        var shown = Enumerable.Range(0, table.Columns.Count).ToList();
        while (shown.Count > 1 && shown.Sum(i => widths[i]) + 1 > console.Profile.Width)
            shown.Remove(shown.MinBy(i => table.Columns[i].Importance));
        return shown;
    }

    private static int Width(Cell cell) => Visible.Line(cell.Text).Length + (cell.Fraction is null ? 0 : BarWidth + 1);
}
