namespace Mnist.Domain.Networks;

/// <summary>Short words for the layers that small nets are made of, so that a catalogue entry reads like its paper.</summary>
internal static class Blocks
{
    public static Layer Relu { get; } = new Layer.Relu();

    public static Layer BatchNorm { get; } = new Layer.BatchNorm2d();

    public static Layer MaxPool { get; } = new Layer.MaxPool2d(2);

    public static Layer GlobalAvgPool { get; } = new Layer.GlobalAvgPool();

    /// <summary>A convolution without padding and without bias.</summary>
    public static Layer Conv(int filters, int kernel = 3, int padding = 0, bool bias = false) =>
        new Layer.Conv2d(filters, kernel) { Padding = padding, Bias = bias };

    /// <summary>Convolution 3x3, ReLU.</summary>
    public static ValueList<Layer> ConvRelu(int filters, int padding = 0, bool bias = false) =>
        [Conv(filters, padding: padding, bias: bias), Relu];

    /// <summary>Convolution, batch normalisation, ReLU, and dropout where its rate is not 0.</summary>
    public static ValueList<Layer> ConvNormRelu(int filters, int padding = 0, double dropout = 0, int kernel = 3) =>
        [Conv(filters, kernel, padding), BatchNorm, Relu, .. Dropout(dropout)];

    /// <summary>Each channel convolved 3x3 by itself, the channels mixed by 1x1, batch normalisation, ReLU (Chollet 2017).</summary>
    public static ValueList<Layer> SeparableNormRelu(int channels, int filters) =>
        [new Layer.Conv2d(channels, 3) { Groups = channels }, Conv(filters, kernel: 1), BatchNorm, Relu];

    /// <summary>Convolution 3x3, ReLU, batch normalisation, dropout: the order of EVA7.</summary>
    public static ValueList<Layer> ConvReluNorm(int filters, double dropout) => [Conv(filters), Relu, BatchNorm, .. Dropout(dropout)];

    private static ValueList<Layer> Dropout(double rate) => rate > 0 ? [new Layer.Dropout(rate)] : [];
}
