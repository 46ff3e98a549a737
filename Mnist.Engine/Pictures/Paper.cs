namespace Mnist.Engine.Pictures;

/// <summary>What lies under the transparent parts of a picture.</summary>
internal static class Paper
{
    private const int Middle = 127;

    /// <summary>
    /// Lays white paper under the picture, or black paper where nothing of it is dark on white: ink is meant to be seen.
    /// </summary>
    /// <param name="levels">One for each pixel, 0 black to 255 white; overwritten.</param>
    /// <param name="alphas">Opacities, 0 to 255; empty where all pixels are opaque.</param>
    public static void LayUnder(Span<byte> levels, ReadOnlySpan<byte> alphas)
    {
        if (alphas.IsEmpty)
            return;
        var paper = IsDarkOnWhite(levels, alphas) ? byte.MaxValue : byte.MinValue;
        for (var i = 0; i < levels.Length; i++)
            levels[i] = Mixed(levels[i], alphas[i], paper);
    }

    private static bool IsDarkOnWhite(ReadOnlySpan<byte> levels, ReadOnlySpan<byte> alphas)
    {
        for (var i = 0; i < levels.Length; i++)
        {
            if (Mixed(levels[i], alphas[i], byte.MaxValue) <= Middle)
                return true;
        }

        return false;
    }

    private static byte Mixed(int level, int alpha, int paper) => (byte)(((level * alpha) + (paper * (255 - alpha)) + Middle) / 255);
}
