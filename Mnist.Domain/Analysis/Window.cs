namespace Mnist.Domain.Analysis;

/// <summary>A window that slides over an image: a convolution's or a pooling's.</summary>
/// <param name="Kernel">Taps along each axis, at least 1.</param>
/// <param name="Stride">Step, at least 1.</param>
/// <param name="Padding">Zeros added at each side, at least 0.</param>
/// <param name="Dilation">Distance of the taps, at least 1.</param>
public sealed record Window(Extent Kernel, Extent Stride, Extent Padding, Extent Dilation)
{
    /// <summary>The window of a convolution.</summary>
    public static Window Of(Layer.Conv2d layer) => new(layer.Kernel, layer.Stride, layer.Padding, layer.Dilation);

    /// <summary>The window of a pooling, which sees no padding and skips nothing.</summary>
    public static Window Of(Layer.MaxPool2d layer) => new(layer.Window, layer.Stride, 0, 1);

    /// <inheritdoc cref="Of(Layer.MaxPool2d)"/>
    public static Window Of(Layer.AvgPool2d layer) => new(layer.Window, layer.Stride, 0, 1);

    /// <summary>Pixels from the first to the last tap: d(k - 1) + 1.</summary>
    public Extent Extent => new(Span(Kernel.Height, Dilation.Height), Span(Kernel.Width, Dilation.Width));

    /// <summary>Windows that fit: floor((n + 2p - d(k - 1) - 1) / s) + 1 along each axis (Dumoulin and Visin 2016).</summary>
    /// <param name="input">What the window slides over.</param>
    /// <returns>Windows along height and width; 0 where none fits.</returns>
    public (long Height, long Width) Count(Shape input) => (
        Count(input.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height),
        Count(input.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width));

    private static long Count(long size, long kernel, long stride, long padding, long dilation)
    {
        var room = size + (2 * padding) - (dilation * (kernel - 1)) - 1;
        return room < 0 ? 0 : (room / stride) + 1;
    }

    private static int Span(int kernel, int dilation) => (dilation * (kernel - 1)) + 1;
}
