using Mnist.Domain;

namespace Mnist.Host;

/// <summary>Layers of a plan file to layers of the domain and back.</summary>
internal static class LayerTranslation
{
    public static ValueList<Layer> ToLayers(this IEnumerable<LayerDocument> documents) => documents.Select(ToLayer).ToValueList();

    public static IReadOnlyList<LayerDocument> ToDocuments(this ValueList<Layer> layers) => [.. layers.Select(ToDocument)];

    private static Layer ToLayer(LayerDocument document) => document switch
    {
        LayerDocument.Conv2d c => ToLayer(c, new Layer.Conv2d(c.Filters, c.Kernel.ToExtent())),
        LayerDocument.BatchNorm2d b => ToLayer(b, new()),
        LayerDocument.Relu => new Layer.Relu(),
        LayerDocument.MaxPool2d p => new Layer.MaxPool2d(p.Window.ToExtent()) { Stride = (p.Stride ?? p.Window).ToExtent() },
        LayerDocument.AvgPool2d p => new Layer.AvgPool2d(p.Window.ToExtent()) { Stride = (p.Stride ?? p.Window).ToExtent() },
        LayerDocument.GlobalAvgPool => new Layer.GlobalAvgPool(),
        LayerDocument.Dropout d => new Layer.Dropout(d.Rate),
        LayerDocument.Flatten => new Layer.Flatten(),
        LayerDocument.Linear l => ToLayer(l, new Layer.Linear(l.Units)),
        LayerDocument.Residual r => new Layer.Residual(r.Body.ToLayers()) { Projection = r.Projection?.ToLayers() ?? [] },
        _ => throw new InvalidOperationException($"{document.GetType().Name} has no translation."),
    };

    private static Layer.Conv2d ToLayer(LayerDocument.Conv2d document, Layer.Conv2d usual) => usual with
    {
        Stride = document.Stride?.ToExtent() ?? usual.Stride,
        Padding = document.Padding?.ToExtent() ?? usual.Padding,
        Dilation = document.Dilation?.ToExtent() ?? usual.Dilation,
        Groups = document.Groups ?? usual.Groups,
        Bias = document.Bias ?? usual.Bias,
    };

    private static Layer.BatchNorm2d ToLayer(LayerDocument.BatchNorm2d document, Layer.BatchNorm2d usual) =>
        new() { Epsilon = document.Epsilon ?? usual.Epsilon, Momentum = document.Momentum ?? usual.Momentum };

    private static Layer.Linear ToLayer(LayerDocument.Linear document, Layer.Linear usual) =>
        usual with { Bias = document.Bias ?? usual.Bias };

    private static LayerDocument ToDocument(Layer layer) => layer.Match<LayerDocument>(new(
        Conv2d: c => ToDocument(c, new Layer.Conv2d(c.Filters, c.Kernel)),
        BatchNorm2d: b => ToDocument(b, new()),
        Relu: _ => new LayerDocument.Relu(),
        MaxPool2d: p => new LayerDocument.MaxPool2d { Window = p.Window.ToSize(), Stride = p.Stride.ToSize().Unless(p.Window.ToSize()) },
        AvgPool2d: p => new LayerDocument.AvgPool2d { Window = p.Window.ToSize(), Stride = p.Stride.ToSize().Unless(p.Window.ToSize()) },
        GlobalAvgPool: _ => new LayerDocument.GlobalAvgPool(),
        Dropout: d => new LayerDocument.Dropout { Rate = d.Rate },
        Flatten: _ => new LayerDocument.Flatten(),
        Linear: l => new LayerDocument.Linear { Units = l.Units, Bias = l.Bias.Unless(new Layer.Linear(l.Units).Bias) },
        Residual: r => new LayerDocument.Residual
        {
            Body = r.Body.ToDocuments(),
            Projection = r.Projection.Count > 0 ? r.Projection.ToDocuments() : null,
        }));

    private static LayerDocument.Conv2d ToDocument(Layer.Conv2d layer, Layer.Conv2d usual) => new()
    {
        Filters = layer.Filters,
        Kernel = layer.Kernel.ToSize(),
        Stride = layer.Stride.ToSize().Unless(usual.Stride.ToSize()),
        Padding = layer.Padding.ToSize().Unless(usual.Padding.ToSize()),
        Dilation = layer.Dilation.ToSize().Unless(usual.Dilation.ToSize()),
        Groups = layer.Groups.Unless(usual.Groups),
        Bias = layer.Bias.Unless(usual.Bias),
    };

    private static LayerDocument.BatchNorm2d ToDocument(Layer.BatchNorm2d layer, Layer.BatchNorm2d usual) =>
        new() { Epsilon = layer.Epsilon.Unless(usual.Epsilon), Momentum = layer.Momentum.Unless(usual.Momentum) };

    private static Extent ToExtent(this SizeDocument size) => new(size.Height, size.Width);

    private static SizeDocument ToSize(this Extent extent) => new(extent.Height, extent.Width);
}
