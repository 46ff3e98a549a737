using System.Globalization;

namespace Mnist.Host.Recordings;

/// <summary>A screen as an SVG file, whose lines appear in the order in which they were written.</summary>
/// <remarks>
/// There is no script in it, and where nothing moves, such as on paper, all lines are there. Its colours follow the reader's choice of
/// light or dark pages; each can be read on its ground. Each piece of text is given its width, so that columns stand below one another in
/// any font.
/// </remarks>
internal static class ScreenPicture
{
    /// <summary>Least contrast of text (WCAG 2.2, level AA).</summary>
    public const double LeastContrast = 4.5;

    private const double CellWidth = 8.4, LineHeight = 19, FontSize = 14, Edge = 16, Baseline = 14;
    private const double LongestShow = 8; // seconds; a longer recording is shown as much faster

    private static readonly (Rgb Ground, Rgb Text) Light = (new(0xF6, 0xF8, 0xFA), new(0x1B, 0x1F, 0x24));
    private static readonly (Rgb Ground, Rgb Text) Dark = (new(0x14, 0x17, 0x1B), new(0xE6, 0xE9, 0xED));

    /// <summary>The text of the file.</summary>
    /// <param name="title">Read out in place of the picture, before its lines.</param>
    /// <param name="screen">What is shown.</param>
    /// <param name="width">Characters of a line.</param>
    public static string Of(string title, Screen screen, int width)
    {
        var shown = Shown(screen);
        var colours = shown.SelectMany(line => line.Pieces).Where(piece => piece.Look.Back is null)
            .Select(piece => piece.Look.Front).OfType<Rgb>().Distinct().ToList();
        var last = shown.Select(line => line.At.TotalSeconds).DefaultIfEmpty().Max();
        var speed = Math.Min(1, LongestShow / Math.Max(last, LongestShow));
        var (across, down) = ((width * CellWidth) + (2 * Edge), (shown.Count * LineHeight) + (2 * Edge));
        return Html.Of($$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{across}} {{down}}" width="{{across}}" height="{{down}}" role="img" xml:space="preserve">
            <title>{{title}}</title>
            <style>
            text { font: {{FontSize}}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: {{Light.Text.Css}}; white-space: pre; }
            .ground { fill: {{Light.Ground.Css}}; }
            .bold { font-weight: bold; }
            {{colours.Select((colour, i) => Rule(i, colour, Light.Ground))}}
            @media (prefers-color-scheme: dark) {
            text { fill: {{Dark.Text.Css}}; }
            .ground { fill: {{Dark.Ground.Css}}; }
            {{colours.Select((colour, i) => Rule(i, colour, Dark.Ground))}}
            }
            @media screen and (prefers-reduced-motion: no-preference) { g { animation: appear 0.1s both; } }
            @keyframes appear { from { opacity: 0; } }
            </style>
            <rect class="ground" width="{{across}}" height="{{down}}" rx="8"/>
            {{shown.Select((line, row) => Line(line, row, speed, colours))}}</svg>

            """).Markup;
    }

    /// <summary>All lines but those that were left out and empty ones at the end.</summary>
    private static List<(TimeSpan At, ValueList<ScreenPiece> Pieces)> Shown(Screen screen)
    {
        var shown = screen.Lines.Select(line => (line.At, Pieces: line.Pieces.ToValueList())).ToList();
        if (screen.LeftOut > 0)
        {
            var told = $"... {screen.LeftOut.Of("line")} left out ...";
            shown.Insert(Screen.Head, (shown[Screen.Head].At, [new(told, 0, told.Length, default)]));
        }

        return [.. shown.AsEnumerable().Reverse().SkipWhile(line => line.Pieces.Count == 0).Reverse()];
    }

    private static Html Rule(int index, Rgb colour, Rgb ground) =>
        Html.Of($"text.c{index} {{ fill: {colour.ReadableOn(ground, LeastContrast).Css}; }}\n");

    private static Html Line((TimeSpan At, ValueList<ScreenPiece> Pieces) line, int row, double speed, List<Rgb> colours)
    {
        var delay = (line.At.TotalSeconds * speed).ToString("0.##", CultureInfo.InvariantCulture);
        return line.Pieces.Count == 0 ? Html.Empty : Html.Of($"""
            <g style="animation-delay: {delay}s">{line.Pieces.Select(piece => Piece(piece, Edge + (row * LineHeight), colours))}</g>

            """);
    }

    private static Html Piece(ScreenPiece piece, double top, List<Rgb> colours)
    {
        var (left, width) = (Edge + (piece.Column * CellWidth), piece.Width * CellWidth);
        var (front, back) = (piece.Look.Front, piece.Look.Back);
        var classes = string.Join(' ', new[]
        {
            piece.Look.IsBold ? "bold" : "",
            back is null && front is { } own ? $"c{colours.IndexOf(own)}" : "",
        }.Where(name => name.Length > 0));
        var ground = back is { } behind
            ? Html.Of($"""<rect x="{left}" y="{top}" width="{width}" height="{LineHeight}" fill="{behind.Css}"/>""")
            : Html.Empty;
        var named = classes.Length > 0 ? Html.Of($""" class="{classes}" """) : Html.Empty;
        var ownFill = back is null ? Html.Empty : Html.Of($""" style="fill: {(front ?? Light.Text).Css}" """);
        return Html.Of($"""
            {ground}<text x="{left}" y="{top + Baseline}" textLength="{width}" lengthAdjust="spacingAndGlyphs"{named}{ownFill}>{piece.Text}</text>
            """);
    }
}
