using System.CommandLine;
using Mnist.Host.Runs;
using Spectre.Console;

namespace Mnist.Host.Commands;

/// <summary>Everything outside the program that a verb may touch: what runs need, and the console.</summary>
internal sealed record HostEnvironment : RunEnvironment
{
    /// <summary>Answers.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Errors, progress and logs.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The terminal or pipe itself, which takes escape sequences as they are; for what draws on a terminal.</summary>
    public TextWriter Screen { get; init; } = TextWriter.Null;

    /// <summary>Width of the terminal behind <see cref="Output"/>, in characters; null where it is a pipe or a file.</summary>
    public int? TerminalWidth { get; init; }

    /// <summary>The width of that terminal now: its user may have changed it.</summary>
    public Func<int, int> WidthNow { get; init; } = first => first;

    /// <summary>Whether the terminal, where there is one, can go back and write over a line.</summary>
    public bool MovesCursor => Variable("TERM") is not "dumb";

    /// <summary>Whether lines are written over while work goes on: who reads a pipe would have all of them.</summary>
    public bool Redraws { get; init; } = true;

    /// <inheritdoc/>
    public override void Tell(string line) => Error.WriteLine(line);

    /// <summary>
    /// The terminal behind <see cref="Output"/>; made only where one is written to, because it takes a tenth of a second.
    /// </summary>
    /// <param name="width">Its width in characters.</param>
    public IAnsiConsole Terminal(int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = MovesCursor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = Colours(),
            Out = new AnsiConsoleOutput(Screen),
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    /// <summary>NO_COLOR (no-color.org) set to anything means no colour; bold and frames may stay.</summary>
    public ColorSystemSupport Colours() =>
        Variable("NO_COLOR") is { Length: > 0 } || !MovesCursor ? ColorSystemSupport.NoColors
        : Variable("COLORTERM") is "truecolor" or "24bit" ? ColorSystemSupport.TrueColor
        : Variable("TERM")?.Contains("256color", StringComparison.Ordinal) == true ? ColorSystemSupport.EightBit
        : ColorSystemSupport.Standard;

    /// <summary>A verb that gives one answer: text, or one JSON document with --json, which is added to its options.</summary>
    /// <param name="command">Its name, description, arguments and options.</param>
    /// <param name="run">Makes the answer.</param>
    public Command Answering(Command command, Func<ParseResult, Reply> run)
    {
        var json = Options.Json();
        command.Add(json);
        command.SetAction(parsed => (int)Give(run(parsed), parsed.GetValue(json)));
        return command;
    }

    /// <summary>Prints an answer and returns its exit code.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="asJson">Whether a program reads it.</param>
    public ExitCode Give(Reply reply, bool asJson)
    {
        foreach (var line in reply.Errors.Lines("error", error => error.Sentence))
            Error.WriteLine(Visible.Line(line));
        if (asJson)
            Output.WriteLine(reply.Json is { } json ? json() : ErrorsDocument.Write(reply.Errors));
        else
            Show(reply.Text);
        return reply.Exit;
    }

    /// <summary>Prints blocks as they are best read where they go.</summary>
    /// <param name="blocks">What to print.</param>
    public void Show(IEnumerable<Block> blocks)
    {
        if (TerminalWidth is { } width)
            new RichRenderer(Terminal(width)).Write(blocks);
        else
            PlainRenderer.Write(Output, blocks);
    }
}
