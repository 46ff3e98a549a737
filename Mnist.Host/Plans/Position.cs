using System.Text;

namespace Mnist.Host;

/// <summary>A place in a text, as an editor shows it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
internal readonly record struct Position(int Line, int Column)
{
    /// <summary>The place of a byte in UTF-8 text.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="offset">In [0, text.Length].</param>
    public static Position Of(ReadOnlySpan<byte> text, int offset)
    {
        var before = text[..offset];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    /// <inheritdoc/>
    public override string ToString() => $"line {Line}, column {Column}";
}
