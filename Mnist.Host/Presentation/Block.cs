using Mnist.Domain.Values;

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
    /// <summary>A title over what follows.</summary>
    /// <param name="Text">Without line breaks.</param>
    /// <param name="Level">1 for the whole, 2 for its parts, and so on.</param>
    internal sealed record Heading(string Text, int Level) : Block;

    /// <summary>Texts of equal rank, one under the other.</summary>
    /// <param name="Texts">Each without line breaks.</param>
    internal sealed record Items(ValueList<string> Texts) : Block;

    /// <summary>One line of text; a terminal wraps it.</summary>
    /// <param name="Text">Without line breaks.</param>
    /// <param name="Tone">How it is meant.</param>
    internal sealed record Line(string Text, Tone Tone = Tone.Plain) : Block;

    /// <summary>Rows of cells under titles.</summary>
    /// <param name="Columns">From left to right.</param>
    /// <param name="Rows">Each as long as there are columns.</param>
    internal sealed record Table(ValueList<Column> Columns, ValueList<ValueList<Cell>> Rows) : Block;

    /// <summary>Text whose line breaks and spaces matter, such as JSON.</summary>
    /// <param name="Text">As it is to be printed.</param>
    internal sealed record Verbatim(string Text) : Block;

    /// <summary>Pictures side by side, as many as fit.</summary>
    /// <param name="Pictures">All of one size.</param>
    internal sealed record Gallery(ValueList<Picture> Pictures) : Block;

    /// <summary>An empty line.</summary>
    internal static Block Gap { get; } = new Line("");
}

/// <summary>A column of a table.</summary>
/// <param name="Title">Above it.</param>
/// <param name="RightAligned">For numbers.</param>
/// <param name="Importance">On a narrow terminal the least important columns go first.</param>
internal sealed record Column(string Title, bool RightAligned = false, int Importance = 9);

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Tone">How it is meant.</param>
/// <param name="Share">In [0, 1], shown as a bar on a terminal; null for none.</param>
internal sealed record Cell(string Text, Tone Tone = Tone.Plain, double? Share = null)
{
    public static implicit operator Cell(string text) => new(text);
}
