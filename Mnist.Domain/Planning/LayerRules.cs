using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Schema;

namespace Mnist.Domain.Planning;

/// <summary>What can be said of a layer's own fields, without knowing what comes in.</summary>
internal static class LayerRules
{
    /// <summary>Largest kernel, stride, padding or dilation: far above any image, and small enough that no product of them overflows.</summary>
    private const int MaxExtent = 4096;

    /// <summary>Most residual blocks in one another: beyond any design, and within what plan files and call stacks hold.</summary>
    private const int MaxNesting = 100;

    private static readonly Interval Sizes = new(1, MaxExtent);
    private static readonly Interval Paddings = new(0, MaxExtent);
    private static readonly Interval Counts = new(1, int.MaxValue);
    private static readonly Interval Probabilities = new(0, 1, HighIncluded: false);

    /// <summary>Every field out of range, of the layer and of the layers inside it.</summary>
    /// <param name="at">The layer and its place.</param>
    /// <param name="depth">Residual blocks around it.</param>
    public static IEnumerable<PlanError> Check(PlacedLayer at, int depth = 0) => at.Layer.Match<IEnumerable<PlanError>>(new(
        Conv2d: c =>
        [
            .. Number(at, "filters", c.Filters, Counts),
            .. Size(at, "kernel", c.Kernel, Sizes),
            .. Size(at, "stride", c.Stride, Sizes),
            .. Size(at, "padding", c.Padding, Paddings),
            .. Size(at, "dilation", c.Dilation, Sizes),
            .. Number(at, "groups", c.Groups, Counts),
        ],
        BatchNorm2d: b =>
        [
            .. Number(at, "epsilon", b.Epsilon, Ranges.Positive),
            .. Number(at, "momentum", b.Momentum, new(0, 1, LowIncluded: false)),
        ],
        Relu: _ => [],
        MaxPool2d: p => [.. Size(at, "window", p.Window, Sizes), .. Size(at, "stride", p.Stride, Sizes)],
        AvgPool2d: p => [.. Size(at, "window", p.Window, Sizes), .. Size(at, "stride", p.Stride, Sizes)],
        GlobalAvgPool: _ => [],
        Dropout: d => Number(at, "rate", d.Rate, Probabilities),
        Flatten: _ => [],
        Linear: l => Number(at, "units", l.Units, Counts),
        Residual: r => depth == MaxNesting ? [new PlanError.NestedTooDeep(at, MaxNesting)] :
        [
            .. r.Body.Count == 0 ? [new PlanError.NoLayers($"{at.Path}.body")] : Enumerable.Empty<PlanError>(),
            .. at.Body(r).SelectMany(layer => Check(layer, depth + 1)),
            .. at.Projection(r).SelectMany(layer => Check(layer, depth + 1)),
        ]));

    private static IEnumerable<PlanError> Number(PlacedLayer at, string field, double value, Interval allowed) =>
        Ranges.Check($"layers.{at.Path}", field, value, allowed);

    private static IEnumerable<PlanError> Size(PlacedLayer at, string field, Extent value, Interval allowed) =>
        value.Height == value.Width
            ? Number(at, field, value.Height, allowed)
            : [.. Number(at, $"{field} height", value.Height, allowed), .. Number(at, $"{field} width", value.Width, allowed)];
}
