using System.Globalization;

namespace Mnist.Host.Recordings;

/// <summary>How a letter looks.</summary>
/// <param name="Front">Its colour; null for the terminal's own.</param>
/// <param name="Back">What is behind it; null for the terminal's own.</param>
/// <param name="IsBold">Whether it is bold.</param>
internal readonly record struct Look(Rgb? Front, Rgb? Back, bool IsBold)
{
    private const int Bold = 1, Light = 22, Fronts = 30, FrontOf = 38, NoFront = 39, Backs = 40, BackOf = 48, NoBack = 49;
    private const int BrightFronts = 90, BrightBacks = 100, Hues = 8;
    private const int FromTable = 5, FromChannels = 2; // after 38 and 48
    private const int CubeStart = 16, CubeSide = 6, GreyStart = 232;

    /// <summary>The sixteen colours that have names, as xterm draws them.</summary>
    private static readonly ValueList<Rgb> Named =
    [
        new(0, 0, 0), new(128, 0, 0), new(0, 128, 0), new(128, 128, 0), new(0, 0, 128), new(128, 0, 128), new(0, 128, 128),
        new(192, 192, 192), new(128, 128, 128), new(255, 0, 0), new(0, 255, 0), new(255, 255, 0), new(0, 0, 255), new(255, 0, 255),
        new(0, 255, 255), new(255, 255, 255),
    ];

    /// <summary>The look after a sequence that ends in m.</summary>
    /// <param name="parameters">Between its start and its end, such as "1;38;5;243"; what is not known changes nothing.</param>
    public Look After(string parameters)
    {
        var numbers = parameters.Split(';').Select(Number).ToArray();
        var look = this;
        for (var i = 0; i < numbers.Length; i++)
        {
            (look, var used) = numbers[i] switch
            {
                0 => (default, 0),
                Bold => (look with { IsBold = true }, 0),
                Light => (look with { IsBold = false }, 0),
                NoFront => (look with { Front = null }, 0),
                NoBack => (look with { Back = null }, 0),
                >= Fronts and < Fronts + Hues and var n => (look with { Front = Named[n - Fronts] }, 0),
                >= Backs and < Backs + Hues and var n => (look with { Back = Named[n - Backs] }, 0),
                >= BrightFronts and < BrightFronts + Hues and var n => (look with { Front = Named[Hues + n - BrightFronts] }, 0),
                >= BrightBacks and < BrightBacks + Hues and var n => (look with { Back = Named[Hues + n - BrightBacks] }, 0),
                FrontOf when Colour(numbers.AsSpan(i + 1)) is var (colour, length) => (look with { Front = colour }, length),
                BackOf when Colour(numbers.AsSpan(i + 1)) is var (colour, length) => (look with { Back = colour }, length),
                _ => (look, 0),
            };
            i += used;
        }

        return look;
    }

    private static int Number(string text) => text.Length == 0 ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : -1;

    /// <summary>A colour and how many numbers tell it; null for none that there is.</summary>
    private static (Rgb Colour, int Length)? Colour(ReadOnlySpan<int> numbers) => numbers switch
    {
        [FromTable, >= 0 and <= byte.MaxValue and var index, ..] => (OfTable(index), 2),
        [FromChannels, >= 0 and <= byte.MaxValue and var r, >= 0 and <= byte.MaxValue and var g, >= 0 and <= byte.MaxValue and var b, ..] =>
            (new((byte)r, (byte)g, (byte)b), 4),
        _ => null,
    };

    /// <summary>Of the 256: those with names, a cube of six levels a side, and greys.</summary>
    private static Rgb OfTable(int index)
    {
        if (index < CubeStart)
            return Named[index];
        if (index >= GreyStart)
        {
            var grey = (byte)(8 + (10 * (index - GreyStart)));
            return new(grey, grey, grey);
        }

        var place = index - CubeStart;
        return new(Level(place / (CubeSide * CubeSide)), Level(place / CubeSide % CubeSide), Level(place % CubeSide));
    }

    private static byte Level(int step) => (byte)(step == 0 ? 0 : 55 + (40 * step));
}
