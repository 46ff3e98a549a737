using ShapeResult = Mnist.Domain.Values.Validation<Mnist.Domain.Networks.Shape, Mnist.Domain.Analysis.NetworkError>;

namespace Mnist.Domain.Analysis;

/// <summary>Shapes through layers, before any tensor exists.</summary>
/// <remarks>Fields of a layer must be in range; everything that depends on the input is checked here.</remarks>
public static class ShapeCalculator
{
    /// <summary>Most values an activation of one image, or a weight tensor, may have.</summary>
    public const long MaxElements = int.MaxValue;

    /// <summary>Output shape of one layer.</summary>
    /// <param name="at">The layer and its place.</param>
    /// <param name="input">Shape that comes in.</param>
    /// <returns>The shape that goes out, or why there is none.</returns>
    public static ShapeResult Output(PlacedLayer at, Shape input) => at.Layer.Match<ShapeResult>(new(
        Conv2d: c => input.Channels % c.Groups != 0 || c.Filters % c.Groups != 0
            ? new NetworkError.GroupsMismatch(at, input.Channels, c.Filters, c.Groups)
            : Slide(at, input, c),
        BatchNorm2d: _ => input,
        Relu: _ => input,
        MaxPool2d: p => Slide(at, input, input.Channels, Window.Of(p)),
        AvgPool2d: p => Slide(at, input, input.Channels, Window.Of(p)),
        GlobalAvgPool: _ => new Shape(input.Channels, 1, 1),
        Dropout: _ => input,
        Flatten: _ => new Shape((int)input.Elements, 1, 1),
        Linear: l => input.Positions == 1 ? new Shape(l.Units, 1, 1) : new NetworkError.NotFlat(at, input),
        Residual: r => Output(at.Body(r), input).Bind(body =>
            Output(at.Projection(r), input).Bind(projection => Sum(at, body, projection)))));

    /// <summary>Output shape of a layer once its error is mended, where it can only be one: with other groups, or a flat input.</summary>
    /// <param name="at">The layer and its place.</param>
    /// <param name="input">Shape that comes in.</param>
    /// <param name="error">What <see cref="Output(PlacedLayer, Shape)"/> says of it.</param>
    /// <returns>The shape, or what else is wrong; null where it depends on how the error is mended.</returns>
    internal static ShapeResult? Mended(PlacedLayer at, Shape input, NetworkError error) => (at.Layer, error) switch
    {
        (Layer.Conv2d c, NetworkError.GroupsMismatch) => Slide(at, input, c),
        (Layer.Linear l, NetworkError.NotFlat) => new Shape(l.Units, 1, 1),
        _ => null,
    };

    /// <summary>Output shape of a chain; it stops at the first layer that does not fit.</summary>
    /// <param name="chain">Layers in order; an empty chain is the identity.</param>
    /// <param name="input">Shape that comes in.</param>
    public static ShapeResult Output(IEnumerable<PlacedLayer> chain, Shape input) =>
        chain.Aggregate(Validation.Valid<Shape, NetworkError>(input), (shape, layer) => shape.Bind(s => Output(layer, s)));

    /// <summary>Output shape of a residual block whose branches end in these shapes.</summary>
    internal static ShapeResult Sum(PlacedLayer at, Shape body, Shape projection) =>
        body == projection ? body : new NetworkError.BranchesDisagree(at, body, projection);

    private static ShapeResult Slide(PlacedLayer at, Shape input, Layer.Conv2d c) =>
        Slide(at, input, c.Filters, Window.Of(c));

    private static ShapeResult Slide(PlacedLayer at, Shape input, int channels, Window window)
    {
        var (height, width) = window.Count(input);
        return height < 1 || width < 1 ? new NetworkError.DoesNotFit(at, window.Extent, input)
            : height > int.MaxValue || width > int.MaxValue || (Int128)channels * height * width > MaxElements
                ? new NetworkError.TooLarge(at.Path, Quantity.Activations, MaxElements)
            : new Shape(channels, (int)height, (int)width);
    }
}
