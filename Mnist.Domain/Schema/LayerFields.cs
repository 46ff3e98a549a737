using static Mnist.Domain.Schema.Fields;

namespace Mnist.Domain.Schema;

/// <summary>Every type of layer and its fields.</summary>
public static class LayerFields
{
    /// <summary>Largest kernel, stride, padding or dilation: far above any image, and so small that no product of them overflows.</summary>
    private const int MaxExtent = 4096;

    private static readonly Interval Sizes = new(1, MaxExtent);
    private static readonly Interval Counts = new(1, int.MaxValue);

    /// <summary>The types of <see cref="Layer"/>.</summary>
    public static UnionType Types { get; } = UnionType.Of<Layer>("layer", TypeOf, Cases);

    private static RecordType TypeOf(Layer layer) => layer.Match<RecordType>(new(
        Conv2d: _ => Conv2d,
        BatchNorm2d: _ => BatchNorm2d,
        Relu: _ => Relu,
        MaxPool2d: _ => MaxPool2d,
        AvgPool2d: _ => AvgPool2d,
        GlobalAvgPool: _ => GlobalAvgPool,
        Dropout: _ => Dropout,
        Flatten: _ => Flatten,
        Linear: _ => Linear,
        Residual: _ => Residual));

    private static ValueList<RecordType> Cases() =>
        [Conv2d, BatchNorm2d, Relu, MaxPool2d, AvgPool2d, GlobalAvgPool, Dropout, Flatten, Linear, Residual];

    private static readonly RecordType Conv2d = RecordType.Of("conv2d", "Convolution with learned filters", new Layer.Conv2d(1, 1), c =>
    [
        Required.Whole("filters", "Output channels, a multiple of groups", Counts, c.Filters, n => new Layer.Conv2d(n, c.Kernel)),
        Required.Size("kernel", "Kernel size in pixels", Sizes, c.Kernel, size => new Layer.Conv2d(c.Filters, size)),
        Optional.Size("stride", "Pixels from one window to the next", Sizes, c.Stride, size => c with { Stride = size }),
        Optional.Size("padding", "Zeros added at each side", new(0, MaxExtent), c.Padding, size => c with { Padding = size }),
        Optional.Size("dilation", "Distance of the kernel's taps in pixels", Sizes, c.Dilation, size => c with { Dilation = size }),
        Optional.Whole(
            "groups", "Independent groups of channels, which divide the input channels too", Counts, c.Groups, n => c with { Groups = n }),
        Optional.Flag("bias", "Whether a learned constant is added to each output channel", c.Bias, on => c with { Bias = on }),
    ]);

    private static readonly RecordType BatchNorm2d = RecordType.Of(
        "batchNorm2d", "Batch normalisation with learned scale and shift", new Layer.BatchNorm2d(), b =>
        [
            Optional.Number("epsilon", "Added to the variance", Ranges.Positive, b.Epsilon, x => b with { Epsilon = x }),
            Optional.Number(
                "momentum",
                "Fraction of the batch in the running statistics",
                Ranges.FractionAboveZero,
                b.Momentum,
                x => b with { Momentum = x }),
        ]);

    private static readonly RecordType Relu = RecordType.Of("relu", "max(0, x)", new Layer.Relu(), _ => []);

    private static readonly RecordType MaxPool2d = RecordType.Of("maxPool2d", "Largest value of each window", new Layer.MaxPool2d(1), p =>
    [
        Required.Size("window", "Window size in pixels", Sizes, p.Window, size => new Layer.MaxPool2d(size)),
        Stride(p.Stride, size => p with { Stride = size }),
    ]);

    private static readonly RecordType AvgPool2d = RecordType.Of("avgPool2d", "Mean of each window", new Layer.AvgPool2d(1), p =>
    [
        Required.Size("window", "Window size in pixels", Sizes, p.Window, size => new Layer.AvgPool2d(size)),
        Stride(p.Stride, size => p with { Stride = size }),
    ]);

    private static readonly RecordType GlobalAvgPool = RecordType.Of(
        "globalAvgPool",
        "Mean of each channel: flat, (channels, 1, 1); in PyTorch a Flatten follows before a Linear",
        new Layer.GlobalAvgPool(),
        _ => []);

    private static readonly RecordType Dropout = RecordType.Of(
        "dropout", "Sets values to zero at random in training", new Layer.Dropout(0), d =>
        [
            Required.Number("rate", "Probability of a zero", Ranges.FractionBelowOne, d.Rate, x => new Layer.Dropout(x)),
        ]);

    private static readonly RecordType Flatten = RecordType.Of(
        "flatten", "All values of an image in one row", new Layer.Flatten(), _ => []);

    private static readonly RecordType Linear = RecordType.Of(
        "linear", "Fully connected layer on a flat input, (channels, 1, 1)", new Layer.Linear(1), l =>
        [
            Required.Whole("units", "Outputs", Counts, l.Units, n => new Layer.Linear(n)),
            Optional.Flag("bias", "Whether a learned constant is added to each output", l.Bias, on => l with { Bias = on }),
        ]);

    private static readonly RecordType Residual = RecordType.Of(
        "residual",
        "body(x) + projection(x). Both end in the same shape and, where that has more than one position, at the same stride",
        new Layer.Residual([]),
        r =>
        [
            Required.List("body", "The residual branch", Types, r.Body, layers => new Layer.Residual(layers)),
            Optional.List(
                "projection",
                "The shortcut; the identity where it is empty",
                Types,
                r.Projection,
                layers => r with { Projection = layers }),
        ]);

    private static Field Stride(Extent value, Func<Extent, Layer> with) =>
        Optional.Size("stride", "Pixels from one window to the next", Sizes, value, with) with { DefaultInWords = "the window" };
}
