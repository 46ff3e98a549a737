using Mnist.Domain.Analysis;
using Mnist.Domain.Deployment;
using Mnist.Domain.Spaces;

namespace Mnist.Domain.Search;

/// <summary>Figures that do not add up from layer to layer: found on the whole design, by the calculators that judge plans.</summary>
/// <param name="input">Shape of an image.</param>
/// <param name="graph">The designs.</param>
/// <param name="bounds">What they have to keep to.</param>
/// <param name="objectives">What they are ranked by.</param>
internal sealed class Inspection(Shape input, DesignGraph graph, Bounds bounds, ValueList<Objective> objectives)
{
    /// <summary>Steps of a search that take about as long as a device's memory.</summary>
    public const double MemorySteps = 20_000;

    private readonly Shape input = input;
    private readonly DesignGraph graph = graph;

    /// <summary>Whether pixels that count have to be known exactly.</summary>
    public bool LooksAtPixels { get; } = bounds.LooksAtPixels || objectives.Any(o => o.Figure == Figure.ReceptiveField);

    /// <summary>Whether a device's memory has to be known.</summary>
    public bool LooksAtMemory { get; } =
        bounds.LooksAtMemory || objectives.Any(o => o.Figure is Figure.FlashBytes or Figure.RamBytes);

    /// <summary>Rows or columns that the logits of a path's design depend on, pixel by pixel.</summary>
    /// <param name="path">Edges of a whole design.</param>
    public long Seen(ReadOnlySpan<int> path) => Summary(Network(path)).Coverage.Size;

    /// <summary>Bytes of flash and RAM of a path's design in 8 bits; above every limit where it is beyond all devices.</summary>
    /// <param name="path">Edges of a whole design.</param>
    public (long Flash, long Ram) Memory(ReadOnlySpan<int> path)
    {
        var network = Network(path);
        return DeploymentCalculator.Of(network, Summary(network), NumberFormat.Int8) is { } device
            ? (device.FlashBytes, device.RamBytes)
            : (Sums.TooMany, Sums.TooMany);
    }

    private Architecture Network(ReadOnlySpan<int> path) => new(input, graph.Layers(path.ToArray()));

    private static Summary Summary(Architecture network) => Summarizer.Summarize(network).Match(
        valid: summary => summary,
        invalid: errors => throw new InvalidOperationException($"A design whose layers fit does not: {errors}."));
}
