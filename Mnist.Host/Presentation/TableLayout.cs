namespace Mnist.Host.Presentation;

/// <summary>How a table is put into a terminal of some width: what is shown, how wide, and in which dress.</summary>
/// <param name="Columns">Those that are shown, by their places in the table.</param>
/// <param name="Widths">Of their texts, one for each; a longer text is wrapped.</param>
/// <param name="HasBars">Whether fractions are drawn.</param>
/// <param name="HasFrame">Whether lines stand between the cells.</param>
internal sealed record TableLayout(ValueList<int> Columns, ValueList<int> Widths, bool HasBars, bool HasFrame)
{
    /// <summary>Characters of a bar.</summary>
    public const int BarWidth = 10;

    private const int LeastWrapped = 12; // narrower text cannot be read
    private const int LongestWord = 24; // a longer one, such as a path, is broken
    private const int Frame = 3; // a line and a space at each side of a cell
    private const int Gap = 2;

    /// <summary>Characters of a whole line.</summary>
    public int Total => HasFrame ? Widths.Sum(width => width + Frame) + 1 : Widths.Sum() + (Gap * (Widths.Count - 1));

    /// <summary>
    /// The layout that shows most: bars go first, then words are wrapped or frames go, whichever leaves fewer lines, and only then the
    /// least important column.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="width">Characters of the terminal.</param>
    public static TableLayout Of(Block.Table table, int width)
    {
        var shown = Enumerable.Range(0, table.Columns.Count).ToList();
        while (true)
        {
            ValueList<TableLayout> tried =
            [
                Natural(table, shown, hasBars: true, hasFrame: true),
                Natural(table, shown, hasBars: false, hasFrame: true),
                Natural(table, shown, hasBars: false, hasFrame: true).Wrapped(table, width),
                Natural(table, shown, hasBars: false, hasFrame: false).Wrapped(table, width),
            ];
            if (tried.Where(layout => layout.Total <= width).MinBy(layout => layout.LinesOf(table)) is { } fits)
                return fits;
            if (shown.Count == 1)
                return tried[^1];
            shown.Remove(shown.MinBy(i => table.Columns[i].Importance));
        }
    }

    /// <summary>What a table needs to be shown whole.</summary>
    /// <param name="table">The table.</param>
    public static int WidthOf(Block.Table table) =>
        Natural(table, Enumerable.Range(0, table.Columns.Count).ToList(), hasBars: false, hasFrame: true).Total;

    /// <summary>Says which columns there was no room for; null where all are shown.</summary>
    /// <param name="titles">Theirs.</param>
    /// <param name="width">Characters of a terminal that shows all.</param>
    public static string? Hidden(IEnumerable<string> titles, int width) => titles.ToList() is { Count: > 0 } hidden
        ? $"Not shown for want of room: {hidden.And()}; {width} columns show all, and so do --json and a pipe."
        : null;

    private static TableLayout Natural(Block.Table table, List<int> shown, bool hasBars, bool hasFrame) => new(
        shown.ToValueList(),
        shown.Select(i => table.Rows.Select(row => WidthOf(row[i], hasBars)).Append(table.Columns[i].Title.Length).Max()).ToValueList(),
        hasBars,
        hasFrame);

    private static int WidthOf(Cell cell, bool hasBars) =>
        Visible.Line(cell.Text).Length + (hasBars && cell.Fraction is not null ? BarWidth + 1 : 0);

    /// <summary>Takes a character after another from the widest column of words, as long as that is needed and can be read.</summary>
    private TableLayout Wrapped(Block.Table table, int width)
    {
        var widths = Widths.ToArray();
        var least = Columns
            .Select(i => LeastOf(table, i))
            .ToArray();
        for (var excess = Total - width; excess > 0; excess--)
        {
            var widest = Enumerable.Range(0, widths.Length)
                .Where(i => !table.Columns[Columns[i]].RightAligned && widths[i] > least[i])
                .OrderByDescending(i => widths[i])
                .Select(i => (int?)i)
                .FirstOrDefault();
            if (widest is not { } one)
                break;
            widths[one]--;
        }

        return this with { Widths = widths.ToValueList() };
    }

    /// <summary>The width that a column of words keeps.</summary>
    private static int LeastOf(Block.Table table, int column) => table.Columns[column].IsUnbroken
        ? table.Rows.Select(row => WidthOf(row[column], hasBars: false)).DefaultIfEmpty().Max()
        : Math.Clamp(table.Rows.Select(row => LongestIn(row[column].Text)).DefaultIfEmpty().Max(), LeastWrapped, LongestWord);

    /// <summary>Lines that all rows take.</summary>
    private int LinesOf(Block.Table table) =>
        table.Rows.Sum(row => Columns.Zip(Widths, (column, width) => LinesOf(row[column].Text, width)).Append(1).Max());

    /// <summary>Lines of a text whose words are put one behind the other as far as there is room.</summary>
    private static int LinesOf(string text, int width)
    {
        var (lines, used) = (1, 0);
        foreach (var length in Visible.Line(text).Split(' ').Select(word => word.Length))
        {
            var end = used == 0 ? length : used + 1 + length;
            (lines, used) = end <= width ? (lines, end) : (lines + (used > 0 ? 1 : 0) + ((length - 1) / width), length % width);
        }

        return lines;
    }

    private static int LongestIn(string text) => Visible.Line(text).Split(' ').Max(word => word.Length);
}
