using Spectre.Console;

namespace Mnist.Host.Presentation;

/// <summary>Blocks for a person at a terminal.</summary>
/// <param name="console">Where they go.</param>
internal sealed class RichRenderer(IAnsiConsole console)
{
    public void Write(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
            ActionOf(block)();
    }

    /// <summary>Colours that can be read on black and on white; those of the sixteen that terminals redefine are the fallback.</summary>
    public static Style Style(Tone tone) => tone switch
    {
        Tone.Plain => Spectre.Console.Style.Plain,
        Tone.Strong => new(decoration: Decoration.Bold),
        Tone.Muted => new(Color.Grey46),
        Tone.Good => new(Color.Green),
        Tone.Warning => new(Color.DarkOrange3),
        Tone.Bad => new(Color.Red),
    };

    private Action ActionOf(Block block) => block.Match<Action>(new(
        Heading: heading => () => Write(heading),
        Items: items => () => Write(items.Texts, Tone.Plain),
        Line: line => () => Write(line),
        Table: table => () => Write(table),
        Verbatim: verbatim => () => console.Profile.Out.Writer.WriteLine(Visible.Text(verbatim.Text)),
        Gallery: gallery => () => Write(gallery)));

    private void Write(Block.Heading heading)
    {
        if (heading.Level > 1)
            console.WriteLine();
        Write(new Block.Line(heading.Text, Tone.Strong));
    }

    private void Write(ValueList<string> items, Tone tone)
    {
        foreach (var item in items)
            Write(new Block.Line($"  - {item}", tone));
    }

    private void Write(Block.Line line)
    {
        foreach (var text in WrappedText.Lines(Visible.Line(line.Text), console.Profile.Width))
        {
            console.Write(new Text(text, Style(line.Tone)));
            console.WriteLine();
        }
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

    /// <summary>The same characters as without colours, in the grey levels of their pixels.</summary>
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

    /// <summary>The table, what of it there was no room for, and what the rest means.</summary>
    private void Write(Block.Table block)
    {
        var layout = TableLayout.Of(block, console.Profile.Width);
        console.Write(ToSpectre(block, layout));
        var hidden = Enumerable.Range(0, block.Columns.Count).Except(layout.Columns).Select(i => block.Columns[i].Title);
        if (TableLayout.Hidden(hidden, TableLayout.WidthOf(block)) is { } sentence)
            Write(new Block.Line(sentence, Tone.Muted));
        Write(block.Meanings(layout.Columns), Tone.Muted);
    }

    private static Table ToSpectre(Block.Table block, TableLayout layout)
    {
        var table = new Table { Border = layout.HasFrame ? TableBorder.Rounded : TableBorder.None, BorderStyle = Style(Tone.Muted) };
        foreach (var (i, width) in layout.Columns.Zip(layout.Widths))
            table.AddColumn(new TableColumn(new Text(block.Columns[i].Title, Style(Tone.Strong)))
            {
                Width = width,
                Padding = layout.HasFrame ? new(1, 0, 1, 0) : new(0, 0, i == layout.Columns[^1] ? 0 : 2, 0),
                Alignment = Alignment(block.Columns[i]),
            });
        foreach (var row in block.Rows)
            table.AddRow(layout.Columns.Select(i => ToSpectre(row[i], Alignment(block.Columns[i]), layout.HasBars)));
        return table;
    }

    private static Justify Alignment(Column column) => column.RightAligned ? Justify.Right : Justify.Left;

    private static Paragraph ToSpectre(Cell cell, Justify side, bool hasBars)
    {
        var text = new Paragraph { Justification = side };
        if (hasBars && cell.Fraction is { } fraction)
            text.Append($"{Bar.Of(fraction, TableLayout.BarWidth)} ", new Style(Color.SteelBlue));
        return text.Append(Visible.Line(cell.Text), Style(cell.Tone));
    }
}
