using Mnist.Host.Presentation.Charts;

namespace Mnist.Host.Pages.Parts;

/// <summary>Pieces that several sections are made of.</summary>
internal static class PageParts
{
    /// <summary>A part of the page under a heading.</summary>
    public static Html Section(string heading, params IEnumerable<Html> content) =>
        Html.Of($"<section><h2>{heading}</h2>{content}</section>\n");

    /// <summary>A part of the page that links lead to.</summary>
    public static Html Section(string heading, string anchor, params IEnumerable<Html> content) =>
        Html.Of($"<section id=\"{anchor}\"><h2>{heading}</h2>{content}</section>\n");

    /// <summary>Something to be opened by those who want it.</summary>
    public static Html Details(string summary, params IEnumerable<Html> content) =>
        Html.Of($"<details><summary>{summary}</summary>{content}</details>");

    public static Html Paragraph(string text) => Html.Of($"<p>{text}</p>");

    /// <summary>A number with its fraction of the whole as a bar.</summary>
    /// <param name="number">As it is written.</param>
    /// <param name="fraction">In [0, 1].</param>
    public static Html WithBar(string number, double fraction) =>
        Html.Of($"""{number}<span class="bar" style="width:{100 * fraction}%"></span>""");

    /// <summary>Names and values.</summary>
    public static Html Facts(IEnumerable<(string Name, Html Value)> facts) =>
        Html.Of($"<dl>{facts.Select(f => Html.Of($"<div><dt>{f.Name}</dt><dd>{f.Value}</dd></div>"))}</dl>");

    /// <summary>A chart with its legend, and a line that tells the values under a pointer.</summary>
    public static Html Figure(LineChart chart, ValueList<(string Name, int Colour)> legend) =>
        Figure(chart.Title, chart.Svg(), legend.Select(entry => new LegendEntry(entry.Name, entry.Colour, LegendSign.Line)));

    /// <summary>A chart with its legend, and a line that tells the values under a pointer.</summary>
    public static Html Figure(string title, Html picture, IEnumerable<LegendEntry> legend) => Html.Of($"""
        <figure class="chart"><figcaption>{title}</figcaption>{picture}
        <ul class="legend">{legend.Select(entry => Html.Of($"""<li class="{entry.Sign.Class()} s{entry.Colour}">{entry.Name}</li>"""))}</ul><output></output></figure>
        """);

    /// <summary>A picture of a digit.</summary>
    /// <param name="levels">(28, 28), row-major, 0 black to 255 white.</param>
    /// <param name="description">Read out where it cannot be seen.</param>
    public static Html Digit(ValueList<byte> levels, string description) => Picture(ImageSet.Side, levels, description);

    /// <summary>A picture in grey.</summary>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="levels">Row by row, 0 black to 255 white.</param>
    /// <param name="description">Read out where it cannot be seen.</param>
    public static Html Picture(int width, ValueList<byte> levels, string description) => Html.Of($"""
        <img width="{width}" height="{levels.Count / width}" alt="{description}" src="data:image/png;base64,{Convert.ToBase64String(GreyPng.Write(width, levels.Span))}"/>
        """);
}
