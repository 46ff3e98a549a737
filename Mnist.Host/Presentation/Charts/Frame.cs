namespace Mnist.Host.Presentation.Charts;

/// <summary>Where things stand in a chart, with its axes; all charts have one size, so that their texts have.</summary>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis, from the bottom to the top.</param>
internal sealed record Frame(Axis X, Axis Y)
{
    public const double Width = 420, Height = 266, Left = 50, Right = 10, Top = 26, Bottom = 40;

    /// <summary>About the width of a letter or digit of the charts' text.</summary>
    public const double LetterWidth = 6.8;

    /// <summary>The height of a line of it.</summary>
    public const double LineHeight = 13;

    private const double TitleHeight = 20;

    /// <summary>What a page gives its charts, and a file has to have itself.</summary>
    private static readonly Html Own = new("svg { font-family: system-ui, sans-serif; } .back { fill: var(--back); }");

    public double PlaceX(double x) => Left + (X.Scale.Fraction(x) * (Width - Left - Right));

    public double PlaceY(double y) => Height - Bottom - (Y.Scale.Fraction(y) * (Height - Top - Bottom));

    /// <summary>The picture; it has no size of its own and fills the width it is given.</summary>
    /// <param name="description">Read out in place of it.</param>
    /// <param name="behind">Drawn before the axes.</param>
    /// <param name="content">Drawn over them.</param>
    public Html Svg(string description, Html behind, IEnumerable<Html> content) => Html.Of($"""
        <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{description}">
        {behind}{Axes()}
        {content}
        </svg>
        """);

    private Html Axes() => Html.Of($"""
        {TicksOfY().Select(HorizontalLine)}{TicksOfX().Select(VerticalTick)}
        <text class="axis" x="2" y="{Top - 12}">{Y.Title}</text>
        <text class="axis" x="{(Left + Width - Right) / 2}" y="{Height - 4}" text-anchor="middle">{X.Title}</text>
        """);

    /// <summary>Ticks whose numbers do not run into one another.</summary>
    private List<double> TicksOfX() => Apart(
        X.Scale.Ticks(X.LeastStep),
        (a, b) => Math.Abs(PlaceX(a) - PlaceX(b)) > LetterWidth * (((X.Tick(a).Length + X.Tick(b).Length) / 2.0) + 1));

    private List<double> TicksOfY() =>
        Apart(Y.Scale.Ticks(Y.LeastStep), (a, b) => Math.Abs(PlaceY(a) - PlaceY(b)) > LineHeight);

    private static List<double> Apart(IEnumerable<double> ticks, Func<double, double, bool> areApart) => ticks.Aggregate(
        new List<double>(), (kept, tick) => kept.Count == 0 || areApart(kept[^1], tick) ? [.. kept, tick] : kept);

    /// <summary>The picture as a file of its own, with its style and a title above it.</summary>
    /// <param name="title">A line.</param>
    /// <param name="description">Read out in place of the picture.</param>
    /// <param name="content">Drawn over the axes.</param>
    public string File(string title, string description, IEnumerable<Html> content) => Html.Of($"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {-TitleHeight} {Width} {Height + TitleHeight}" role="img" aria-label="{description}">
        <style>{PageFile.Read("chart.css")}{Own}</style>
        <rect class="back" y="{-TitleHeight}" width="{Width}" height="{Height + TitleHeight}"/>
        <text class="label" x="2" y="-6">{title}</text>
        {Axes()}
        {content}
        </svg>

        """).Markup;

    private Html HorizontalLine(double tick) => Html.Of($"""
        <path class="grid" d="M{Left} {PlaceY(tick)}H{Width - Right}"/><text class="tick" x="{Left - 5}" y="{PlaceY(tick) + 4}" text-anchor="end">{Y.Tick(tick)}</text>
        """);

    private Html VerticalTick(double tick) => Html.Of($"""
        <text class="tick" x="{PlaceX(tick)}" y="{Height - Bottom + 16}" text-anchor="middle">{X.Tick(tick)}</text>
        """);
}
