namespace Mnist.Host.Presentation;

/// <summary>A grey image, small enough for a terminal.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Levels">Row by row, 0 black to 255 white; an even number of rows.</param>
internal sealed record Picture(string Caption, int Width, ValueList<byte> Levels)
{
    private const int Bright = 96; // pen strokes are read better a little thicker than at half of white

    /// <summary>Rows of characters; a character shows two pixels, one above the other.</summary>
    public int TextRows => Levels.Count / Width / 2;

    /// <summary>One row of half-block characters: white on black without any colour.</summary>
    /// <param name="row">In [0, TextRows).</param>
    public string TextRow(int row) => string.Concat(Enumerable.Range(0, Width).Select(x => Character(row, x)));

    /// <summary>The half-block character of two pixels.</summary>
    /// <param name="row">In [0, TextRows).</param>
    /// <param name="x">In [0, Width).</param>
    public char Character(int row, int x)
    {
        var (upper, lower) = Pair(row, x);
        return (upper >= Bright, lower >= Bright) switch
        {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            _ => ' ',
        };
    }

    /// <summary>The two pixels behind one character.</summary>
    public (byte Upper, byte Lower) Pair(int row, int x) => (Levels[(2 * row * Width) + x], Levels[(((2 * row) + 1) * Width) + x]);
}
