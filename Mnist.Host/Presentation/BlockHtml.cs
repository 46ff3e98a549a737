namespace Mnist.Host.Presentation;

/// <summary>Blocks as part of a page; pictures are left out.</summary>
internal static class BlockHtml
{
    public static IEnumerable<Html> Of(IEnumerable<Block> blocks) => blocks.Select(Of);

    public static Html Of(Block block) => block.Match<Html>(new(
        Heading: heading => new($"<h{heading.Level}>{Html.Text(heading.Text)}</h{heading.Level}>\n"),
        Items: items => List(items.Texts),
        Line: line => line.Text.Length == 0 ? Html.Empty : Line(line),
        Table: table => Html.Of(
            $"{Table("", table.Columns, table.Rows.Select(row => row.Select(Cell).ToValueList()))}{List(table.Meanings())}"),
        Verbatim: verbatim => Html.Of($"<pre>{verbatim.Text}</pre>\n"),
        Gallery: _ => Html.Empty));

    private static Html List(ValueList<string> items) =>
        items.Count == 0 ? Html.Empty : Html.Of($"<ul>{items.Select(text => Html.Of($"<li>{text}</li>"))}</ul>\n");

    /// <summary>A sentence of a verb's answer, in its tone.</summary>
    public static Html Line(Block.Line line) => Html.Of($"""<p class="{Class(line.Tone)}">{line.Text}</p>""");

    /// <summary>A table; on a narrow screen it scrolls.</summary>
    /// <param name="caption">What it shows; empty where that is said already.</param>
    /// <param name="columns">From left to right.</param>
    /// <param name="rows">Each as long as there are columns.</param>
    public static Html Table(string caption, ValueList<Column> columns, IEnumerable<ValueList<Html>> rows) => Html.Of($"""
        <div class="scroll"><table>{(caption.Length > 0 ? Html.Of($"<caption><span>{caption}</span></caption>") : Html.Empty)}
        <thead><tr>{columns.Select(c => Html.Of($"""<th scope="col"{Class(c)}>{c.Title}</th>"""))}</tr></thead>
        <tbody>{rows.Select(row => Html.Of($"<tr>{row.Zip(columns, (cell, c) => Html.Of($"<td{Class(c)}>{cell}</td>"))}</tr>\n"))}</tbody>
        </table></div>
        """);

    private static Html Cell(Cell cell) => cell.Tone == Tone.Strong ? Html.Of($"<strong>{cell.Text}</strong>") : Html.Text(cell.Text);

    private static Html Class(Column column) => column.RightAligned ? new(" class=\"number\"") : Html.Empty;

    private static string Class(Tone tone) => tone switch
    {
        Tone.Plain => "plain",
        Tone.Strong => "strong",
        Tone.Muted => "muted",
        Tone.Good => "good",
        Tone.Warning => "warning",
        Tone.Bad => "bad",
    };
}
