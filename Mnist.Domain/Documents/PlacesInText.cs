namespace Mnist.Domain.Documents;

/// <summary>The places of many offsets in one text, which is gone through once.</summary>
internal sealed class PlacesInText
{
    private const int Step = 1024;

    private readonly ReadOnlyMemory<byte> text;
    private readonly List<Position> marks = [Position.Start]; // one for every so many bytes

    /// <summary>Goes through a text.</summary>
    /// <param name="text">UTF-8 without a byte order mark.</param>
    public PlacesInText(ReadOnlyMemory<byte> text)
    {
        this.text = text;
        for (var offset = Step; offset <= text.Length; offset += Step)
            marks.Add(marks[^1].After(text.Span[(offset - Step)..offset]));
    }

    /// <summary>The place of a byte.</summary>
    /// <param name="offset">In [0, length of the text].</param>
    public Position Of(int offset) => marks[offset / Step].After(text.Span[(offset / Step * Step)..offset]);
}
