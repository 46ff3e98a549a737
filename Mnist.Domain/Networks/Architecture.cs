using Mnist.Domain.Values;

namespace Mnist.Domain.Networks;

/// <summary>A network as a value: what comes in and which layers it passes; the last output are the logits.</summary>
/// <param name="Input">Shape of one image.</param>
/// <param name="Layers">In the order in which they are applied.</param>
public sealed record Architecture(Shape Input, ValueList<Layer> Layers);

/// <summary>A layer and where it stands, so that an error can blame it.</summary>
/// <param name="Path">Its name in PyTorch's <c>state_dict</c>: "3", or "3.body.0" inside a residual block.</param>
/// <param name="Layer">The layer.</param>
public sealed record PlacedLayer(string Path, Layer Layer)
{
    /// <summary>The chain that it stands in: empty for the network itself, "3.body." inside a residual block.</summary>
    internal string ParentPath => Path[..(Path.LastIndexOf('.') + 1)];

    /// <summary>The layers of a chain with their paths; not the layers inside residual blocks.</summary>
    /// <param name="layers">A chain.</param>
    /// <param name="prefix">Path of the chain with a dot at its end; empty for the network itself.</param>
    public static IEnumerable<PlacedLayer> Chain(IEnumerable<Layer> layers, string prefix = "") =>
        layers.Select((layer, index) => new PlacedLayer($"{prefix}{index}", layer));

    /// <summary>The layers of a residual block's body.</summary>
    /// <param name="block">The block that stands at this path.</param>
    public IEnumerable<PlacedLayer> Body(Layer.Residual block) => Chain(block.Body, $"{Path}.body.");

    /// <summary>The layers of a residual block's shortcut.</summary>
    /// <param name="block">The block that stands at this path.</param>
    public IEnumerable<PlacedLayer> Projection(Layer.Residual block) => Chain(block.Projection, $"{Path}.projection.");
}
