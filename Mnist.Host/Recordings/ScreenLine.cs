using System.Text;

namespace Mnist.Host.Recordings;

/// <summary>A line of a screen.</summary>
internal sealed class ScreenLine
{
    private const string Blank = " ";

    private readonly List<(string Text, Look Look)> cells = []; // a wide letter is followed by empty ones

    /// <summary>When it was written to last.</summary>
    public TimeSpan At { get; private set; }

    /// <summary>What it says, without blanks at its end.</summary>
    public string Text => string.Concat(cells.Select(cell => cell.Text)).TrimEnd();

    /// <summary>Letters of one look together, blanks that show nothing left out.</summary>
    public IEnumerable<ScreenPiece> Pieces
    {
        get
        {
            for (var start = 0; start < cells.Count;)
            {
                var (end, look) = (start + 1, cells[start].Look);
                while (end < cells.Count && cells[end].Look == look)
                    end++;
                var text = string.Concat(cells[start..end].Select(cell => cell.Text));
                var (before, after) = look.Back is null
                    ? (text.Length - text.TrimStart(' ').Length, text.Length - text.TrimEnd(' ').Length)
                    : (0, 0);
                if (before < text.Length)
                    yield return new(text[before..^after], start + before, end - start - before - after, look);
                start = end;
            }
        }
    }

    /// <summary>Writes a letter over what is there.</summary>
    /// <param name="column">Its place, from 0.</param>
    /// <param name="letter">The letter.</param>
    /// <param name="width">Cells that it takes, 1 or 2.</param>
    /// <param name="look">How it looks.</param>
    /// <param name="at">When.</param>
    public void Put(int column, string letter, int width, Look look, TimeSpan at)
    {
        while (cells.Count < column + width)
            cells.Add((Blank, default));
        cells[column] = (letter, look);
        for (var i = 1; i < width; i++)
            cells[column + i] = ("", look);
        At = at;
    }

    /// <summary>A sign that stands over the letter before it, or joins two.</summary>
    /// <param name="column">Of that letter; where there is none, the sign has no place.</param>
    /// <param name="sign">The sign.</param>
    public void Join(int column, Rune sign)
    {
        const int MostSigns = 8; // so that a line has a length
        if (column >= 0 && column < cells.Count && cells[column].Text.Length < MostSigns)
            cells[column] = (cells[column].Text + sign, cells[column].Look);
    }

    /// <summary>Empties the line from a place on.</summary>
    /// <param name="column">From 0.</param>
    /// <param name="at">When.</param>
    public void Erase(int column, TimeSpan at)
    {
        if (column < cells.Count)
            cells.RemoveRange(column, cells.Count - column);
        At = at;
    }
}

/// <summary>Letters beside one another that look alike.</summary>
/// <param name="Text">Not empty.</param>
/// <param name="Column">Of the first one, from 0.</param>
/// <param name="Width">Cells that they take.</param>
/// <param name="Look">How they look.</param>
internal sealed record ScreenPiece(string Text, int Column, int Width, Look Look);
