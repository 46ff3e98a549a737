namespace Mnist.Domain.Networks;

/// <summary>Shape of one image or activation, without the batch: (channels, height, width).</summary>
/// <param name="Channels">C, at least 1.</param>
/// <param name="Height">H in pixels, at least 1.</param>
/// <param name="Width">W in pixels, at least 1.</param>
public sealed record Shape(int Channels, int Height, int Width)
{
    /// <summary>One grey MNIST image: (1, 28, 28).</summary>
    public static Shape MnistImage { get; } = new(1, 28, 28);

    /// <summary>Number of values, C x H x W.</summary>
    public long Elements => (long)Channels * Height * Width;

    /// <summary>Pixels of one channel, H x W.</summary>
    public long Positions => (long)Height * Width;

    /// <inheritdoc/>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}

/// <summary>A size along both axes: a kernel, stride, padding, dilation or window.</summary>
/// <param name="Height">Along the rows, in pixels.</param>
/// <param name="Width">Along the columns, in pixels.</param>
public readonly record struct Extent(int Height, int Width)
{
    /// <summary>The same size along both axes.</summary>
    /// <param name="side">In pixels.</param>
    public static implicit operator Extent(int side) => new(side, side);

    /// <inheritdoc/>
    public override string ToString() => Height == Width ? $"{Height}" : $"{Height}x{Width}";
}
