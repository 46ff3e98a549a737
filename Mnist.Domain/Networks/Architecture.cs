namespace Mnist.Domain.Networks;

/// <summary>A network as a value: what comes in and which layers it passes; the last output are the logits.</summary>
/// <param name="Input">Shape of one image.</param>
/// <param name="Layers">In the order in which they are applied.</param>
public sealed record Architecture(Shape Input, ValueList<Layer> Layers)
{
    /// <summary>Every layer with its path; those inside a residual block follow the block.</summary>
    public IEnumerable<PlacedLayer> AllLayers => PlacedLayer.Chain(Layers).SelectMany(at => at.WithLayersInside);

    /// <summary>The network with another layer in the place of each that is no residual block.</summary>
    /// <param name="edit">Gives the new layer; may return the old one.</param>
    public Architecture Replace(Func<PlacedLayer, Layer> edit) => this with { Layers = Replace(PlacedLayer.Chain(Layers), edit) };

    private static ValueList<Layer> Replace(IEnumerable<PlacedLayer> chain, Func<PlacedLayer, Layer> edit) => chain
        .Select(at => at.Layer is Layer.Residual block
            ? block with { Body = Replace(at.Body(block), edit), Projection = Replace(at.Projection(block), edit) }
            : edit(at))
        .ToValueList();
}

/// <summary>A layer and where it stands, so that an error can blame it.</summary>
/// <param name="Path">Its name in PyTorch's <c>state_dict</c>: "3", or "3.body.0" inside a residual block.</param>
/// <param name="Layer">The layer.</param>
public sealed record PlacedLayer(string Path, Layer Layer)
{
    /// <summary>The chain that it stands in: empty for the network itself, "3.body." inside a residual block.</summary>
    public string ParentPath => Path[..(Path.LastIndexOf('.') + 1)];

    /// <summary>Whether a place in a plan is the path of a layer; else it is a word for another part, such as "layers".</summary>
    /// <param name="where">The place, not empty.</param>
    internal static bool IsPath(string where) => char.IsAsciiDigit(where[0]);

    /// <summary>The layers of a chain with their paths; not the layers inside residual blocks.</summary>
    /// <param name="layers">A chain.</param>
    /// <param name="prefix">Path of the chain with a dot at its end; empty for the network itself.</param>
    public static IEnumerable<PlacedLayer> Chain(IEnumerable<Layer> layers, string prefix = "") =>
        layers.Select((layer, index) => new PlacedLayer($"{prefix}{index}", layer));

    /// <summary>The layer itself, then those inside it where it is a residual block.</summary>
    internal IEnumerable<PlacedLayer> WithLayersInside => Layer is Layer.Residual block
        ? Body(block).Concat(Projection(block)).SelectMany(at => at.WithLayersInside).Prepend(this)
        : [this];

    /// <summary>The layers of a residual block's body.</summary>
    /// <param name="block">The block that stands at this path.</param>
    public IEnumerable<PlacedLayer> Body(Layer.Residual block) => Chain(block.Body, $"{Path}.body.");

    /// <summary>The layers of a residual block's shortcut.</summary>
    /// <param name="block">The block that stands at this path.</param>
    public IEnumerable<PlacedLayer> Projection(Layer.Residual block) => Chain(block.Projection, $"{Path}.projection.");
}
