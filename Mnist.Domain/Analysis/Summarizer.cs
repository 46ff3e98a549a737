namespace Mnist.Domain.Analysis;

/// <summary>Runs all calculators over a network.</summary>
/// <remarks>One walk: each layer is looked at once, however many there are and however deep they lie in residual blocks.</remarks>
public static class Summarizer
{
    /// <summary>The summary of a network whose layers' fields are in range.</summary>
    /// <param name="architecture">The network.</param>
    /// <returns>
    /// The summary, or why the layers do not fit together: of every layer, up to one whose output cannot be known.
    /// </returns>
    public static Validation<Summary, NetworkError> Summarize(Architecture architecture)
    {
        var found = new Findings();
        return Walk(PlacedLayer.Chain(architecture.Layers), new(architecture.Input, ReceptiveField.Pixel), found)
            .BindErrors(errors => Validation.Invalid<Place, NetworkError>([.. found.Errors, .. errors]))
            .Bind(end => found.Errors.Count > 0 ? found.Errors.ToValueList() : Bounded(new Summary(
                architecture.Input,
                found.Rows.ToValueList(),
                end.Shape,
                end.Field,
                CoverageCalculator.Of(architecture, found.Rows, end.Shape))));
    }

    private static Validation<Place, NetworkError> Walk(IEnumerable<PlacedLayer> chain, Place start, Findings found) =>
        chain.Aggregate(Validation.Valid<Place, NetworkError>(start), (place, layer) => place.Bind(before => Step(layer, before, found)));

    private static Validation<Place, NetworkError> Step(PlacedLayer at, Place before, Findings found)
    {
        var earlier = found.Errors.Count;
        return Through(at, before, found).Bind(after => found.Errors.Count > earlier // such a layer has no row
            ? after
            : Row(at, before.Shape, after).Tap(found.Rows.Add).Map(_ => after));
    }

    /// <summary>What is behind a layer; a residual block's own layers get their rows on the way.</summary>
    private static Validation<Place, NetworkError> Through(PlacedLayer at, Place before, Findings found) =>
        at.Layer is Layer.Residual block
            ? Walk(at.Body(block), before, found).Bind(body =>
                Walk(at.Projection(block), before, found).Bind(projection => Sum(at, body, projection)))
            : Output(at, before.Shape, found).Bind(output =>
                ReceptiveFieldCalculator.Through(at, before.Shape, before.Field).Map(field => new Place(output, field)));

    /// <summary>The shape behind a layer, also one that does not fit, where it is known: later errors are found too.</summary>
    private static Validation<Shape, NetworkError> Output(PlacedLayer at, Shape input, Findings found) =>
        ShapeCalculator.Output(at, input).BindErrors<NetworkError>(errors =>
        {
            if (ShapeCalculator.Mended(at, input, errors[0]) is not { } mended)
                return errors;
            found.Errors.AddRange(errors);
            return mended;
        });

    private static Validation<Place, NetworkError> Sum(PlacedLayer at, Place body, Place projection) =>
        ShapeCalculator.Sum(at, body.Shape, projection.Shape).Bind(output =>
            ReceptiveFieldCalculator.Sum(at, output, body.Field, projection.Field).Map(field => new Place(output, field)));

    private static Validation<LayerSummary, NetworkError> Row(PlacedLayer at, Shape input, Place after) =>
        !ParameterCalculator.Fits(at.Layer, input)
            ? new NetworkError.TooLarge(at.Path, Quantity.Parameters, ShapeCalculator.MaxElements)
            : new LayerSummary(
                at,
                input,
                after.Shape,
                at.Layer is Layer.Residual ? [] : ParameterCalculator.Tensors(at, input),
                CostCalculator.Macs(at.Layer, input, after.Shape),
                after.Field);

    private static Validation<Summary, NetworkError> Bounded(Summary summary) =>
        Exceeds(summary.Layers.Select(l => l.Macs), CostCalculator.MaxMacs)
            ? new NetworkError.TooLarge("layers", Quantity.Macs, CostCalculator.MaxMacs)
        : Exceeds(summary.Layers.Select(l => l.Parameters.Total), ShapeCalculator.MaxElements)
            ? new NetworkError.TooLarge("layers", Quantity.Parameters, ShapeCalculator.MaxElements)
        : summary;

    private static bool Exceeds(IEnumerable<long> parts, long limit) => parts.Aggregate(Int128.Zero, (sum, part) => sum + part) > limit;

    /// <summary>A place between two layers.</summary>
    private sealed record Place(Shape Shape, ReceptiveField Field);

    /// <summary>What the walk has gathered.</summary>
    private sealed class Findings
    {
        public List<LayerSummary> Rows { get; } = [];

        public List<NetworkError> Errors { get; } = [];
    }
}
