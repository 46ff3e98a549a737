using System.Globalization;
using Mnist.Domain;

namespace Mnist.Host;

/// <summary>Layers in words.</summary>
internal static class LayerText
{
    /// <summary>The layer's type as a plan file names it.</summary>
    public static string TypeName(this Layer layer) => layer.Match(new Layer.Cases<string>(
        Conv2d: _ => "conv2d",
        BatchNorm2d: _ => "batchNorm2d",
        Relu: _ => "relu",
        MaxPool2d: _ => "maxPool2d",
        AvgPool2d: _ => "avgPool2d",
        GlobalAvgPool: _ => "globalAvgPool",
        Dropout: _ => "dropout",
        Flatten: _ => "flatten",
        Linear: _ => "linear",
        Residual: _ => "residual"));

    /// <summary>Place and type: "layers.5 conv2d".</summary>
    public static string Place(this PlacedLayer at) => $"layers.{at.Path} {at.Layer.TypeName()}";

    /// <summary>The settings that matter, defaults left out: "16 of 3x3, padding 1".</summary>
    public static string Settings(this Layer layer) => layer.Match(new Layer.Cases<string>(
        Conv2d: c => Join(
            $"{c.Filters.Grouped()} of {Square(c.Kernel)}",
            c.Stride == 1 ? "" : $"stride {c.Stride}",
            c.Padding == 0 ? "" : $"padding {c.Padding}",
            c.Dilation == 1 ? "" : $"dilation {c.Dilation}",
            c.Groups == 1 ? "" : $"{c.Groups} groups",
            c.Bias ? "bias" : ""),
        BatchNorm2d: _ => "",
        Relu: _ => "",
        MaxPool2d: p => Join(Square(p.Window), p.Stride == p.Window ? "" : $"stride {p.Stride}"),
        AvgPool2d: p => Join(Square(p.Window), p.Stride == p.Window ? "" : $"stride {p.Stride}"),
        GlobalAvgPool: _ => "",
        Dropout: d => string.Create(CultureInfo.InvariantCulture, $"{d.Rate}"),
        Flatten: _ => "",
        Linear: l => Join(l.Units.Grouped(), l.Bias ? "" : "no bias"),
        Residual: r => r.Projection.Count == 0 ? "" : "projection"));

    /// <summary>Height and width even where they are the same: 3x3.</summary>
    public static string Square(Extent extent) => $"{extent.Height}x{extent.Width}";

    private static string Join(params IEnumerable<string> parts) => string.Join(", ", parts.Where(p => p.Length > 0));
}
