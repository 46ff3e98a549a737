namespace Mnist.Domain.Analysis;

/// <summary>The part of the image that the outputs depend on; the rest of it never counts, whatever the weights are.</summary>
/// <remarks>
/// A receptive field is the extent of what one output position sees, padding included. It may cover the image and the outputs may still
/// miss some of it: strides and poolings drop a ragged edge, and steps larger than a window leave gaps.
/// </remarks>
/// <param name="Rows">Rows with a pixel that some output depends on.</param>
/// <param name="Columns">Columns with such a pixel.</param>
/// <param name="Pixels">Such pixels.</param>
public sealed record Coverage(long Rows, long Columns, long Pixels)
{
    /// <summary>The smaller of rows and columns.</summary>
    public long Size => Math.Min(Rows, Columns);
}

/// <summary>Follows what the outputs depend on back to the image.</summary>
/// <remarks>All channels of an activation are alike in it: groups share the channels out, and leave none unused.</remarks>
internal static class CoverageCalculator
{
    /// <summary>What the outputs of a network depend on.</summary>
    /// <param name="architecture">A network whose layers fit together.</param>
    /// <param name="rows">What is known of its layers, those of a residual block before the block.</param>
    /// <param name="output">Shape of what comes out.</param>
    public static Coverage Of(Architecture architecture, IEnumerable<LayerSummary> rows, Shape output)
    {
        var image = Before(architecture.Layers, Area.All(output), new(rows));
        return new(image.Rows.Count, image.Columns.Count, image.Count);
    }

    private static Area Before(ValueList<Layer> chain, Area needed, Stack<LayerSummary> rows) =>
        chain.Reverse().Aggregate(needed, (area, layer) => Before(layer, rows.Pop().Input, area, rows));

    private static Area Before(Layer layer, Shape input, Area needed, Stack<LayerSummary> rows) => layer.Match<Area>(new(
        Conv2d: c => needed.Read(Window.Of(c), input),
        BatchNorm2d: _ => needed,
        Relu: _ => needed,
        MaxPool2d: p => needed.Read(Window.Of(p), input),
        AvgPool2d: p => needed.Read(Window.Of(p), input),
        GlobalAvgPool: _ => needed.ReadAll(input),
        Dropout: _ => needed,
        Flatten: _ => needed.ReadAll(input),
        Linear: _ => needed,
        Residual: r =>
        {
            var projection = Before(r.Projection, needed, rows); // its rows are the last
            return Before(r.Body, needed, rows).Union(projection);
        }));
}
