namespace Mnist.Domain.Networks;

/// <summary>Short words for the layers that small nets are made of, so that a network reads like its paper.</summary>
/// <remarks>Shapes: a convolution 3x3 without padding takes 2 from height and width, one with padding 1 keeps them.</remarks>
/// <example>
/// <code>
/// using static Mnist.Domain.Networks.Blocks;
///
/// ValueList&lt;Layer&gt; layers = [.. ConvNormRelu(8), MaxPool, .. ConvNormRelu(16), Conv(10, kernel: 1), GlobalAvgPool];
/// Console.WriteLine(Summarizer.Summarize(new(Shape.MnistImage, layers)).OrThrow());
/// </code>
/// </example>
public static class Blocks
{
    /// <summary>max(0, x).</summary>
    public static Layer Relu { get; } = new Layer.Relu();

    /// <summary>Batch normalisation.</summary>
    public static Layer BatchNorm { get; } = new Layer.BatchNorm2d();

    /// <summary>Maximum of windows of 2x2: half of the height and width.</summary>
    public static Layer MaxPool { get; } = new Layer.MaxPool2d(2);

    /// <summary>Mean of each channel: (C, 1, 1).</summary>
    public static Layer GlobalAvgPool { get; } = new Layer.GlobalAvgPool();

    /// <summary>A convolution.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="kernel">Height and width of the kernel, at least 1.</param>
    /// <param name="padding">Zeros added at each side, at least 0.</param>
    /// <param name="bias">Whether a learned constant is added.</param>
    public static Layer Conv(int filters, int kernel = 3, int padding = 0, bool bias = false) =>
        new Layer.Conv2d(filters, kernel) { Padding = padding, Bias = bias };

    /// <summary>Convolution 3x3, ReLU.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="padding">Zeros added at each side, at least 0.</param>
    /// <param name="bias">Whether a learned constant is added.</param>
    public static ValueList<Layer> ConvRelu(int filters, int padding = 0, bool bias = false) =>
        [Conv(filters, padding: padding, bias: bias), Relu];

    /// <summary>Convolution, batch normalisation, ReLU, and dropout where its rate is not 0.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="padding">Zeros added at each side, at least 0.</param>
    /// <param name="dropout">Probability of a zero, in [0, 1).</param>
    /// <param name="kernel">Height and width of the kernel, at least 1.</param>
    public static ValueList<Layer> ConvNormRelu(int filters, int padding = 0, double dropout = 0, int kernel = 3) =>
        [Conv(filters, kernel, padding), BatchNorm, Relu, .. Dropout(dropout)];

    /// <summary>Each channel convolved 3x3 by itself, the channels mixed by 1x1, batch normalisation, ReLU (Chollet 2017).</summary>
    /// <param name="channels">Channels that come in.</param>
    /// <param name="filters">Output channels, at least 1.</param>
    public static ValueList<Layer> SeparableNormRelu(int channels, int filters) =>
        [new Layer.Conv2d(channels, 3) { Groups = channels }, Conv(filters, kernel: 1), BatchNorm, Relu];

    /// <summary>Convolution 3x3, ReLU, batch normalisation, and dropout where its rate is not 0: the order of EVA7.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="dropout">Probability of a zero, in [0, 1).</param>
    public static ValueList<Layer> ConvReluNorm(int filters, double dropout) => [Conv(filters), Relu, BatchNorm, .. Dropout(dropout)];

    private static ValueList<Layer> Dropout(double rate) => rate > 0 ? [new Layer.Dropout(rate)] : [];
}
