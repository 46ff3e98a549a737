using Mnist.Engine.Data;

namespace Mnist.Engine.Pictures;

/// <summary>An image as networks are shown it.</summary>
/// <param name="Levels">(28, 28), row-major, 0 black to 255 white.</param>
/// <param name="Fitted">False where the picture was taken as it is.</param>
internal sealed record PlacedDigit(byte[] Levels, bool Fitted);

/// <summary>Makes an image like MNIST's of a picture of one digit.</summary>
/// <remarks>
/// <para>MNIST's way, as LeCun, Cortes and Burges describe it: the digit is scaled to fit into 20 x 20 pixels, its aspect ratio kept, and
/// placed in 28 x 28 with its centre of mass where MNIST has it.</para>
/// <para>Ink and paper: where more of the outermost pixels are light than dark, light being above the middle of darkest and lightest, the
/// picture is black on white and is inverted. The paper's level, the median of the outermost pixels, becomes 0 and the strongest ink 255.
/// The digit reaches as far as levels of at least <see cref="InkLevel"/>.</para>
/// <para>Taken as it is: a picture of 28 x 28 whose outermost pixels are all 0, whose pixels above 0 span 18 to 22 pixels on their longer
/// side, and whose centre of mass is at most one pixel and a half from where MNIST has it, along both axes.</para>
/// </remarks>
internal static class DigitPlacement
{
    /// <summary>Longer side of the scaled digit.</summary>
    private const int DigitSide = 20;

    /// <summary>Levels that are part of the digit's extent, after paper became 0 and ink 255.</summary>
    private const int InkLevel = 64;

    /// <summary>A picture whose levels differ by less has nothing on it.</summary>
    private const int LeastContrast = 16;

    private const double MostOffCentre = 1.5;

    /// <summary>The image, or <see cref="ImageError.Blank"/>.</summary>
    /// <param name="picture">White on black or black on white.</param>
    public static Validation<PlacedDigit, ImageError> Place(GreyImage picture)
    {
        if (LooksLikeMnist(picture))
            return new PlacedDigit(picture.Levels.ToArray(), Fitted: false);
        return Ink(picture) is { } ink && Extent(ink, picture.Width, InkLevel) is { } box
            ? new PlacedDigit(Centred(ink, picture.Width, box), Fitted: true)
            : new ImageError.Blank();
    }

    private static bool LooksLikeMnist(GreyImage picture)
    {
        if ((picture.Width, picture.Height) != (ImageSet.Side, ImageSet.Side) || Border(picture).Any(level => level != 0))
            return false;
        if (Extent(picture.Levels, picture.Width, leastLevel: 1) is not { } box
            || Math.Max(box.Width, box.Height) is < DigitSide - 2 or > DigitSide + 2)
            return false;
        var (x, y) = CentreOfMass([.. picture.Levels.ToArray().Select(level => (double)level)], ImageSet.Side);
        return Math.Abs(x - ImageSet.CentreOfMass) <= MostOffCentre && Math.Abs(y - ImageSet.CentreOfMass) <= MostOffCentre;
    }

    /// <summary>Levels with paper at 0 and the strongest ink at 255; null where nothing is drawn.</summary>
    private static byte[]? Ink(GreyImage picture)
    {
        var (darkest, lightest) = (byte.MaxValue, byte.MinValue);
        foreach (var level in picture.Levels)
            (darkest, lightest) = (Math.Min(darkest, level), Math.Max(lightest, level));
        if (lightest - darkest < LeastContrast)
            return null;

        var border = Border(picture).Order().ToArray();
        var isBlackOnWhite = border.Sum(level => Math.Sign((2 * level) - darkest - lightest)) > 0;
        var flip = isBlackOnWhite ? byte.MaxValue : byte.MinValue;
        var paper = (isBlackOnWhite ? border[border.Length / 2] : border[(border.Length - 1) / 2]) ^ flip;
        var strongest = (isBlackOnWhite ? darkest : lightest) ^ flip;
        if (strongest - paper < LeastContrast)
            return null;

        var ink = new byte[picture.Levels.Length];
        for (var i = 0; i < ink.Length; i++)
            ink[i] = (byte)(((Math.Max(0, (picture.Levels[i] ^ flip) - paper) * 255) + ((strongest - paper) / 2)) / (strongest - paper));
        return ink;
    }

    /// <summary>The outermost pixels, each once.</summary>
    private static IEnumerable<byte> Border(GreyImage picture)
    {
        for (var y = 0; y < picture.Height; y++)
        {
            var step = y == 0 || y == picture.Height - 1 ? 1 : Math.Max(1, picture.Width - 1);
            for (var x = 0; x < picture.Width; x += step)
                yield return picture.Levels[(y * picture.Width) + x];
        }
    }

    /// <summary>The smallest box around all pixels of at least a level; null where there is none.</summary>
    private static Box? Extent(ReadOnlySpan<byte> levels, int width, int leastLevel)
    {
        var (left, right, top, bottom) = (width, -1, -1, -1);
        for (var y = 0; y < levels.Length / width; y++)
        {
            var row = levels.Slice(y * width, width);
            var first = row.IndexOfAnyInRange((byte)leastLevel, byte.MaxValue);
            if (first < 0)
                continue;
            (left, right) = (Math.Min(left, first), Math.Max(right, row.LastIndexOfAnyInRange((byte)leastLevel, byte.MaxValue)));
            (top, bottom) = (top < 0 ? y : top, y);
        }

        return top < 0 ? null : new(left, top, right - left + 1, bottom - top + 1);
    }

    private static byte[] Centred(ReadOnlySpan<byte> ink, int stride, Box box)
    {
        var longer = Math.Max(box.Width, box.Height);
        var (columns, rows) = (Scaled(box.Width, longer), Scaled(box.Height, longer));
        var digit = Resampling.Shrink(ink, stride, box, columns, rows);
        var (x, y) = CentreOfMass(digit, columns);
        var (left, top) = (Offset(x, columns), Offset(y, rows));

        var image = new byte[ImageSet.ImageSize];
        for (var i = 0; i < digit.Length; i++)
            image[((top + (i / columns)) * ImageSet.Side) + left + (i % columns)] = (byte)Math.Round(digit[i]);
        return image;
    }

    private static int Scaled(int length, int longer) => Math.Max(1, (int)Math.Round((double)length * DigitSide / longer));

    /// <summary>Whole pixels, so that nothing is blurred; the digit stays inside whatever its centre is.</summary>
    private static int Offset(double centre, int length) =>
        Math.Clamp((int)Math.Round(ImageSet.CentreOfMass - centre), 0, ImageSet.Side - length);

    /// <summary>Column and row, counted from 0.</summary>
    private static (double X, double Y) CentreOfMass(double[] levels, int width)
    {
        var (x, y, sum) = (0.0, 0.0, 0.0);
        for (var i = 0; i < levels.Length; i++)
            (x, y, sum) = (x + (levels[i] * (i % width)), y + (levels[i] * (i / width)), sum + levels[i]);
        return (x / sum, y / sum);
    }
}
