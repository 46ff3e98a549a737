namespace Mnist.Engine.Pictures;

/// <summary>Ink of a picture: 0 where the paper is blank, 255 where the ink is strongest.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Levels">Row by row.</param>
internal sealed record InkOnPaper(int Width, byte[] Levels)
{
    /// <summary>A picture whose levels differ by less has nothing on it.</summary>
    private const int LeastContrast = 16;

    /// <summary>Of the outermost levels the upper quarter may be ink; noise reaches about three times as far as the lower three.</summary>
    private const double PaperPart = 0.75;

    private const double NoiseFactor = 3;

    /// <summary>At most so much of the strongest ink is noise.</summary>
    private const double MostNoise = 0.25;

    /// <summary>Rows.</summary>
    public int Height => Levels.Length / Width;

    /// <summary>
    /// The ink of a picture; null where nothing is drawn. Where more of the outermost pixels are light than dark, light being above the
    /// middle
    /// of darkest and lightest, it is black on white. What the light makes of the paper is taken off place by place, and so is its noise.
    /// </summary>
    /// <param name="picture">Black on white or white on black.</param>
    public static InkOnPaper? Of(GreyImage picture)
    {
        var (darkest, lightest) = (byte.MaxValue, byte.MinValue);
        foreach (var level in picture.Levels)
            (darkest, lightest) = (Math.Min(darkest, level), Math.Max(lightest, level));
        if (lightest - darkest < LeastContrast)
            return null;

        var isBlackOnWhite = Border.Of(picture.Levels.ToArray(), picture.Width)
            .Sum(level => Math.Sign((2 * level) - darkest - lightest)) > 0;
        var flip = isBlackOnWhite ? byte.MaxValue : byte.MinValue;
        var bright = new GreyImage(picture.Width, [.. picture.Levels.ToArray().Select(level => (byte)(level ^ flip))]);
        var paper = PaperLight.Of(bright);
        var ink = new double[bright.Levels.Length];
        for (var i = 0; i < ink.Length; i++)
            ink[i] = Math.Max(0, bright.Levels[i] - paper[i]);

        var strongest = ink.Max();
        var border = Border.Of(ink, picture.Width).Order().ToArray();
        var noise = Math.Min(NoiseFactor * border[(int)(PaperPart * (border.Length - 1))], MostNoise * strongest);
        return strongest - noise < LeastContrast
            ? null
            : new(picture.Width, [.. ink.Select(level => (byte)Math.Round(Math.Max(0, level - noise) * 255 / (strongest - noise)))]);
    }
}
