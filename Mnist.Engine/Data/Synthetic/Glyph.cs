namespace Mnist.Engine.Data.Synthetic;

/// <summary>One way of writing one digit.</summary>
/// <param name="Weight">How often it is written, relative to the other ways of writing the same digit; above 0.</param>
/// <param name="Strokes">The pen strokes, each with at least two places, within 0 to 100 from top to bottom.</param>
internal sealed record Glyph(double Weight, params ControlPoint[][] Strokes)
{
    /// <summary>One of several ways, each as often as its weight says.</summary>
    public static Glyph Choose(IReadOnlyList<Glyph> ways, ref RandomCursor random)
    {
        var rest = random.Uniform(0, ways.Sum(way => way.Weight));
        var chosen = 0;
        while (chosen < ways.Count - 1 && rest >= ways[chosen].Weight)
            rest -= ways[chosen++].Weight;
        return ways[chosen];
    }
}
