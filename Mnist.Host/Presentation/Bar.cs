namespace Mnist.Host.Presentation;

/// <summary>A fraction as a horizontal bar of block characters, exact to an eighth of a character.</summary>
internal static class Bar
{
    private const string Eighths = " ▏▎▍▌▋▊▉";
    private const int Parts = 8;

    /// <summary>The bar.</summary>
    /// <param name="fraction">Clamped to [0, 1]; a fraction above 0 shows at least an eighth.</param>
    /// <param name="width">Characters of a full bar.</param>
    public static string Of(double fraction, int width)
    {
        var clamped = Math.Clamp(fraction, 0, 1);
        var parts = Math.Max(clamped > 0 ? 1 : 0, (int)Math.Round(clamped * width * Parts));
        var (full, rest) = Math.DivRem(parts, Parts);
        return (new string('█', full) + (rest > 0 ? Eighths[rest] : "")).PadRight(width);
    }
}
