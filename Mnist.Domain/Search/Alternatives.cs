using Mnist.Domain.Schema;
using Mnist.Domain.Spaces;

namespace Mnist.Domain.Search;

/// <summary>A layer that fits, what it adds, and the shape behind it.</summary>
internal sealed record Alternative(Layer Layer, Effect Effect, Shape Output);

/// <summary>The layers that a part of a space may be where it meets a shape.</summary>
/// <param name="calculator">Judges layers.</param>
internal sealed class Alternatives(EffectCalculator calculator)
{
    private readonly EffectCalculator calculator = calculator;


    private readonly Dictionary<(Part, Shape, bool), ValueList<Alternative>> known = [];

    /// <summary>All that fit, in the order of the space.</summary>
    /// <param name="way">The part.</param>
    /// <param name="input">The shape.</param>
    /// <param name="isFirst">Whether no layer before it multiplies.</param>
    public ValueList<Alternative> Of(Way way, Shape input, bool isFirst) =>
        known.TryGetValue((way.Part, input, isFirst), out var found)
            ? found
            : known[(way.Part, input, isFirst)] =
            [
                .. from layer in way.Part is Part.Single single ? Layers(single, input.Channels) : Blocks(way, input)
                   let effect = calculator.Of(layer, input, isFirst)
                   where effect is not null
                   select new Alternative(layer, effect.Value.Effect, effect.Value.Output),
            ];

    /// <summary>Every layer of a part: the values of its last field change fastest.</summary>
    private static IEnumerable<Layer> Layers(Part.Single part, int channels) => part.Values
        .Aggregate(
            (IEnumerable<ValueList<object?>>)[[]],
            (made, values) => from before in made
                              from value in values.Count == 0 ? [null] : (IEnumerable<object?>)values
                              select (ValueList<object?>)[.. before, value is InputChannels ? (long)channels : value])
        .Select(values => (Layer)part.Type.Make(values));

    private IEnumerable<Layer> Blocks(Way block, Shape input) =>
        from body in Chains(block.Branches[0], input, [])
        where body.Layers.Count > 0
        from projection in Chains(block.Branches[1], input, [])
        where body.Output == projection.Output
        select new Layer.Residual(body.Layers) { Projection = projection.Layers };

    private IEnumerable<(ValueList<Layer> Layers, Shape Output)> Chains(Junction from, Shape shape, ValueList<Layer> before) =>
        Enumerable.Repeat((before, shape), from.Ends).Concat(
            from way in @from.Ways
            from next in Of(way, shape, isFirst: false)
            from chain in Chains(way.Next, next.Output, [.. before, next.Layer])
            select chain);
}
