namespace Mnist.Host.Presentation;

/// <summary>What a text should make its reader feel; colours on a terminal, nothing elsewhere.</summary>
internal enum Tone
{
    Plain,
    Strong,
    Muted,
    Good,
    Warning,
    Bad,
}

/// <summary>A piece of a verb's answer, before it is known where it will be read.</summary>
internal abstract record Block
{
    private Block() { }

    /// <summary>An empty line.</summary>
    public static Block Gap { get; } = new Line("");

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public abstract T Match<T>(Cases<T> on);

    /// <summary>One function for each case.</summary>
    internal sealed record Cases<T>(
        Func<Heading, T> Heading,
        Func<Items, T> Items,
        Func<Line, T> Line,
        Func<Table, T> Table,
        Func<Verbatim, T> Verbatim,
        Func<Gallery, T> Gallery);

    /// <summary>A title over what follows.</summary>
    /// <param name="Text">Without line breaks.</param>
    /// <param name="Level">1 for the whole, 2 for its parts, and so on.</param>
    internal sealed record Heading(string Text, int Level) : Block { public override T Match<T>(Cases<T> on) => on.Heading(this); }

    /// <summary>Texts of equal rank, one under the other.</summary>
    /// <param name="Texts">Each without line breaks.</param>
    internal sealed record Items(ValueList<string> Texts) : Block { public override T Match<T>(Cases<T> on) => on.Items(this); }

    /// <summary>One line of text; a terminal wraps it.</summary>
    /// <param name="Text">Without line breaks.</param>
    /// <param name="Tone">How it is meant.</param>
    internal sealed record Line(string Text, Tone Tone = Tone.Plain) : Block { public override T Match<T>(Cases<T> on) => on.Line(this); }

    /// <summary>Rows of cells under titles.</summary>
    /// <param name="Columns">From left to right.</param>
    /// <param name="Rows">Each as long as there are columns.</param>
    internal sealed record Table(ValueList<Column> Columns, ValueList<ValueList<Cell>> Rows) : Block
    {
        public override T Match<T>(Cases<T> on) => on.Table(this);

        /// <summary>What some columns mean, where they have to say it.</summary>
        /// <param name="shown">Their places in the table.</param>
        public ValueList<string> Meanings(IEnumerable<int> shown) => shown
            .Select(i => Columns[i])
            .Where(column => column.Meaning.Length > 0)
            .Select(column => $"{column.Title}: {column.Meaning}")
            .ToValueList();

        /// <summary>The same of all columns.</summary>
        public ValueList<string> Meanings() => Meanings(Enumerable.Range(0, Columns.Count));
    }

    /// <summary>Text whose line breaks and spaces matter, such as JSON.</summary>
    /// <param name="Text">As it is to be printed.</param>
    internal sealed record Verbatim(string Text) : Block { public override T Match<T>(Cases<T> on) => on.Verbatim(this); }

    /// <summary>Pictures side by side, as many as fit.</summary>
    /// <param name="Pictures">All of one size.</param>
    internal sealed record Gallery(ValueList<Picture> Pictures) : Block { public override T Match<T>(Cases<T> on) => on.Gallery(this); }
}

/// <summary>A column of a table.</summary>
/// <param name="Title">Above it.</param>
/// <param name="RightAligned">For numbers.</param>
/// <param name="Importance">On a narrow terminal the least important columns go first.</param>
internal sealed record Column(string Title, bool RightAligned = false, int Importance = 9)
{
    /// <summary>Whether its texts, such as names to be copied, are never broken.</summary>
    public bool IsUnbroken { get; init; }

    /// <summary>What its texts mean, where the title does not say it; told below the table while the column is shown.</summary>
    public string Meaning { get; init; } = "";
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Tone">How it is meant.</param>
/// <param name="Fraction">In [0, 1], shown as a bar on a terminal; null for none.</param>
internal sealed record Cell(string Text, Tone Tone = Tone.Plain, double? Fraction = null)
{
    public static implicit operator Cell(string text) => new(text);
}
