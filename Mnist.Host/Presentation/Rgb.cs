namespace Mnist.Host.Presentation;

/// <summary>A colour of a screen, in sRGB.</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    public static Rgb Black { get; } = new(0, 0, 0);

    public static Rgb White { get; } = new(255, 255, 255);

    /// <summary>As CSS and SVG write it, such as "#59616b".</summary>
    public string Css => $"#{Red:x2}{Green:x2}{Blue:x2}";

    /// <summary>Relative luminance, from 0 for black to 1 for white (WCAG 2.2).</summary>
    public double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    /// <summary>How well two colours are told apart, from 1 for equal ones to 21 for black and white (WCAG 2.2).</summary>
    public double Contrast(Rgb other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>The nearest colour on the way to black or to white that can be read on a ground.</summary>
    /// <param name="ground">What is behind it.</param>
    /// <param name="contrast">At least so much, at most 4.58: one of black and white has that on any ground.</param>
    public Rgb ReadableOn(Rgb ground, double contrast)
    {
        const int Steps = 64;
        var end = Black.Contrast(ground) > White.Contrast(ground) ? Black : White;
        for (var step = 0; step < Steps; step++)
        {
            var mixed = Mixed(end, (double)step / Steps);
            if (mixed.Contrast(ground) >= contrast)
                return mixed;
        }

        return end;
    }

    private Rgb Mixed(Rgb other, double share) =>
        new(Mixed(Red, other.Red, share), Mixed(Green, other.Green, share), Mixed(Blue, other.Blue, share));

    private static byte Mixed(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));

    private static double Linear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
