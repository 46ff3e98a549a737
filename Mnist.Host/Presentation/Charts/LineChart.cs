namespace Mnist.Host.Presentation.Charts;

/// <summary>Curves over a common horizontal axis, as SVG.</summary>
/// <param name="Title">What is shown; read out where the picture cannot be seen.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis, from the bottom to the top.</param>
/// <param name="Curves">Lines, each drawn over those before it.</param>
internal sealed record LineChart(string Title, Axis X, Axis Y, ValueList<Curve> Curves)
{
    private const int MostDots = 40; // more would run into one another

    private readonly Frame frame = new(X, Y);

    /// <summary>Ranges behind the lines.</summary>
    public ValueList<Area> Areas { get; init; } = [];

    /// <summary>A height to compare with; null for none.</summary>
    public Level? Level { get; init; }

    /// <summary>A stretch of the horizontal axis to look at; null for none.</summary>
    public Stretch? Stretch { get; init; }

    /// <summary>The picture; it has no size of its own and fills the width it is given.</summary>
    public Html Svg() => frame.Svg(
        Description,
        Stretch is { } stretch ? Highlight(stretch) : Html.Empty,
        [.. Areas.Select(Shape), .. Curves.Select(Line), Level is { } level ? Line(level) : Html.Empty, .. Strips()]);

    /// <summary>What is read out in place of the picture.</summary>
    private string Description => $"{Title}: {string.Join(", ", Curves.Where(c => c.Points.Count > 0).Select(FromTo))}.";

    private string FromTo(Curve curve) => $"{curve.Name} from {Told(curve.Points[0].Y)} to {Told(curve.Points[^1].Y)}";

    private Html Highlight(Stretch stretch) => Html.Of($"""
        <rect class="stretch" x="{frame.PlaceX(stretch.From)}" y="{Frame.Top}" width="{frame.PlaceX(stretch.To) - frame.PlaceX(stretch.From)}" height="{Frame.Height - Frame.Top - Frame.Bottom}"><title>{stretch.Name}</title></rect>
        """);

    /// <summary>Its name stands above it, or below it where there is no room above.</summary>
    private Html Line(Level level)
    {
        var y = frame.PlaceY(level.Y);
        return Html.Of($"""
            <path class="level" d="M{Frame.Left} {y}H{Frame.Width - Frame.Right}"/><text class="label" x="{Frame.Left + 4}" y="{(y > Frame.Top + Frame.LineHeight ? y - 4 : y + Frame.LineHeight)}">{level.Name}</text>
            """);
    }

    private Html Shape(Area area)
    {
        var shown = area.Points.Where(p => double.IsFinite(p.Low) && double.IsFinite(p.High)).ToList();
        var outline = shown.Select(p => Point(p.X, p.High)).Concat(Enumerable.Reverse(shown).Select(p => Point(p.X, p.Low)));
        return shown.Count == 0 ? Html.Empty : Html.Of($"""<path class="area s{area.Colour}" d="M{string.Join('L', outline)}Z"/>""");
    }

    private Html Line(Curve curve) => Html.Of($"""
        {Pieces(curve.Points).Select(piece => Html.Of($"""<path class="curve s{curve.Colour}{(curve.Dashed ? " dashed" : "")}" d="M{string.Join('L', piece.Select(p => Point(p.X, p.Y)))}"/>"""))}{Dots(curve)}
        """);

    private IEnumerable<Html> Dots(Curve curve) => curve.Points.Count > MostDots
        ? []
        : curve.Points
            .Where(p => double.IsFinite(p.Y))
            .Select(p => Html.Of($"""<circle class="dot s{curve.Colour}" cx="{frame.PlaceX(p.X)}" cy="{frame.PlaceY(p.Y)}" r="2.4"/>"""));

    /// <summary>The curve without NaN and infinity: that of a run that diverged ends in a gap.</summary>
    private static IEnumerable<List<(double X, double Y)>> Pieces(ValueList<(double X, double Y)> points)
    {
        var piece = new List<(double X, double Y)>();
        foreach (var point in points)
        {
            if (double.IsFinite(point.Y))
            {
                piece.Add(point);
            }
            else if (piece.Count > 0)
            {
                yield return piece;
                piece = [];
            }
        }

        if (piece.Count > 0)
            yield return piece;
    }

    /// <summary>What a pointer finds at each place of the horizontal axis that has values; where there are many, at some of them.</summary>
    private IEnumerable<Html> Strips()
    {
        const int Most = 120;
        var all = Curves.SelectMany(c => c.Points).Select(p => p.X).Distinct().Order().ToList();
        var places = all.Where((_, i) => i % ((all.Count / Most) + 1) == 0).ToList();
        return places.Select(x => Strip(x, (Frame.Width - Frame.Left - Frame.Right) / places.Count));
    }

    private Html Strip(double x, double width)
    {
        var values = Curves
            .SelectMany(c => c.Points.Where(p => p.X == x).Take(1), (c, p) => $"{c.Name} {Told(p.Y)}");
        var middle = frame.PlaceX(x);
        var (left, right) = (Math.Max(Frame.Left, middle - (width / 2)), Math.Min(Frame.Width - Frame.Right, middle + (width / 2)));
        return Html.Of($"""
            <rect class="strip" x="{left}" y="{Frame.Top}" width="{right - left}" height="{Frame.Height - Frame.Top - Frame.Bottom}"><title>{X.Value(x)}: {string.Join(", ", values)}</title></rect>
            """);
    }

    private string Told(double y) => double.IsFinite(y) ? Y.Value(y) : "not a number";

    private string Point(double x, double y) => $"{frame.PlaceX(x):0.##} {frame.PlaceY(y):0.##}";
}

/// <summary>An axis of a chart.</summary>
/// <param name="Title">What it measures, with its unit.</param>
/// <param name="Scale">Where numbers stand.</param>
/// <param name="Tick">A round number as the axis shows it.</param>
/// <param name="Value">A measured number as it is told.</param>
/// <param name="LeastStep">Least distance of two ticks; 1 for counts.</param>
internal sealed record Axis(string Title, Scale Scale, Func<double, string> Tick, Func<double, string> Value, double LeastStep = 0);

/// <summary>A line.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Colour">1 to 8: which of the page's colours.</param>
/// <param name="Points">From left to right; heights that are not finite leave a gap.</param>
internal sealed record Curve(string Name, int Colour, ValueList<(double X, double Y)> Points)
{
    /// <summary>Whether it is to stand back behind another of its colour.</summary>
    public bool Dashed { get; init; }
}

/// <summary>A range that changes along the axis.</summary>
/// <param name="Colour">1 to 8: which of the page's colours.</param>
/// <param name="Points">From left to right.</param>
internal sealed record Area(int Colour, ValueList<(double X, double Low, double High)> Points);

/// <summary>A height to compare with.</summary>
/// <param name="Y">Where.</param>
/// <param name="Name">What it is.</param>
internal sealed record Level(double Y, string Name);

/// <summary>A stretch of the horizontal axis.</summary>
/// <param name="From">Its start.</param>
/// <param name="To">Its end.</param>
/// <param name="Name">Why it is looked at.</param>
internal sealed record Stretch(double From, double To, string Name);
