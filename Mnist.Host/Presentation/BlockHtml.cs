using Mnist.Domain.Values;
using Mnist.Host.Pages.Parts;

namespace Mnist.Host.Presentation;

/// <summary>A verb's answer as part of a page; pictures are left out.</summary>
internal static class BlockHtml
{
    public static IEnumerable<Html> Of(IEnumerable<Block> blocks) => blocks.Select(Of);

    public static Html Of(Block block) => block switch
    {
        Block.Heading heading => new Html($"<h{heading.Level}>{Html.Text(heading.Text)}</h{heading.Level}>\n"),
        Block.Line { Text: "" } => Html.Empty,
        Block.Line line => PageParts.Line(line),
        Block.Items items => Html.Of($"<ul>{items.Texts.Select(text => Html.Of($"<li>{text}</li>"))}</ul>\n"),
        Block.Verbatim verbatim => Html.Of($"<pre>{verbatim.Text}</pre>\n"),
        Block.Table table => PageParts.Table("", table.Columns, table.Rows.Select(row => row.Select(Cell).ToValueList())),
        _ => Html.Empty,
    };

    private static Html Cell(Cell cell) => cell.Tone == Tone.Strong ? Html.Of($"<strong>{cell.Text}</strong>") : Html.Text(cell.Text);
}
