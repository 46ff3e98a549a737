namespace Mnist.Domain.Search;

/// <summary>The layers of a design in one line: "6p1 6p1 max2 8 8 14 avg 10k1"; what shapes nothing is left out.</summary>
public static class DesignText
{
    /// <summary>The line.</summary>
    /// <param name="layers">A chain.</param>
    public static string Line(this ValueList<Layer> layers) => string.Join(' ', layers.Select(Word).Where(word => word.Length > 0));

    private static string Word(Layer layer) => layer.Match(new Layer.Cases<string>(
        Conv2d: c => $"{(c.Groups > 1 ? "dw" : "")}{c.Filters}{Unless(c.Kernel, 3, "k")}{Unless(c.Stride, 1, "s")}"
            + $"{Unless(c.Padding, 0, "p")}{Unless(c.Dilation, 1, "d")}",
        BatchNorm2d: _ => "",
        Relu: _ => "",
        MaxPool2d: p => $"max{p.Window}{Unless(p.Stride, p.Window, "s")}",
        AvgPool2d: p => $"avg{p.Window}{Unless(p.Stride, p.Window, "s")}",
        GlobalAvgPool: _ => "avg",
        Dropout: _ => "",
        Flatten: _ => "",
        Linear: l => $"lin{l.Units}",
        Residual: r => r.Projection.Count == 0 ? $"[{Line(r.Body)}]" : $"[{Line(r.Body)} | {Line(r.Projection)}]"));

    private static string Unless(Extent value, Extent usual, string name) => value == usual ? "" : $"{name}{value}";
}
