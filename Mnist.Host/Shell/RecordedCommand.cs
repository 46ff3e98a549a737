using Mnist.Host.Commands;
using Mnist.Host.Recordings;

namespace Mnist.Host.Shell;

/// <summary>A command whose terminal is kept as a picture.</summary>
internal static class RecordedCommand
{
    /// <summary>Where there is no terminal, one as wide as this is written for.</summary>
    private const int UsualWidth = 100;

    /// <summary>Runs a command and keeps what it showed, whatever becomes of it.</summary>
    /// <param name="arguments">All of the command line.</param>
    /// <param name="path">The picture; what was there before is there until the command has ended.</param>
    /// <param name="around">Where it writes.</param>
    /// <param name="run">Runs the command in another environment.</param>
    public static ExitCode Run(
        IReadOnlyList<string> arguments, string path, HostEnvironment around, Func<HostEnvironment, ExitCode> run)
    {
        var width = around.TerminalWidth ?? UsualWidth;
        var recording = new Recording(Typed(arguments), width, around.Clock);
        if (!File.Exists(path) && recording.Save(path) is { } early) // before a training of hours, not after it
            return Refuse(early, around);
        ExitCode exit;
        WriteError? late = null;
        try
        {
            exit = run(Watched(recording, width, around));
        }
        finally
        {
            late = recording.Save(path);
        }

        return late is null ? exit : Refuse(late, around);
    }

    /// <summary>Into a pipe goes what a terminal would get, but for lines that move: one text is shown and kept.</summary>
    private static HostEnvironment Watched(Recording recording, int width, HostEnvironment around)
    {
        var screen = new RecordingWriter(around.Screen, recording);
        return around with
        {
            Screen = screen,
            Output = new VisibleWriter(screen),
            Error = new RecordingWriter(around.Error, recording),
            TerminalWidth = width,
            Redraws = around.TerminalWidth is not null,
            WidthNow = first => around.TerminalWidth is null ? width : Math.Min(width, around.WidthNow(first)),
            Variable = around.TerminalWidth is null ? name => name == "TERM" ? "xterm-256color" : around.Variable(name) : around.Variable,
        };
    }

    /// <summary>The command without the wish to record it.</summary>
    private static string Typed(IReadOnlyList<string> arguments)
    {
        var at = arguments.ToList().FindIndex(word => word.StartsWith(Options.RecordName, StringComparison.Ordinal));
        var value = at >= 0 && arguments[at] == Options.RecordName ? 2 : 1;
        return string.Join(' ', arguments.Where((_, i) => i < at || i >= at + value).Select(ShellWord.Of).Prepend("mnist"));
    }

    private static ExitCode Refuse(WriteError error, HostEnvironment around) =>
        around.Give(Reply.Refuse(ExitCode.Invalid, [ErrorMessage.Of(error)]), asJson: false);
}
