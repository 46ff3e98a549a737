namespace Mnist.Host.Presentation;

/// <summary>Blocks as part of a page; pictures are left out.</summary>
internal static class BlockHtml
{
    public static IEnumerable<Html> Of(IEnumerable<Block> blocks) => blocks.Select(Of);

    public static Html Of(Block block) => block.Match<Html>(new(
        Heading: heading => new($"<h{heading.Level}>{Html.Text(heading.Text)}</h{heading.Level}>\n"),
        Items: items => Html.Of($"<ul>{items.Texts.Select(text => Html.Of($"<li>{text}</li>"))}</ul>\n"),
        Line: line => line.Text.Length == 0 ? Html.Empty : Line(line),
        Table: table => Table("", table.Columns, table.Rows.Select(row => row.Select(Cell).ToValueList())),
        Verbatim: verbatim => Html.Of($"<pre>{verbatim.Text}</pre>\n"),
        Gallery: _ => Html.Empty));

    /// <summary>A sentence of a verb's answer, in its tone.</summary>
    public static Html Line(Block.Line line) => Html.Of($"""<p class="{Class(line.Tone)}">{line.Text}</p>""");

    /// <summary>A table; on a narrow screen its less important columns are left out.</summary>
    /// <param name="caption">What it shows; empty where that is said already.</param>
    /// <param name="columns">From left to right; below an importance of 5 a column needs a wide screen.</param>
    /// <param name="rows">Each as long as there are columns.</param>
    public static Html Table(string caption, ValueList<Column> columns, IEnumerable<ValueList<Html>> rows) => Html.Of($"""
        <div class="scroll"><table>{(caption.Length > 0 ? Html.Of($"<caption>{caption}</caption>") : Html.Empty)}
        <thead><tr>{columns.Select(c => Html.Of($"""<th scope="col"{Class(c)}>{c.Title}</th>"""))}</tr></thead>
        <tbody>{rows.Select(row => Html.Of($"<tr>{row.Zip(columns, (cell, c) => Html.Of($"<td{Class(c)}>{cell}</td>"))}</tr>\n"))}</tbody>
        </table></div>
        """);

    private static Html Cell(Cell cell) => cell.Tone == Tone.Strong ? Html.Of($"<strong>{cell.Text}</strong>") : Html.Text(cell.Text);

    private static Html Class(Column column) => (column.RightAligned, column.Importance < 5) switch
    {
        (true, true) => new(" class=\"number wide\""),
        (true, false) => new(" class=\"number\""),
        (false, true) => new(" class=\"wide\""),
        _ => Html.Empty,
    };

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
