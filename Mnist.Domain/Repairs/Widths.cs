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
    public static long Total(Architecture architecture) => architecture.AllLayers.Sum(at => (long)(Of(at.Layer) ?? 0));

    /// <summary>The network with another width of one layer; a depthwise convolution that got its output follows.</summary>
    public static Architecture Change(Architecture architecture, string path, int from, int to)
    {
        var behind = false; // whether the narrowed layer's channels still come in as they are
        return architecture.Replace(at =>
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

    /// <summary>The network with a percentage of each convolution's filters, rounded down and at least 1, except for one layer.</summary>
    public static Architecture Scale(Architecture architecture, string except, int percent) => architecture.Replace(at =>
        at.Layer is not Layer.Conv2d c || at.Path == except ? at.Layer
        : c.Groups > 1 ? Regroup(c, Part(c.Groups, percent))
        : Resize(c, Part(c.Filters, percent)));

    private static int Part(int width, int percent) => Math.Max(1, (int)((long)width * percent / 100));

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
}
