using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Mnist.Host.Recordings;

/// <summary>What a terminal shows of all that was written to it, lines that left it at the top included.</summary>
/// <remarks>
/// It follows the sequences that this program writes: colours, back to the start of a line, lines up, and erasing. Others are passed over.
/// </remarks>
/// <param name="width">Characters of a line, at least 2; more are wrapped.</param>
internal sealed class Screen(int width)
{
    /// <summary>Most lines that are kept; of more the first <see cref="Head"/> and the last ones.</summary>
    public const int MostLines = 400;

    /// <summary>Lines kept from the start where there are too many.</summary>
    public const int Head = 100;

    private const int TabWidth = 8;
    private const int LongestSequence = 64; // what is longer is none

    private readonly List<ScreenLine> lines = [new()];
    private readonly StringBuilder sequence = new();
    private char half; // the first half of a character that has two
    private Look look;
    private int row, column;

    /// <summary>From the top; the last one may be empty.</summary>
    public IReadOnlyList<ScreenLine> Lines => lines;

    /// <summary>Lines that are not kept: they stood after the first <see cref="Head"/>.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Takes what is written next, which may be any part of a text.</summary>
    /// <param name="text">Letters and sequences.</param>
    /// <param name="at">When.</param>
    public void Write(ReadOnlySpan<char> text, TimeSpan at)
    {
        foreach (var letter in text)
            Write(letter, at);
    }

    private void Write(char letter, TimeSpan at)
    {
        const char Escape = '\u001B';
        if (letter == Escape)
            sequence.Clear().Append(letter);
        else if (sequence.Length > 0)
            Continue(letter, at);
        else if (letter == '\n')
            NextLine();
        else if (letter == '\r')
            column = 0;
        else if (letter == '\t')
            column = Math.Min(width - 1, (column / TabWidth * TabWidth) + TabWidth);
        else if (char.IsHighSurrogate(letter))
            half = letter;
        else if (!char.IsControl(letter))
            Put(char.IsLowSurrogate(letter) ? (char.IsHighSurrogate(half) ? new(half, letter) : Rune.ReplacementChar) : new(letter), at);
    }

    /// <summary>A sequence is ESC, [, numbers and a letter.</summary>
    private void Continue(char letter, TimeSpan at)
    {
        sequence.Append(letter);
        if (sequence.Length == 2 && letter == '[')
            return;
        var ends = sequence.Length == 2 || letter is >= '@' and <= '~';
        if (ends && sequence.Length > 2)
            Obey(letter, sequence.ToString(2, sequence.Length - 3), at);
        if (ends || sequence.Length > LongestSequence)
            sequence.Clear();
    }

    private void Obey(char end, string parameters, TimeSpan at)
    {
        if (end == 'm')
            look = look.After(parameters);
        else if (end == 'A')
            row = Math.Max(0, row - Math.Max(1, Number(parameters)));
        else if (end == 'K')
            lines[row].Erase(Number(parameters) == 2 ? 0 : column, at);
        else if (end == 'J')
            EraseBelow(at);
    }

    private static int Number(string parameters) =>
        int.TryParse(parameters, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private void EraseBelow(TimeSpan at)
    {
        lines[row].Erase(column, at);
        lines.RemoveRange(row + 1, lines.Count - row - 1);
    }

    private void Put(Rune letter, TimeSpan at)
    {
        var cells = $"{letter}".GetCellWidth();
        if (cells == 0)
        {
            lines[row].Join(column - 1, letter);
            return;
        }

        if (column + cells > width)
            NextLine();
        lines[row].Put(column, $"{letter}", cells, look, at);
        column += cells;
    }

    private void NextLine()
    {
        (row, column) = (row + 1, 0);
        if (row == lines.Count)
            lines.Add(new());
        if (lines.Count <= MostLines)
            return;
        lines.RemoveAt(Head);
        (row, LeftOut) = (row - 1, LeftOut + 1);
    }
}
