using System.Buffers.Binary;

namespace Mnist.Engine.Pictures;

/// <summary>The kinds of pixels, with the numbers that the format gives them.</summary>
internal enum PngColour
{
    /// <summary>One sample: grey.</summary>
    Grey = 0,

    /// <summary>Three samples: red, green, blue.</summary>
    Rgb = 2,

    /// <summary>One sample: a place in the palette.</summary>
    Palette = 3,

    /// <summary>Two samples: grey, opacity.</summary>
    GreyAlpha = 4,

    /// <summary>Four samples: red, green, blue, opacity.</summary>
    Rgba = 6,
}

/// <summary>What the IHDR chunk says.</summary>
/// <param name="Width">Columns, admitted by <see cref="GreyImage.Admits"/>.</param>
/// <param name="Height">Rows, likewise.</param>
/// <param name="Depth">Bits of a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="Colour">Samples of a pixel.</param>
/// <param name="Interlaced">Whether the pixels come in Adam7's order.</param>
internal sealed record PngHeader(int Width, int Height, int Depth, PngColour Colour, bool Interlaced)
{
    private const int Length = 13;

    private static readonly (int X, int Y, int StepX, int StepY)[] WholePicture = [(0, 0, 1, 1)];

    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Samples of a pixel.</summary>
    public int Channels => Colour switch
    {
        PngColour.Grey or PngColour.Palette => 1,
        PngColour.GreyAlpha => 2,
        PngColour.Rgb => 3,
        PngColour.Rgba => 4,
    };

    /// <summary>Bytes of a pixel as filters count them, at least 1.</summary>
    public int PixelBytes => Math.Max(1, Channels * Depth / 8);

    /// <summary>The partial pictures that the file holds, in order; those without a pixel are left out.</summary>
    public IEnumerable<PngPass> Passes => (Interlaced ? Adam7 : WholePicture)
        .Select(p => new PngPass(p.X, p.Y, p.StepX, p.StepY, Steps(Width - p.X, p.StepX), Steps(Height - p.Y, p.StepY)))
        .Where(pass => pass is { Columns: > 0, Rows: > 0 });

    /// <summary>Bytes of all rows, unpacked, each with the number of its filter before it.</summary>
    public long UnpackedLength => Passes.Sum(pass => pass.Rows * (1L + RowBytes(pass.Columns)));

    /// <summary>Bytes of a row of so many pixels.</summary>
    public int RowBytes(int columns) => (int)((((long)columns * Channels * Depth) + 7) / 8);

    /// <summary>Reads the chunk's content.</summary>
    /// <param name="content">Without length, name and checksum.</param>
    public static Validation<PngHeader, ImageError> Of(ReadOnlySpan<byte> content)
    {
        if (content.Length != Length)
            return new ImageError.Damaged(ImageFault.Header);
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(content), BinaryPrimitives.ReadUInt32BigEndian(content[4..]));
        if (!GreyImage.Admits(width, height))
            return new ImageError.WrongSize(width, height);
        return IsLegal(content[8], content[9]) && content[10] == 0 && content[11] == 0 && content[12] <= 1
            ? new PngHeader((int)width, (int)height, content[8], (PngColour)content[9], content[12] == 1)
            : new ImageError.Damaged(ImageFault.Header);
    }

    private static bool IsLegal(int depth, int colour) => (PngColour)colour switch
    {
        PngColour.Grey => depth is 1 or 2 or 4 or 8 or 16,
        PngColour.Palette => depth is 1 or 2 or 4 or 8,
        PngColour.Rgb or PngColour.GreyAlpha or PngColour.Rgba => depth is 8 or 16,
        _ => false,
    };

    private static int Steps(int length, int step) => length <= 0 ? 0 : (length + step - 1) / step;
}

/// <summary>A partial picture: every so many pixels from a first one on.</summary>
/// <param name="X">First column.</param>
/// <param name="Y">First row.</param>
/// <param name="StepX">Columns from one to the next.</param>
/// <param name="StepY">Rows from one to the next.</param>
/// <param name="Columns">Pixels of a row.</param>
/// <param name="Rows">Number of rows.</param>
internal sealed record PngPass(int X, int Y, int StepX, int StepY, int Columns, int Rows);
