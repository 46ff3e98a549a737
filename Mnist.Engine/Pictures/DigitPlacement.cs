using Mnist.Engine.Data;

namespace Mnist.Engine.Pictures;

/// <summary>An image as networks are shown it.</summary>
/// <param name="Levels">(28, 28), row-major, 0 black to 255 white.</param>
/// <param name="Fitted">False where the picture was taken as it is.</param>
/// <param name="Others">Further digits on the picture, which were left out.</param>
internal sealed record PlacedDigit(byte[] Levels, bool Fitted, int Others = 0);

/// <summary>Makes an image like MNIST's of a picture of one digit, drawn or photographed.</summary>
/// <remarks>
/// <para>MNIST's way, as LeCun, Cortes and Burges describe it: the digit is scaled to fit into 20 x 20 pixels, its aspect ratio kept, and
/// placed in 28 x 28 with its centre of mass where MNIST has it.</para>
/// <para>Before that, ink is told from paper (<see cref="InkOnPaper"/>), printed lines are taken away (<see cref="RuledLines"/>), and so
/// are dust and other digits (<see cref="DigitParts"/>). After it the strongest level becomes 255: averages over areas make a thin stroke
/// faint.</para>
/// <para>Taken as it is: a picture of 28 x 28 whose outermost pixels are all 0, whose pixels above 0 span 18 to 22 pixels on their longer
/// side, and whose centre of mass is at most one pixel and a half from where MNIST has it, along both axes.</para>
/// </remarks>
internal static class DigitPlacement
{
    /// <summary>Longer side of the scaled digit.</summary>
    private const int DigitSide = 20;

    /// <summary>Levels that are ink, after paper became 0 and the strongest ink 255.</summary>
    private const int InkLevel = 64;

    /// <summary>A larger picture is made smaller first: more pixels tell nothing about a digit.</summary>
    private const int MostSide = 512;

    private const double MostOffCentre = 1.5;

    /// <summary>
    /// A picture of more shapes is a page of text or a screenshot: those measured have 62 and more, photographs by rule at most 8 of 1,600.
    /// </summary>
    private const int MostShapes = 24;

    /// <summary>The image, or <see cref="ImageError.Blank"/> or <see cref="ImageError.NoSingleDigit"/>.</summary>
    /// <param name="picture">White on black or black on white.</param>
    /// <param name="keepsSize">Whether it is taken as it is wherever it has the size of an image.</param>
    public static Validation<PlacedDigit, ImageError> Place(GreyImage picture, bool keepsSize = false)
    {
        if (keepsSize ? HasSize(picture) : LooksLikeMnist(picture))
            return new PlacedDigit(picture.Levels.ToArray(), Fitted: false);
        return InkOnPaper.Of(Reduced(picture)) is { } ink
            && DigitParts.Of(RuledLines.Remove(ink, InkLevel), InkLevel) is { } digit
                ? digit.Shapes > MostShapes
                    ? new ImageError.NoSingleDigit(digit.Shapes)
                    : new PlacedDigit(Centred(digit, ink.Width), Fitted: true, digit.Others)
                : new ImageError.Blank();
    }

    private static bool HasSize(GreyImage picture) => (picture.Width, picture.Height) == (ImageSet.Side, ImageSet.Side);

    private static bool LooksLikeMnist(GreyImage picture)
    {
        var levels = picture.Levels.ToArray();
        if (!HasSize(picture) || Border.Of(levels, ImageSet.Side).Any(level => level != 0))
            return false;
        var inked = Enumerable.Range(0, levels.Length).Where(i => levels[i] > 0).ToList();
        if (inked.Count == 0
            || Math.Max(Span(inked.Select(i => i % ImageSet.Side)), Span(inked.Select(i => i / ImageSet.Side)))
                is < DigitSide - 2 or > DigitSide + 2)
            return false;
        var (x, y) = CentreOfMass([.. levels.Select(level => (double)level)], ImageSet.Side);
        return Math.Abs(x - ImageSet.CentreOfMass) <= MostOffCentre && Math.Abs(y - ImageSet.CentreOfMass) <= MostOffCentre;
    }

    private static int Span(IEnumerable<int> places) => places.Max() - places.Min() + 1;

    private static GreyImage Reduced(GreyImage picture)
    {
        var (columns, rows) = Resampling.Within(picture.Width, picture.Height, MostSide);
        return columns == picture.Width
            ? picture
            : new(columns, [.. Resampling
                .Shrink(picture.Levels, picture.Width, new(0, 0, picture.Width, picture.Height), columns, rows)
                .Select(level => (byte)Math.Round(level))]);
    }

    private static byte[] Centred(DigitParts parts, int stride)
    {
        var box = parts.Box;
        var (columns, rows) = Resampling.Fitted(box.Width, box.Height, DigitSide);
        var digit = Resampling.Shrink(parts.Ink, stride, box, columns, rows);
        var (x, y) = CentreOfMass(digit, columns);
        var (left, top) = (Offset(x, columns), Offset(y, rows));

        var strongest = digit.Max();
        var image = new byte[ImageSet.ImageSize];
        for (var i = 0; i < digit.Length; i++)
            image[((top + (i / columns)) * ImageSet.Side) + left + (i % columns)] = (byte)Math.Round(digit[i] * 255 / strongest);
        return image;
    }

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
