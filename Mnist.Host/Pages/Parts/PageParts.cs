using Mnist.Domain.Values;
using Mnist.Engine.Data;
using Mnist.Engine.Pictures;
using Mnist.Host.Presentation;
using Mnist.Host.Presentation.Charts;

namespace Mnist.Host.Pages.Parts;

/// <summary>Pieces that several sections are made of.</summary>
internal static class PageParts
{
    /// <summary>A part of the page under a heading.</summary>
    public static Html Section(string heading, params IEnumerable<Html> content) =>
        Html.Of($"<section><h2>{heading}</h2>{content}</section>\n");

    /// <summary>Something to be opened by those who want it.</summary>
    public static Html Details(string summary, params IEnumerable<Html> content) =>
        Html.Of($"<details><summary>{summary}</summary>{content}</details>");

    public static Html Paragraph(string text) => Html.Of($"<p>{text}</p>");

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

    /// <summary>A number with its share of the whole as a bar.</summary>
    /// <param name="number">As it is written.</param>
    /// <param name="share">In [0, 1].</param>
    public static Html WithBar(string number, double share) =>
        Html.Of($"""{number}<span class="bar" style="width:{100 * share}%"></span>""");

    /// <summary>Names and values.</summary>
    public static Html Facts(IEnumerable<(string Name, Html Value)> facts) =>
        Html.Of($"<dl>{facts.Select(f => Html.Of($"<div><dt>{f.Name}</dt><dd>{f.Value}</dd></div>"))}</dl>");

    /// <summary>A chart with its legend, and a line that tells the values under a pointer.</summary>
    public static Html Figure(LineChart chart, ValueList<(string Name, int Colour)> legend) => Html.Of($"""
        <figure class="chart"><figcaption>{chart.Title}</figcaption>{chart.Svg()}
        <ul class="legend">{legend.Select(entry => Html.Of($"""<li class="s{entry.Colour}">{entry.Name}</li>"""))}</ul><output></output></figure>
        """);

    /// <summary>A picture of a digit.</summary>
    /// <param name="levels">(28, 28), row-major, 0 black to 255 white.</param>
    /// <param name="description">Read out where it cannot be seen.</param>
    public static Html Digit(ValueList<byte> levels, string description) => Html.Of($"""
        <img width="{ImageSet.Side}" height="{ImageSet.Side}" alt="{description}" src="data:image/png;base64,{Convert.ToBase64String(GreyPng.Write(ImageSet.Side, levels.Span))}"/>
        """);

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
