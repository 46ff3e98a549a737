using Mnist.Domain.Analysis;

namespace Mnist.Domain.Deployment;

/// <summary>Turns layers into operations, one after the other; what can be taken in by the operation before it, is.</summary>
internal sealed class GraphBuilder(Summary summary)
{
    private readonly Dictionary<string, LayerSummary> rows = summary.Layers.ToDictionary(row => row.Layer.Path, StringComparer.Ordinal);

    /// <summary>The operations so far.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>Adds a chain of layers.</summary>
    /// <param name="chain">In order.</param>
    /// <param name="start">The value that comes in; others may read it too, so nothing is merged into what made it.</param>
    /// <returns>The value that goes out.</returns>
    public int Chain(IEnumerable<PlacedLayer> chain, int start) => chain.Aggregate(
        start, (value, at) => Apply(at, value, value != start && value == Nodes.Count ? Nodes[^1] : null));

    private int Apply(PlacedLayer at, int value, Node? before) => at.Layer.Match<int>(new(
        Conv2d: c => Add(at, new Operation.Convolution(Window.Of(c), c.Groups), value),
        BatchNorm2d: _ => before is { Operation: Operation.Convolution { Rectifies: false, Normalization: null } c }
            && before.Layer.Layer is not Layer.BatchNorm2d
            ? Replace(before with { Operation = c with { Normalization = at } })
            : Add(at, new Operation.Convolution(Node.Pixel, rows[at.Path].Input.Channels), value),
        Relu: _ => before is not null && Rectified(before.Operation) is { } rectified
            ? Replace(before with { Operation = rectified })
            : Add(at, new Operation.Relu(), value),
        MaxPool2d: p => Add(at, new Operation.Pooling(IsMean: false, Window.Of(p)), value),
        AvgPool2d: p => Add(at, new Operation.Pooling(IsMean: true, Window.Of(p)), value),
        GlobalAvgPool: _ => rows[at.Path].Input is { Positions: > 1 } input
            ? Add(at, new Operation.Pooling(IsMean: true, Node.Whole(input)), value)
            : value,
        Dropout: _ => value,
        Flatten: _ => rows[at.Path].Input.Positions > 1 ? Add(at, new Operation.Flatten(), value) : value,
        Linear: _ => before is { Operation: Operation.Flatten }
            ? Replace(new(at, new Operation.Convolution(Node.Whole(before.Input), 1), before.Inputs, before.Input, rows[at.Path].Output))
            : Add(at, new Operation.Convolution(Node.Pixel, 1), value),
        Residual: r =>
        {
            var body = Chain(at.Body(r), value);
            return Add(at, new Operation.Sum(Rectifies: false), body, Chain(at.Projection(r), value));
        }));

    /// <summary>The operation with max(0, x) behind it; null where that is one of its own.</summary>
    private static Operation? Rectified(Operation operation) => operation.Match<Operation?>(new(
        Convolution: c => c with { Rectifies = true },
        Pooling: _ => null,
        Sum: _ => new Operation.Sum(Rectifies: true),
        Relu: same => same,
        Flatten: _ => null));

    private int Add(PlacedLayer at, Operation operation, params ReadOnlySpan<int> inputs)
    {
        var row = rows[at.Path];
        Nodes.Add(new(at, operation, [.. inputs], operation is Operation.Sum ? row.Output : row.Input, row.Output));
        return Nodes.Count;
    }

    private int Replace(Node node)
    {
        Nodes[^1] = node;
        return Nodes.Count;
    }
}
