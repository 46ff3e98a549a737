using Mnist.Domain.Schema;

namespace Mnist.Domain.Repairs;

/// <summary>One field of one layer with another value.</summary>
/// <param name="Layer">The layer as it is.</param>
/// <param name="Field">The field's name in a file.</param>
/// <param name="From">What it holds.</param>
/// <param name="To">What it is to hold.</param>
public sealed record LayerEdit(PlacedLayer Layer, string Field, object From, object To)
{
    private const int MostExtent = 7;
    private const int MostStep = 3;

    /// <summary>The network after the edit; a depthwise convolution behind a layer that gets other channels follows.</summary>
    /// <param name="architecture">One that holds the layer.</param>
    public Architecture Apply(Architecture architecture) =>
        IsWidth(Field)
            ? Widths.Change(architecture, Layer.Path, (int)(long)From, (int)(long)To)
            : architecture.Replace(at => at.Path == Layer.Path ? With(at.Layer) : at.Layer);

    /// <summary>Every edit that is tried: up to twice the width, kernels up to 7, a group for each filter, steps up to 3.</summary>
    /// <param name="at">The layer.</param>
    /// <param name="classes">Of the data: a width that is tried too, for it may be more than twice the layer's. Default none.</param>
    public static IEnumerable<LayerEdit> Of(PlacedLayer at, int classes = 0) => at.Layer is Layer.Residual
        ? []
        : from field in FieldsOf(at.Layer)
          where field.Value is not null
          from value in Values(field, classes).Concat(Depthwise(at.Layer, field))
          where !value.Equals(field.Value)
          select new LayerEdit(at, field.Name, field.Value!, value);

    /// <summary>Every field in which two networks differ: a change that brings others with it, with all of them.</summary>
    /// <param name="before">A network.</param>
    /// <param name="after">One with the same types of layers in the same places.</param>
    public static ValueList<LayerEdit> Between(Architecture before, Architecture after) =>
    [
        .. from layer in before.AllLayers.Zip(after.AllLayers)
           where layer.First.Layer != layer.Second.Layer && layer.First.Layer is not Networks.Layer.Residual
           from field in FieldsOf(layer.First.Layer).Zip(FieldsOf(layer.Second.Layer))
           where !Equals(field.First.Value, field.Second.Value)
           select new LayerEdit(layer.First, field.First.Name, field.First.Value!, field.Second.Value!),
    ];

    private static IReadOnlyList<Field> FieldsOf(Layer layer) => LayerFields.Types.TypeOf(layer).FieldsOf(layer);

    private static IEnumerable<object> Values(Field field, int classes) => (field.Name, field.Value) switch
    {
        (var name, long width) when IsWidth(name) => Range(1, (int)Math.Min(2 * width, int.MaxValue / 2))
            .Concat(classes > 2 * width ? [classes] : [])
            .Select(n => (object)(long)n),
        ("groups", long) => Range(1, MostExtent).Select(n => (object)(long)n),
        ("kernel" or "window", Extent) => Range(1, MostExtent).Select(n => (object)(Extent)n),
        ("padding", Extent) => Range(0, MostStep).Select(n => (object)(Extent)n),
        ("stride" or "dilation", Extent) => Range(1, MostStep).Select(n => (object)(Extent)n),
        _ => [],
    };

    /// <summary>As many groups as filters: on as many channels, a depthwise convolution.</summary>
    private static IEnumerable<object> Depthwise(Layer layer, Field field) =>
        layer is Networks.Layer.Conv2d { Filters: > MostExtent and var filters } && field.Name == "groups" ? [(long)filters] : [];

    private static bool IsWidth(string field) => field is "filters" or "units";

    /// <summary>A pooling's stride follows its window where it did before; a required field leaves the others as they are.</summary>
    private Layer With(Layer layer) => (layer, Field, To) switch
    {
        (Layer.Conv2d c, "kernel", Extent k) => c with { Kernel = k },
        (Layer.MaxPool2d p, "window", Extent w) => new Layer.MaxPool2d(w) { Stride = p.Stride == p.Window ? w : p.Stride },
        (Layer.AvgPool2d p, "window", Extent w) => new Layer.AvgPool2d(w) { Stride = p.Stride == p.Window ? w : p.Stride },
        _ => (Layer)FieldsOf(layer).Single(field => field.Name == Field).With(To),
    };

    private static IEnumerable<int> Range(int from, int to) => Enumerable.Range(from, Math.Min(to - from + 1, 512));
}
