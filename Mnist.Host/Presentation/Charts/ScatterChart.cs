namespace Mnist.Host.Presentation.Charts;

/// <summary>Points in two figures, with intervals, and the line of those that no other point is ahead of, as SVG.</summary>
/// <param name="Title">What is shown; read out where the picture cannot be seen.</param>
/// <param name="X">The horizontal axis; for the line, the less, the better.</param>
/// <param name="Y">The vertical axis; for the line, higher is better.</param>
/// <param name="Marks">The points.</param>
internal sealed record ScatterChart(string Title, Axis X, Axis Y, ValueList<Mark> Marks)
{
    private const double Radius = 4.5, Cap = 3;

    private readonly Frame frame = new(X, Y);

    /// <summary>Whether the line is drawn.</summary>
    public bool HasFront { get; init; } = true;

    /// <summary>Whether there is a line to draw.</summary>
    public bool DrawsFront => HasFront && Front.Count > 1;

    /// <summary>The points that no other one of their kind is ahead of, from left to right.</summary>
    public ValueList<Mark> Front => Marks
        .Where(mark => !mark.IsHollow)
        .OrderBy(mark => frame.PlaceX(mark.X))
        .ThenBy(mark => frame.PlaceY(mark.Y))
        .Aggregate(new List<Mark>(), (front, mark) =>
            front.Count == 0 || frame.PlaceY(mark.Y) < frame.PlaceY(front[^1].Y) ? [.. front, mark] : front)
        .ToValueList();

    /// <summary>The picture; it has no size of its own and fills the width it is given.</summary>
    public Html Svg() => frame.Svg(Description, behind: Html.Empty, Content());

    /// <summary>The text of an SVG file of its own, in the colours that its reader prefers, light or dark.</summary>
    public string File() => frame.File(Title, Description, Content());

    /// <summary>What is read out in place of the picture.</summary>
    private string Description => $"{Title}: {string.Join(", ", Marks.Select(Told))}.";

    private IEnumerable<Html> Content() => [Line(), .. Marks.Select(Interval), .. Marks.Select(Shape), .. Labels()];

    private string Told(Mark mark) => $"{mark.Name} {X.Value(mark.X)}, {Y.Value(mark.Y)}";

    /// <summary>To each point on the front the accuracy that as many parameters bring, as stairs.</summary>
    private Html Line() => !DrawsFront ? Html.Empty : Html.Of($"""
        <path class="front" d="M{frame.PlaceX(Front[0].X)} {frame.PlaceY(Front[0].Y)}{Front.Skip(1).Select(mark => Html.Of($"H{frame.PlaceX(mark.X)}V{frame.PlaceY(mark.Y)}"))}"/>
        """);

    /// <summary>An end in the plot has a bar across, one beyond it an arrow; with both beyond it, it would look like an axis.</summary>
    private Html Interval(Mark mark) => mark.Interval is not { } ends || (!Y.Scale.Holds(ends.Low) && !Y.Scale.Holds(ends.High))
        ? Html.Empty
        : Html.Of($"""
            <path class="interval s{mark.Colour}" d="M{frame.PlaceX(mark.X)} {frame.PlaceY(ends.Low)}V{frame.PlaceY(ends.High)}{End(mark, ends.Low)}{End(mark, ends.High)}"/>
            """);

    private string End(Mark mark, double end)
    {
        var (x, y) = (frame.PlaceX(mark.X), frame.PlaceY(end));
        var inwards = Math.Sign(frame.PlaceY(mark.Y) - y) * 2 * Cap;
        return Y.Scale.Holds(end)
            ? $"M{x - Cap:0.##} {y:0.##}h{2 * Cap}"
            : $"M{x - Cap:0.##} {y + inwards:0.##}L{x:0.##} {y:0.##}L{x + Cap:0.##} {y + inwards:0.##}";
    }

    private Html Shape(Mark mark)
    {
        var (x, y) = (frame.PlaceX(mark.X), frame.PlaceY(mark.Y));
        return Html.Of($"""
            <circle class="{(mark.IsHollow ? "ring" : "dot")} s{mark.Colour}" cx="{x}" cy="{y}" r="{Radius}"/><circle class="strip" cx="{x}" cy="{y}" r="{3 * Radius}"><title>{Told(mark)}{mark.Note}</title></circle>
            """);
    }

    /// <summary>A name stands where it meets no other name and no other point; where there is no such place, the legend has it.</summary>
    private IEnumerable<Html> Labels()
    {
        var taken = Marks.Select(mark => Box.Around(frame.PlaceX(mark.X), frame.PlaceY(mark.Y), Radius + 2)).Concat(Stairs()).ToList();
        foreach (var mark in Marks)
        {
            if (Places(mark).Where(box => box.IsInside && !taken.Exists(box.Meets)).Take(1).ToList() is not [var place])
                continue;
            taken.Add(place);
            yield return Html.Of($"""<text class="label" x="{place.Left}" y="{place.Bottom - 3}">{mark.Name}</text>""");
        }
    }

    /// <summary>Where the line of the front is.</summary>
    private IEnumerable<Box> Stairs() => !DrawsFront ? [] : Front.Zip(Front.Skip(1)).SelectMany(step =>
    {
        var (x, y) = (frame.PlaceX(step.First.X), frame.PlaceY(step.First.Y));
        var (nextX, nextY) = (frame.PlaceX(step.Second.X), frame.PlaceY(step.Second.Y));
        return (ValueList<Box>)[new(x, y - 1, nextX - x, 2), new(nextX - 1, nextY, 2, y - nextY)];
    });

    private IEnumerable<Box> Places(Mark mark)
    {
        var (x, y, width) = (frame.PlaceX(mark.X), frame.PlaceY(mark.Y), mark.Name.Length * Frame.LetterWidth);
        const double Gap = Radius + 3, Half = Frame.LineHeight / 2;
        return
        [
            new(x + Gap, y - Half, width),
            new(x - Gap - width, y - Half, width),
            new(x - (width / 2), y - Gap - Frame.LineHeight, width),
            new(x - (width / 2), y + Gap, width),
            new(x + Gap, y - Gap - Frame.LineHeight, width),
            new(x + Gap, y + Gap, width),
        ];
    }

    /// <summary>The place of a text.</summary>
    private readonly record struct Box(double Left, double Top, double Width, double Height = Frame.LineHeight)
    {
        public double Bottom => Top + Height;

        public bool IsInside =>
            Left >= Frame.Left && Left + Width <= Frame.Width && Top >= Frame.Top && Bottom <= Frame.Height - Frame.Bottom;

        public static Box Around(double x, double y, double radius) => new(x - radius, y - radius, 2 * radius, 2 * radius);

        public bool Meets(Box other) =>
            Left < other.Left + other.Width && other.Left < Left + Width && Top < other.Bottom && other.Top < Bottom;
    }
}

/// <summary>A point of a chart.</summary>
/// <param name="Name">Beside it.</param>
/// <param name="Colour">1 to 8: which of the page's colours.</param>
/// <param name="X">Its place across.</param>
/// <param name="Y">Its place up.</param>
internal sealed record Mark(string Name, int Colour, double X, double Y)
{
    /// <summary>From where to where it may be, up; null where that is not known.</summary>
    public (double Low, double High)? Interval { get; init; }

    /// <summary>Whether it is only there to compare with: a ring, and not on the front.</summary>
    public bool IsHollow { get; init; }

    /// <summary>Told behind its figures.</summary>
    public string Note { get; init; } = "";
}
