namespace Mnist.Engine.Pictures;

/// <summary>Reads portable grey maps: P2, written in digits, and P5, in bytes.</summary>
/// <remarks>Netpbm's pgm(5). Of several pictures in a file the first is read.</remarks>
public static class PgmReader
{
    private const int LargestMaximum = 65_535;

    /// <summary>The picture, or what is wrong with the file.</summary>
    /// <param name="file">A whole file.</param>
    public static Validation<GreyImage, ImageError> Read(ReadOnlySpan<byte> file)
    {
        if (!IsPgm(file))
            return new ImageError.UnknownFormat();

        var isPlain = file[1] == '2';
        var rest = file[2..];
        if (Number(ref rest) is not { } width || Number(ref rest) is not { } height || Number(ref rest) is not { } maximum)
            return new ImageError.Damaged(ImageFault.Number);
        if (!GreyImage.Admits(width, height))
            return new ImageError.WrongSize(width, height);
        if (maximum is 0 or > LargestMaximum)
            return new ImageError.Damaged(ImageFault.Number);
        return isPlain ? Plain(rest, width, height, maximum) : Raw(rest, width, height, maximum);
    }

    /// <summary>Whether a file begins as one of this format.</summary>
    internal static bool IsPgm(ReadOnlySpan<byte> file) =>
        file is [(byte)'P', (byte)'2' or (byte)'5', var next, ..] && (IsSpace(next) || next == '#');

    private static Validation<GreyImage, ImageError> Plain(ReadOnlySpan<byte> rest, int width, int height, int maximum)
    {
        // Every number takes a digit and a space before it.
        if (rest.Length / 2 < (long)width * height)
            return new ImageError.Damaged(ImageFault.CutOff);
        var levels = new byte[width * height];
        for (var i = 0; i < levels.Length; i++)
        {
            if (Number(ref rest) is not { } sample || sample > maximum)
                return new ImageError.Damaged(ImageFault.Number);
            levels[i] = Level(sample, maximum);
        }

        return new GreyImage(width, levels);
    }

    /// <summary>One blank ends the header; samples above 255 have two bytes, the higher one first.</summary>
    private static Validation<GreyImage, ImageError> Raw(ReadOnlySpan<byte> rest, int width, int height, int maximum)
    {
        var size = maximum > byte.MaxValue ? 2 : 1;
        if (rest.Length < 1 + ((long)size * width * height))
            return new ImageError.Damaged(ImageFault.CutOff);
        var samples = rest[1..];
        var levels = new byte[width * height];
        for (var i = 0; i < levels.Length; i++)
        {
            var sample = size == 1 ? samples[i] : (samples[2 * i] << 8) | samples[(2 * i) + 1];
            if (sample > maximum)
                return new ImageError.Damaged(ImageFault.Number);
            levels[i] = Level(sample, maximum);
        }

        return new GreyImage(width, levels);
    }

    /// <summary>The next whole number after blanks and comments; null where there is none, or one too large for any use here.</summary>
    private static int? Number(ref ReadOnlySpan<byte> rest)
    {
        rest = rest[Blanks(rest)..];
        var (digits, value) = (0, 0L);
        while (digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9' && value <= int.MaxValue)
            value = (10 * value) + rest[digits++] - '0';
        rest = rest[digits..];
        return digits == 0 || value > int.MaxValue || (rest.Length > 0 && !IsSpace(rest[0]) && rest[0] != '#') ? null : (int)value;
    }

    private static int Blanks(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && (IsSpace(text[at]) || text[at] == '#'))
        {
            if (text[at] == '#')
                at += text[at..].IndexOfAny((byte)'\n', (byte)'\r') is var end and >= 0 ? end : text.Length - at;
            else
                at++;
        }

        return at;
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');

    private static byte Level(int sample, int maximum) => (byte)(((sample * 255L) + (maximum / 2)) / maximum);
}
