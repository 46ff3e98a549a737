using Mnist.Domain.Networks;
using Mnist.Domain.Values;

namespace Mnist.Domain.Repairs;

/// <summary>Widths of layers - filters of a convolution, units of a linear layer - and networks with other ones.</summary>
internal static class Widths
{
    /// <summary>The layer's width; null where the input decides it.</summary>
    public static int? Of(Layer layer) => layer.Match<int?>(new(
        Conv2d: c => c.Filters,
        BatchNorm2d: _ => null,
        Relu: _ => null,
        MaxPool2d: _ => null,
        AvgPool2d: _ => null,
        GlobalAvgPool: _ => null,
        Dropout: _ => null,
        Flatten: _ => null,
        Linear: l => l.Units,
        Residual: _ => null));

    /// <summary>Sum of all widths.</summary>
    public static long Total(Architecture architecture) => Total(architecture.Layers);

    /// <summary>The network with one layer narrowed; a depthwise convolution that got its output follows.</summary>
    public static Architecture Narrow(Architecture architecture, string path, int from, int to)
    {
        var behind = false;
        return Rebuild(architecture, at =>
        {
            if (at.Path == path)
            {
                behind = true;
                return Resize(at.Layer, to);
            }

            var follows = behind && at.Layer is Layer.Conv2d c && c.Groups == from;
            behind = behind && Of(at.Layer) is null;
            return follows ? Regroup((Layer.Conv2d)at.Layer, to) : at.Layer;
        });
    }

    /// <summary>The network with a share of each convolution's filters, rounded down and at least 1, except for one layer.</summary>
    public static Architecture Scale(Architecture architecture, string except, int percent) => Rebuild(architecture, at => at.Layer switch
    {
        Layer.Conv2d c when at.Path != except => c.Groups > 1 ? Regroup(c, Share(c.Groups, percent)) : Resize(c, Share(c.Filters, percent)),
        var layer => layer,
    });

    private static int Share(int width, int percent) => Math.Max(1, (int)((long)width * percent / 100));

    private static Layer Resize(Layer layer, int width) => layer.Match<Layer>(new(
        Conv2d: c => c with { Filters = width },
        BatchNorm2d: same => same,
        Relu: same => same,
        MaxPool2d: same => same,
        AvgPool2d: same => same,
        GlobalAvgPool: same => same,
        Dropout: same => same,
        Flatten: same => same,
        Linear: l => l with { Units = width },
        Residual: same => same));

    /// <summary>As many filters for each group as before.</summary>
    private static Layer.Conv2d Regroup(Layer.Conv2d c, int groups) => c with { Groups = groups, Filters = c.Filters / c.Groups * groups };

    private static long Total(IEnumerable<Layer> layers) => layers.Sum(layer => layer switch
    {
        Layer.Residual r => Total(r.Body) + Total(r.Projection),
        _ => Of(layer) ?? 0,
    });

    private static Architecture Rebuild(Architecture architecture, Func<PlacedLayer, Layer> edit) =>
        architecture with { Layers = Rebuild(PlacedLayer.Chain(architecture.Layers), edit) };

    private static ValueList<Layer> Rebuild(IEnumerable<PlacedLayer> chain, Func<PlacedLayer, Layer> edit) => chain
        .Select(at => at.Layer is Layer.Residual block
            ? block with { Body = Rebuild(at.Body(block), edit), Projection = Rebuild(at.Projection(block), edit) }
            : edit(at))
        .ToValueList();
}
