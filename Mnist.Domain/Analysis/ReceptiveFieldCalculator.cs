namespace Mnist.Domain.Analysis;

/// <summary>What one position of an activation sees of the input, along one axis.</summary>
/// <param name="Start">First input pixel that position 0 sees; negative inside the padding.</param>
/// <param name="Size">Input pixels from the first to the last that it sees, padding included.</param>
/// <param name="Jump">Input pixels between neighbouring positions.</param>
public readonly record struct AxisField(long Start, long Size, long Jump)
{
    /// <summary>The input itself: each pixel sees itself.</summary>
    public static AxisField Pixel { get; } = new(0, 1, 1);

    /// <summary>r' = r + (k - 1) d j and j' = j s (Araujo, Norris and Sim 2019).</summary>
    internal AxisField Slide(long kernel, long stride, long padding, long dilation) =>
        new(Start - (padding * Jump), Size + ((kernel - 1) * dilation * Jump), Jump * stride);

    /// <summary>All positions merged into one, as global pooling and flattening do.</summary>
    internal AxisField Merge(long positions) => new(Start, Size + ((positions - 1) * Jump), Jump * positions);

    /// <summary>The span of two fields at the same jump; at the larger one where there is a single position.</summary>
    internal AxisField Union(AxisField other)
    {
        var start = Math.Min(Start, other.Start);
        return new(start, Math.Max(Start + Size, other.Start + other.Size) - start, Math.Max(Jump, other.Jump));
    }
}

/// <summary>The input window that one position of an activation depends on, in any of its channels.</summary>
/// <param name="Rows">Along the height.</param>
/// <param name="Columns">Along the width.</param>
public sealed record ReceptiveField(AxisField Rows, AxisField Columns)
{
    /// <summary>The input itself.</summary>
    public static ReceptiveField Pixel { get; } = new(AxisField.Pixel, AxisField.Pixel);

    /// <summary>The smaller side, in pixels.</summary>
    public long Size => Math.Min(Rows.Size, Columns.Size);

    /// <summary>The larger jump, in pixels.</summary>
    public long Jump => Math.Max(Rows.Jump, Columns.Jump);
}

/// <summary>Receptive fields through layers, exact also through residual blocks.</summary>
public static class ReceptiveFieldCalculator
{
    private const long Limit = int.MaxValue;

    /// <summary>The field behind one layer.</summary>
    /// <param name="at">The layer and its place.</param>
    /// <param name="input">Shape that comes in, one that <see cref="ShapeCalculator"/> accepts.</param>
    /// <param name="field">Field of what comes in.</param>
    /// <returns>The field of what goes out; an error for branches at unlike strides, or for a field of 2^31 pixels or more.</returns>
    public static Validation<ReceptiveField, NetworkError> Through(PlacedLayer at, Shape input, ReceptiveField field) =>
        at.Layer.Match<Validation<ReceptiveField, NetworkError>>(new(
            Conv2d: c => Bounded(at, Slide(field, Window.Of(c))),
            BatchNorm2d: _ => field,
            Relu: _ => field,
            MaxPool2d: p => Bounded(at, Slide(field, Window.Of(p))),
            AvgPool2d: p => Bounded(at, Slide(field, Window.Of(p))),
            GlobalAvgPool: _ => Bounded(at, Merge(field, input)),
            Dropout: _ => field,
            Flatten: _ => Bounded(at, Merge(field, input)),
            Linear: _ => field,
            Residual: r => ShapeCalculator.Output(at, input).Bind(output =>
                Through(at.Body(r), input, field).Bind(body =>
                    Through(at.Projection(r), input, field).Bind(projection => Sum(at, output, body, projection))))));

    /// <summary>The field behind a chain.</summary>
    /// <param name="chain">Layers in order; an empty chain is the identity.</param>
    /// <param name="input">Shape that comes in, one that fits the whole chain.</param>
    /// <param name="field">Field of what comes in.</param>
    public static Validation<ReceptiveField, NetworkError> Through(IEnumerable<PlacedLayer> chain, Shape input, ReceptiveField field) =>
        chain.Aggregate(
            Validation.Valid<(Shape Shape, ReceptiveField Field), NetworkError>((input, field)),
            (state, layer) => state.Bind(s => ShapeCalculator.Output(layer, s.Shape).Bind(shape =>
                Through(layer, s.Shape, s.Field).Map(next => (shape, next)))))
            .Map(state => state.Field);

    /// <summary>The field behind a residual block of this output shape whose branches have these fields.</summary>
    internal static Validation<ReceptiveField, NetworkError> Sum(
        PlacedLayer at, Shape output, ReceptiveField body, ReceptiveField projection) =>
        IsAligned(output.Height, body.Rows, projection.Rows) && IsAligned(output.Width, body.Columns, projection.Columns)
            ? new ReceptiveField(body.Rows.Union(projection.Rows), body.Columns.Union(projection.Columns))
            : new NetworkError.BranchesMisaligned(at, Jumps(body), Jumps(projection));

    private static ReceptiveField Slide(ReceptiveField field, Window w) => new(
        field.Rows.Slide(w.Kernel.Height, w.Stride.Height, w.Padding.Height, w.Dilation.Height),
        field.Columns.Slide(w.Kernel.Width, w.Stride.Width, w.Padding.Width, w.Dilation.Width));

    private static ReceptiveField Merge(ReceptiveField field, Shape input) =>
        new(field.Rows.Merge(input.Height), field.Columns.Merge(input.Width));

    /// <summary>A single position has no neighbour that the branches could place differently.</summary>
    private static bool IsAligned(int positions, AxisField body, AxisField projection) => positions == 1 || body.Jump == projection.Jump;

    private static Extent Jumps(ReceptiveField field) => new((int)field.Rows.Jump, (int)field.Columns.Jump);

    private static Validation<ReceptiveField, NetworkError> Bounded(PlacedLayer at, ReceptiveField field) =>
        IsBounded(field.Rows) && IsBounded(field.Columns)
            ? field
            : new NetworkError.TooLarge(at.Path, Quantity.ReceptiveField, Limit);

    private static bool IsBounded(AxisField axis) => axis.Size <= Limit && axis.Jump <= Limit && -axis.Start <= Limit;
}
