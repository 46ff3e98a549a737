namespace Mnist.Domain;

/// <summary>What the calculators say of one layer.</summary>
/// <param name="Layer">The layer and its place.</param>
/// <param name="Input">Shape that comes in.</param>
/// <param name="Output">Shape that goes out.</param>
/// <param name="Tensors">Its own tensors; none for a residual block, whose layers have rows of their own.</param>
/// <param name="Macs">Multiply-adds for one image.</param>
/// <param name="Field">What one output position sees of the image.</param>
public sealed record LayerSummary(
    PlacedLayer Layer, Shape Input, Shape Output, ValueList<ParameterTensor> Tensors, long Macs, ReceptiveField Field)
{
    /// <summary>Parameters of the layer.</summary>
    public ParameterCount Parameters => ParameterCalculator.Count(Tensors);
}

/// <summary>What the calculators say of a network.</summary>
/// <param name="Input">Shape of one image.</param>
/// <param name="Layers">Its layers in order; those inside a residual block stand before the block's own row.</param>
/// <param name="Output">Shape of the logits.</param>
/// <param name="Field">Receptive field of the logits.</param>
public sealed record Summary(Shape Input, ValueList<LayerSummary> Layers, Shape Output, ReceptiveField Field)
{
    /// <summary>All tensors in the order of PyTorch's <c>state_dict</c>.</summary>
    public ValueList<ParameterTensor> Tensors => [.. Layers.SelectMany(l => l.Tensors)];

    /// <summary>Parameters of the network.</summary>
    public ParameterCount Parameters => ParameterCalculator.Count(Tensors);

    /// <summary>Multiply-adds for one image, forward.</summary>
    public long Macs => Layers.Sum(l => l.Macs);
}

/// <summary>Runs all calculators over a network.</summary>
public static class Summarizer
{
    /// <summary>The summary of a network whose layers' fields are in range.</summary>
    /// <param name="architecture">The network.</param>
    /// <returns>The summary, or why the layers do not fit together.</returns>
    public static Validation<Summary, PlanError> Summarize(Architecture architecture) =>
        Walk(PlacedLayer.Chain(architecture.Layers), new(architecture.Input, ReceptiveField.Pixel, []))
            .Bind(end => Bounded(new Summary(architecture.Input, end.Rows, end.Shape, end.Field)));

    private static Validation<State, PlanError> Walk(IEnumerable<PlacedLayer> chain, State start) =>
        chain.Aggregate(Validation.Valid<State, PlanError>(start), (state, layer) => state.Bind(s => Step(layer, s)));

    private static Validation<State, PlanError> Step(PlacedLayer at, State before) =>
        Inside(at, before).Bind(rows =>
            ShapeCalculator.Output(at, before.Shape).Bind(output =>
                ReceptiveFieldCalculator.Through(at, before.Shape, before.Field).Bind(field =>
                    Row(at, before.Shape, output, field).Map(row => new State(output, field, [.. rows, row])))));

    private static Validation<ValueList<LayerSummary>, PlanError> Inside(PlacedLayer at, State before) =>
        at.Layer is Layer.Residual block
            ? Walk(at.Body(block), before).Bind(body =>
                Walk(at.Projection(block), before with { Rows = body.Rows }).Map(both => both.Rows))
            : Validation.Valid<ValueList<LayerSummary>, PlanError>(before.Rows);

    private static Validation<LayerSummary, PlanError> Row(PlacedLayer at, Shape input, Shape output, ReceptiveField field) =>
        !ParameterCalculator.Fits(at.Layer, input)
            ? Fail<LayerSummary>(at.Path, Quantity.Parameters, ShapeCalculator.MaxElements)
            : Validation.Valid<LayerSummary, PlanError>(new(
                at,
                input,
                output,
                at.Layer is Layer.Residual ? [] : ParameterCalculator.Tensors(at, input),
                CostCalculator.Macs(at.Layer, input, output),
                field));

    private static Validation<Summary, PlanError> Bounded(Summary summary) =>
        Exceeds(summary.Layers.Select(l => l.Macs), CostCalculator.MaxMacs)
            ? Fail<Summary>("layers", Quantity.Macs, CostCalculator.MaxMacs)
        : Exceeds(summary.Layers.Select(l => l.Parameters.Total), ShapeCalculator.MaxElements)
            ? Fail<Summary>("layers", Quantity.Parameters, ShapeCalculator.MaxElements)
        : Validation.Valid<Summary, PlanError>(summary);

    private static bool Exceeds(IEnumerable<long> parts, long limit) =>
        parts.Aggregate(Int128.Zero, (sum, part) => sum + part) > limit;

    private static Validation<T, PlanError> Fail<T>(string where, Quantity quantity, long limit) =>
        Validation.Invalid<T, PlanError>([new PlanError.TooLarge(where, quantity, limit)]);

    private sealed record State(Shape Shape, ReceptiveField Field, ValueList<LayerSummary> Rows);
}
