namespace Mnist.Domain.Deployment;

/// <summary>How a network is computed on a device, and what of its memory that takes.</summary>
/// <remarks>
/// All that is known before anything is trained. Code and stack are the compiler's and not counted: a report of what was linked tells them.
/// </remarks>
/// <param name="Format">How numbers are held.</param>
/// <param name="Graph">The operations.</param>
/// <param name="Stages">What is computed together.</param>
/// <param name="ByRows">How many of the stages go by rows; the others go layer by layer.</param>
/// <param name="Steps">The order of the rows.</param>
/// <param name="Buffers">Where everything lies: the image's rows, then those of each stage in order, then what stages need inside.</param>
/// <param name="ArenaBytes">What holds all buffers, a multiple of 4.</param>
public sealed record DeployedNetwork(
    NumberFormat Format,
    InferenceGraph Graph,
    ValueList<Stage> Stages,
    int ByRows,
    ValueList<Step> Steps,
    ValueList<ArenaBuffer> Buffers,
    long ArenaBytes)
{
    private const int Word = 4;

    /// <summary>Bytes of the counters of rows: one of 16 bits for the image and for each stage.</summary>
    public long CounterBytes => 2 * (1 + Stages.Count);

    /// <summary>Bytes that can change: the arena and the counters.</summary>
    public long RamBytes => ArenaBytes + CounterBytes;

    /// <summary>Bytes of all constants.</summary>
    public long FlashBytes => Graph.Nodes.Sum(ConstantBytes);

    /// <summary>Bytes of all weights, without biases and scales.</summary>
    public long WeightBytes => Graph.Nodes.Sum(node => Weights(node) * (Format == NumberFormat.Int8 ? 1 : Word));

    /// <summary>Whether the logits are 32-bit sums that were not rescaled.</summary>
    public bool EndsInSums => Format == NumberFormat.Int8 && Stages[^1].EndsInSums;

    /// <summary>The rows of a value.</summary>
    /// <param name="value">0 for the image, i + 1 for what node i makes, where it ends a stage.</param>
    public ArenaBuffer RowsOf(int value) =>
        Buffers.First(b => b.Use == BufferUse.Rows && (b.Stage == Step.Image ? 0 : Stages[b.Stage].Output) == value);

    /// <summary>What a stage needs inside; null where it needs none.</summary>
    /// <param name="stage">In [0, Stages.Count).</param>
    /// <param name="use">Which.</param>
    public ArenaBuffer? Inside(int stage, BufferUse use) => Buffers.FirstOrDefault(b => b.Stage == stage && b.Use == use);

    /// <summary>
    /// Bytes of an operation's constants: weights, a 32-bit bias for each channel and, in 8 bits, its multiplier and shift. The last
    /// operation's sums are not rescaled.
    /// </summary>
    /// <param name="node">Of this network.</param>
    public long ConstantBytes(Node node) => node.Operation is not Operation.Convolution ? 0
        : Format == NumberFormat.Float32 ? Word * (Weights(node) + node.Output.Channels)
        : Weights(node) + (node.Output.Channels * (Stages[^1].EndsInSums && node == Graph.Nodes[^1] ? Word : (2L * Word) + 1));

    /// <summary>Bytes of the constants that come from a layer; those of a normalisation are its convolution's.</summary>
    /// <param name="layer">Of the network.</param>
    public long FlashOf(PlacedLayer layer) => Graph.Nodes.Where(node => node.Layer.Path == layer.Path).Sum(ConstantBytes);

    /// <summary>Bytes of the buffers that serve a layer; buffers that are needed at different times may lie in the same place.</summary>
    /// <param name="layer">Of the network; the last of a stage has what the stage makes, the first what it needs inside.</param>
    public long RamOf(PlacedLayer layer) => Buffers
        .Where(buffer => buffer.Stage != Step.Image && LayerOf(buffer).Path == layer.Path)
        .Sum(buffer => buffer.Bytes);

    private PlacedLayer LayerOf(ArenaBuffer buffer) =>
        Stages[buffer.Stage].Nodes[buffer.Use is BufferUse.EvenPixel or BufferUse.OddPixel ? 0 : ^1].Layer;

    private static long Weights(Node node) => node.Operation is Operation.Convolution c
        ? (long)node.Output.Channels * (node.Input.Channels / c.Groups) * c.Window.Kernel.Height * c.Window.Kernel.Width
        : 0;
}
