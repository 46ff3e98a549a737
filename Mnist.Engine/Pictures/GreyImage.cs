namespace Mnist.Engine.Pictures;

/// <summary>A grey picture of any size.</summary>
public sealed class GreyImage
{
    /// <summary>Most pixels of a picture that is read: 64 megapixels.</summary>
    public const int MaxPixels = 1 << 26;

    /// <summary>Longest side of a picture that is read, in pixels.</summary>
    public const int MaxSide = 1 << 16;

    private readonly byte[] levels;

    /// <summary>Takes over the array; the caller keeps no reference.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="levels">Row by row, 0 black to 255 white; at least one whole row.</param>
    /// <exception cref="ArgumentException">The lengths do not belong together: a bug in the caller.</exception>
    public GreyImage(int width, byte[] levels)
    {
        if (width < 1 || levels.Length < width || levels.Length % width != 0)
            throw new ArgumentException($"{levels.Length} levels do not make rows of {width}.", nameof(levels));
        (Width, this.levels) = (width, levels);
    }

    /// <summary>Columns, at least 1.</summary>
    public int Width { get; }

    /// <summary>Rows, at least 1.</summary>
    public int Height => levels.Length / Width;

    /// <summary>All pixels, row by row, 0 black to 255 white.</summary>
    public ReadOnlySpan<byte> Levels => levels;

    /// <summary>Whether a picture of this size may be read; asked before anything is allocated.</summary>
    internal static bool Admits(long width, long height) =>
        width is >= 1 and <= MaxSide && height is >= 1 and <= MaxSide && width * height <= MaxPixels;
}
