namespace Mnist.Domain.Documents;

/// <summary>A place in a text, as an editor shows it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
public readonly record struct Position(int Line, int Column)
{
    /// <summary>The place of a byte in UTF-8 text.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="offset">In [0, text.Length].</param>
    public static Position Of(ReadOnlySpan<byte> text, int offset) => Start.After(text[..offset]);

    /// <summary>Where a text starts.</summary>
    public static Position Start { get; } = new(1, 1);

    /// <summary>This place moved over a piece of text, which may begin and end inside a character.</summary>
    /// <param name="passed">UTF-8.</param>
    public Position After(ReadOnlySpan<byte> passed)
    {
        var lineStart = passed.LastIndexOf((byte)'\n') + 1;
        var characters = 0;
        foreach (var unit in passed[lineStart..])
            characters += unit >= 0xF0 ? 2 : (unit & 0xC0) == 0x80 ? 0 : 1; // a first byte tells how many UTF-16 units there are
        return lineStart == 0 ? new(Line, Column + characters) : new(Line + passed.Count((byte)'\n'), characters + 1);
    }

    /// <inheritdoc/>
    public override string ToString() => $"line {Line}, column {Column}";
}
