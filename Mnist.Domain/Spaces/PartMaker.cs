using Mnist.Domain.Schema;

namespace Mnist.Domain.Spaces;

/// <summary>Makes parts of layers.</summary>
public static class PartMaker
{
    /// <summary>A layer as it is, or with other values to choose from in some of its fields.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="choices">Fields by their names in a file, and values of their kind or <see cref="InputChannels"/>.</param>
    public static Part Of(Layer layer, params ReadOnlySpan<(string Field, ValueList<object> Values)> choices)
    {
        if (layer is Layer.Residual block)
            return new Part.Residual(Chain(block.Body)) { Projection = Chain(block.Projection) };
        var type = LayerFields.Types.TypeOf(layer);
        var stated = type.Stated(layer).ToDictionary(
            field => field.Name, field => (ValueList<object>)[field.Value!], StringComparer.Ordinal);
        foreach (var (name, values) in choices)
            stated[name] = values;
        var lifted = PartFields.Types.Cases().Single(part => part.Name == type.Name);
        return (Part)lifted.Make([.. lifted.Fields.Select(field => stated.GetValueOrDefault(field.Name))]);
    }

    /// <summary>Layers as they are.</summary>
    /// <param name="layers">In order.</param>
    public static ValueList<Part> Chain(params IEnumerable<Layer> layers) => [.. layers.Select(layer => Of(layer))];

    /// <summary>Whole numbers from one to another.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">None is larger.</param>
    /// <param name="step">At least 1.</param>
    public static ValueList<object> Numbers(int from, int to, int step) =>
        [.. (new WholeRange(from, to) { Step = step }.Numbers ?? []).Cast<object>()];
}
