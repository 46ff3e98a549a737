namespace Mnist.Host.Recordings;

/// <summary>What a command writes to its terminal, and when.</summary>
/// <param name="command">As it was typed.</param>
/// <param name="width">Characters of a line.</param>
/// <param name="clock">Tells when.</param>
internal sealed class Recording(string command, int width, TimeProvider clock)
{
    private readonly Lock gate = new(); // output and errors may come from several threads
    private readonly Screen screen = Begun(command, width);
    private readonly long started = clock.GetTimestamp();

    /// <summary>Takes what is written next.</summary>
    /// <param name="text">Letters and sequences.</param>
    public void Take(ReadOnlySpan<char> text)
    {
        lock (gate)
            screen.Write(text, clock.GetElapsedTime(started));
    }

    /// <summary>Writes the picture of what was taken so far.</summary>
    /// <param name="path">Replaced where it is there.</param>
    /// <returns>Null when it was written.</returns>
    public WriteError? Save(string path)
    {
        lock (gate)
            return OutputFile.Write(path, ScreenPicture.Of($"{command}, as a terminal showed it", screen, width));
    }

    private static Screen Begun(string command, int width)
    {
        var begun = new Screen(width);
        begun.Write($"\u001B[1m$ {Visible.Line(command)}\u001B[0m\n", TimeSpan.Zero);
        return begun;
    }
}
