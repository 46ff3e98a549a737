using System.Text;

namespace Mnist.Host.Recordings;

/// <summary>Writes on, and keeps what it wrote.</summary>
/// <param name="inner">Where the text goes.</param>
/// <param name="recording">Takes the same.</param>
internal sealed class RecordingWriter(TextWriter inner, Recording recording) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        inner.Write(value);
        recording.Take([value]);
    }

    public override void Write(string? value)
    {
        inner.Write(value);
        recording.Take(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        inner.Write(buffer, index, count);
        recording.Take(buffer.AsSpan(index, count));
    }

    public override void Flush() => inner.Flush();
}
