using Mnist.Host.Presentation.Charts;

namespace Mnist.Host.Verbs.Search;

/// <summary>The front in its first two objectives, as a picture of its own.</summary>
internal static class FrontChart
{
    private const double Width = 640, Height = 420, Left = 80, Right = 40, Top = 40, Bottom = 50;

    /// <summary>The text of an SVG file.</summary>
    /// <param name="outcome">With one objective the second axis shows the parameters.</param>
    public static string Of(SearchOutcome outcome)
    {
        var x = outcome.Search.Objectives[0].Figure;
        var y = outcome.Search.Objectives is [_, var second, ..] ? second.Figure : Figure.Parameters;
        var (across, up) = (Along(x), Along(y));
        return Html.Of($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12" fill="#333">
            <rect width="{Width}" height="{Height}" fill="#fff"/>
            <text x="{Left}" y="22" font-size="15">{outcome.Search.Space.Name}: {outcome.Front.Count.Of("design")} that no other is ahead of</text>
            {up.Ticks(1).Select(tick => Html.Of($"""<path d="M{Left} {Y(tick)}H{Width - Right}" stroke="#ddd"/><text x="{Left - 6}" y="{Y(tick) + 4}" text-anchor="end">{((long)tick).Grouped()}</text>"""))}
            {across.Ticks(1).Select(tick => Html.Of($"""<text x="{X(tick)}" y="{Height - Bottom + 18}" text-anchor="middle">{((long)tick).Grouped()}</text>"""))}
            <text x="{(Left + Width - Right) / 2}" y="{Height - 10}" text-anchor="middle">{SpaceFields.NameOf(x)}: {SpaceFields.Meaning(x)}</text>
            <text x="16" y="{(Top + Height - Bottom) / 2}" text-anchor="middle" transform="rotate(-90 16 {(Top + Height - Bottom) / 2})">{SpaceFields.NameOf(y)}</text>
            {outcome.Front.Select((d, i) => Html.Of($"""<circle cx="{X(d[x])}" cy="{Y(d[y])}" r="4" fill="#1f6feb"><title>{i + 1}: {d[Figure.Parameters].Of("parameter")}, {d[Figure.Macs].Of("multiply-add")}, {d.Layers.Line()}</title></circle>"""))}
            </svg>

            """).Markup;

        Scale Along(Figure figure) => Scale.Around(outcome.Front.Select(design => (double)design[figure]));

        double X(double value) => Left + (across.Fraction(value) * (Width - Left - Right));

        double Y(double value) => Height - Bottom - (up.Fraction(value) * (Height - Top - Bottom));
    }
}
