using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;

namespace Mnist.PropertyTests;

/// <summary>Shapes by laying every window and looking where its taps fall; no formula.</summary>
internal static class ReferenceShapes
{
    /// <summary>What comes out of a chain; null where it is illegal.</summary>
    public static Shape? Output(IEnumerable<Layer> chain, Shape input) =>
        chain.Aggregate((Shape?)input, (shape, layer) => shape is null ? null : Output(layer, shape));

    /// <summary>What comes out of a layer; null where it is illegal.</summary>
    public static Shape? Output(Layer layer, Shape input) => layer.Match<Shape?>(new(
        Conv2d: c => input.Channels % c.Groups == 0 && c.Filters % c.Groups == 0 ? Slide(WindowOf(c), input, c.Filters) : null,
        BatchNorm2d: _ => input,
        Relu: _ => input,
        MaxPool2d: p => Slide(new(p.Window, p.Stride, 0, 1), input, input.Channels),
        AvgPool2d: p => Slide(new(p.Window, p.Stride, 0, 1), input, input.Channels),
        GlobalAvgPool: _ => new(input.Channels, 1, 1),
        Dropout: _ => input,
        Flatten: _ => new(input.Channels * input.Height * input.Width, 1, 1),
        Linear: l => input is { Height: 1, Width: 1 } ? new(l.Units, 1, 1) : null,
        Residual: r => Output(r.Body, input) is { } body && body == Output(r.Projection, input)
            && r.Body.Count > 0 && AreAligned(body, Stride(r.Body, input), Stride(r.Projection, input))
                ? body
                : null));

    /// <summary>
    /// Rows or columns of the padded input, for each place of the window along one axis where all its taps fall on the input.
    /// </summary>
    /// <remarks>Counted from the first pixel of the image, so that padding is negative or beyond the end.</remarks>
    public static IReadOnlyList<IReadOnlyList<int>> Places(int size, int kernel, int stride, int padding, int dilation) =>
    [
        .. from first in Enumerable.Range(-padding, size + (2 * padding))
           where (first + padding) % stride == 0
           let taps = Enumerable.Range(0, kernel).Select(tap => first + (tap * dilation)).ToArray()
           where taps[^1] < size + padding
           select taps,
    ];

    public static Window WindowOf(Layer.Conv2d c) => new(c.Kernel, c.Stride, c.Padding, c.Dilation);

    private static Shape? Slide(Window w, Shape input, int channels)
    {
        var rows = Places(input.Height, w.Kernel.Height, w.Stride.Height, w.Padding.Height, w.Dilation.Height).Count;
        var columns = Places(input.Width, w.Kernel.Width, w.Stride.Width, w.Padding.Width, w.Dilation.Width).Count;
        return rows > 0 && columns > 0 ? new(channels, rows, columns) : null;
    }

    private static bool AreAligned(Shape output, (long Rows, long Columns) body, (long Rows, long Columns) projection) =>
        (output.Height == 1 || body.Rows == projection.Rows) && (output.Width == 1 || body.Columns == projection.Columns);

    /// <summary>Product of the strides; merging all positions counts as a stride over them.</summary>
    private static (long Rows, long Columns) Stride(IEnumerable<Layer> chain, Shape input)
    {
        var (rows, columns, shape) = (1L, 1L, input);
        foreach (var layer in chain)
        {
            var (down, across) = layer switch
            {
                Layer.Conv2d c => (c.Stride.Height, c.Stride.Width),
                Layer.MaxPool2d p => (p.Stride.Height, p.Stride.Width),
                Layer.AvgPool2d p => (p.Stride.Height, p.Stride.Width),
                Layer.GlobalAvgPool or Layer.Flatten => (shape.Height, shape.Width),
                Layer.Residual r => Stride(r.Body, shape) is var body && Stride(r.Projection, shape) is var projection
                    ? (Math.Max(body.Rows, projection.Rows), Math.Max(body.Columns, projection.Columns))
                    : default,
                _ => (1L, 1L),
            };
            (rows, columns) = (rows * down, columns * across);
            shape = Output(layer, shape)!;
        }

        return (rows, columns);
    }
}
