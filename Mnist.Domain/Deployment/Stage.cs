using Mnist.Domain.Analysis;

namespace Mnist.Domain.Deployment;

/// <summary>Operations that are done together, pixel by pixel, so that only what the last of them makes is kept.</summary>
/// <remarks>
/// The first reads a window of kept rows. Those behind it need a single pixel each, and a pooling at the end whose windows do not overlap
/// takes pixels in as they come. A stage is executed row by row: a step computes one row of pixels.
/// </remarks>
/// <param name="Nodes">At least one, in order.</param>
/// <param name="Output">The value that it makes.</param>
public sealed record Stage(ValueList<Node> Nodes, int Output)
{
    /// <summary>The values that it reads.</summary>
    public ValueList<int> Inputs => Nodes[0].Inputs;

    /// <summary>Shape of each of them.</summary>
    public Shape Input => Nodes[0].Input;

    /// <summary>Shape of what it makes.</summary>
    public Shape Result => Nodes[^1].Output;

    /// <summary>The pooling at its end that takes pixels in as they come; null where there is none.</summary>
    public Operation.Pooling? Fold => Nodes[^1].Operation is Operation.Pooling { Folds: true } pooling ? pooling : null;

    /// <summary>Bytes of a sum of a pooling that takes means: 255 values of 8 bits add up to no more than 16.</summary>
    /// <param name="format">How values are held.</param>
    public int SumBytes(NumberFormat format) =>
        format == NumberFormat.Int8 && Fold is { Window.Kernel: var k } && (long)k.Height * k.Width <= byte.MaxValue ? 2 : 4;

    /// <summary>The operations before that pooling.</summary>
    public ValueList<Node> Pixelwise => Fold is null ? Nodes : [.. Nodes.SkipLast(1)];

    /// <summary>Pixels between its operations.</summary>
    internal IEnumerable<Shape> Pixels => Pixelwise.SkipLast(Fold is null ? 1 : 0).Select(node => node.Output);

    /// <summary>Whether its last operation is a convolution, whose sums can be handed out as they are.</summary>
    public bool EndsInSums => Nodes[^1].Operation is Operation.Convolution;

    /// <summary>The window of its inputs that a pixel needs.</summary>
    public Window Reads => Pixelwise.Count > 0 ? Nodes[0].Reads : Node.Pixel;

    /// <summary>Steps that it takes for an image: rows of pixels that are computed.</summary>
    public int Steps => Result.Height * (Fold?.Window.Kernel.Height ?? 1);

    /// <summary>The row of pixels that a step computes.</summary>
    /// <param name="step">In [0, Steps).</param>
    public int PixelRow(int step) => Fold is { Window: var w }
        ? (step / w.Kernel.Height * w.Stride.Height) + (step % w.Kernel.Height)
        : step;

    /// <summary>The output row that a step works on.</summary>
    /// <param name="step">In [0, Steps).</param>
    public int OutputRow(int step) => step / (Fold?.Window.Kernel.Height ?? 1);

    /// <summary>Whether a step ends its output row.</summary>
    /// <param name="step">In [0, Steps).</param>
    public bool EndsRow(int step) => OutputRow(step + 1) > OutputRow(step);

    /// <summary>Whether a step writes into its output row; means are written when their sums are complete.</summary>
    /// <param name="step">In [0, Steps).</param>
    public bool Writes(int step) => Fold is not { IsMean: true } || EndsRow(step);

    /// <summary>Rows of its inputs that a step reads, from the top.</summary>
    /// <param name="step">In [0, Steps).</param>
    public IEnumerable<int> RowsRead(int step) =>
        from tap in Enumerable.Range(0, Reads.Kernel.Height)
        let row = FirstRow(step) + (tap * Reads.Dilation.Height)
        where row >= 0 && row < Input.Height
        select row;

    /// <summary>How many rows of its inputs have to be there for a step.</summary>
    /// <param name="step">In [0, Steps).</param>
    public int RowsNeeded(int step) => Math.Clamp(FirstRow(step) + Reads.Extent.Height, 0, Input.Height);

    /// <summary>The stages of a graph: each as long as it can be.</summary>
    /// <param name="graph">Any graph.</param>
    public static ValueList<Stage> Of(InferenceGraph graph)
    {
        var uses = graph.Nodes.SelectMany(node => node.Inputs).CountBy(value => value).ToDictionary();
        var stages = new List<Stage>();
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (stages.Count > 0 && stages[^1].Fold is null && node.Inputs is [var only] && only == i && uses[i] == 1 && Follows(node))
                stages[^1] = new([.. stages[^1].Nodes, node], i + 1);
            else
                stages.Add(new([node], i + 1));
        }

        return stages.ToValueList();
    }

    /// <summary>The row at the top of a step's window; below 0 in the padding.</summary>
    private int FirstRow(int step) => (PixelRow(step) * Reads.Stride.Height) - Reads.Padding.Height;

    /// <summary>Whether it needs no more than a pixel at a time of the value before it.</summary>
    private static bool Follows(Node node) => node.Operation.Match<bool>(new(
        Convolution: c => c.Window is { Kernel: (1, 1), Stride: (1, 1), Padding: (0, 0) },
        Pooling: p => p.Folds,
        Sum: _ => false,
        Relu: _ => true,
        Flatten: _ => false));
}
