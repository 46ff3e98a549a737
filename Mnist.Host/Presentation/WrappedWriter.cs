using System.Text;

namespace Mnist.Host.Presentation;

/// <summary>Writes to a terminal lines that are broken between words; a terminal itself breaks them anywhere.</summary>
/// <param name="inner">Where the text goes.</param>
/// <param name="width">Characters of a line now, at least 1.</param>
internal sealed class WrappedWriter(TextWriter inner, Func<int> width) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value);

    public override void Write(string? value) => inner.Write(value);

    public override void WriteLine(string? value)
    {
        foreach (var line in (value ?? "").ReplaceLineEndings("\n").Split('\n').SelectMany(line => WrappedText.Lines(line, width())))
            inner.WriteLine(line);
    }

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
