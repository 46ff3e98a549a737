using Mnist.Domain.Analysis;

namespace Mnist.Domain.Deployment;

/// <summary>An operation and what it reads.</summary>
/// <param name="Layer">The layer that it comes from and takes its name and weights from.</param>
/// <param name="Operation">What it computes.</param>
/// <param name="Inputs">Values that it reads: 0 is the image, i + 1 what node i makes.</param>
/// <param name="Input">Shape of each of them.</param>
/// <param name="Output">Shape of what it makes.</param>
public sealed record Node(PlacedLayer Layer, Operation Operation, ValueList<int> Inputs, Shape Input, Shape Output)
{
    /// <summary>The window that it reads for one output position.</summary>
    public Window Reads => Operation.Match<Window>(new(
        Convolution: c => c.Window,
        Pooling: p => p.Window,
        Sum: _ => Pixel,
        Relu: _ => Pixel,
        Flatten: _ => Whole(Input)));

    /// <summary>One position.</summary>
    internal static Window Pixel { get; } = new(1, 1, 0, 1);

    /// <summary>All positions at once.</summary>
    internal static Window Whole(Shape shape) => new(new(shape.Height, shape.Width), new Extent(shape.Height, shape.Width), 0, 1);
}

/// <summary>A network as a device computes it, for one image.</summary>
/// <param name="Input">Shape of the image.</param>
/// <param name="Nodes">Each reads only the image and what nodes before it make; the last makes the logits.</param>
public sealed record InferenceGraph(Shape Input, ValueList<Node> Nodes)
{
    /// <summary>Shape of a value.</summary>
    /// <param name="value">0 for the image, i + 1 for what node i makes.</param>
    public Shape Shape(int value) => value == 0 ? Input : Nodes[value - 1].Output;

    /// <summary>The graph of a network whose layers fit together.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="summary">What the calculators say of it.</param>
    public static InferenceGraph Of(Architecture architecture, Summary summary)
    {
        var builder = new GraphBuilder(summary);
        builder.Chain(PlacedLayer.Chain(architecture.Layers), 0);
        return new(architecture.Input, builder.Nodes.ToValueList());
    }
}
