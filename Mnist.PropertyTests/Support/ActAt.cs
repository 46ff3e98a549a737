namespace Mnist.PropertyTests;

/// <summary>Does something when a line with a certain text is written.</summary>
internal sealed class ActAt(string text, Action act) : StringWriter
{
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.Contains(text, StringComparison.Ordinal) == true)
            act();
    }
}
