using System.Text;

namespace Mnist.Host.Presentation;

/// <summary>Writes text with <see cref="Visible.Text"/>: whatever a verb prints, no name in it takes hold of the terminal.</summary>
/// <param name="inner">Where the text goes.</param>
internal sealed class VisibleWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(Visible.Text($"{value}"));

    public override void Write(string? value) => inner.Write(value is null ? null : Visible.Text(value));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void WriteLine(string? value) => inner.WriteLine(value is null ? null : Visible.Text(value));

    public override void Flush() => inner.Flush();
}
