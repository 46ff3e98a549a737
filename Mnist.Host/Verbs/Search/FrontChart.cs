using Mnist.Host.Presentation.Charts;

namespace Mnist.Host.Verbs.Search;

/// <summary>The front in its first two objectives, as a picture of its own.</summary>
internal static class FrontChart
{
    /// <summary>The text of an SVG file.</summary>
    /// <param name="outcome">With one objective the second axis shows the parameters.</param>
    public static string Of(SearchOutcome outcome)
    {
        var x = outcome.Search.Objectives[0].Figure;
        var y = outcome.Search.Objectives is [_, var second, ..] ? second.Figure : Figure.Parameters;
        return new ScatterChart(
            $"{outcome.Search.Space.Name}: {outcome.Front.Count.Of("design")} that no other is ahead of",
            Along(x),
            Along(y),
            [.. outcome.Front.Select((design, i) => new Mark($"{i + 1}", 1, design[x], design[y]) { Note = Words(design) })])
        {
            HasFront = false, // either figure may be one to make large
        }.File();

        Axis Along(Figure figure) => new(
            SpaceFields.NameOf(figure),
            Scale.Around(outcome.Front.Select(design => (double)design[figure])),
            Count,
            value => $"{SpaceFields.NameOf(figure)} {Count(value)}",
            LeastStep: 1);
    }

    private static string Count(double value) => ((long)value).Grouped();

    private static string Words(Design design) =>
        $"; {design[Figure.Parameters].Of("parameter")}, {design[Figure.Macs].Of("multiply-add")}, {design.Layers.Line()}";
}
