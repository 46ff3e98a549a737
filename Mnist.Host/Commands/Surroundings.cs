using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mnist.Domain.Results;
using Mnist.Engine.Files;
using Mnist.Engine.Simd.Estimates;
using Mnist.Host.Presentation;
using Mnist.Host.Shell;
using Spectre.Console;

namespace Mnist.Host.Commands;

/// <summary>Everything outside the program that a verb may touch, so that a test can stand in for it.</summary>
internal sealed record Surroundings
{
    /// <summary>Answers.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Complaints, progress and logs.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The terminal or pipe itself, which takes escape sequences as they are; for what draws on a terminal.</summary>
    public TextWriter Screen { get; init; } = TextWriter.Null;

    /// <summary>Width of the terminal behind <see cref="Output"/>, in characters; null where it is a pipe or a file.</summary>
    public int? TerminalWidth { get; init; }

    /// <summary>Environment variables by name.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What the processor does on so many threads, by a clock; null where the clock cannot tell.</summary>
    public Func<int, TimeProvider, Machine?> Machine { get; init; } = MachineProbe.Measure;

    /// <summary>Bytes of memory that this process may have: the machine's, or its container's.</summary>
    public Func<long> Memory { get; init; } = () => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>What run directories are made of.</summary>
    public IRunFiles Files { get; init; } = DiskFiles.Instance;

    /// <summary>Set when the user asks to stop.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Holds the end back after the user has asked to stop; see <see cref="StopSignal.Hold"/>.</summary>
    public Func<IDisposable> Hold { get; init; } = () => Stream.Null; // disposing it does nothing

    /// <summary>Details for <c>--verbose</c>.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>Whether the terminal, where there is one, can go back and write over a line.</summary>
    public bool MovesCursor => Variable("TERM") is not "dumb";

    /// <summary>The terminal behind <see cref="Output"/>; made only where one is written to, because it takes a tenth of a second.</summary>
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

    /// <summary>Prints an answer and returns its exit code.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="asJson">Whether a program reads it.</param>
    public ExitCode Give(Reply reply, bool asJson)
    {
        foreach (var line in reply.Complaints.Lines("error", complaint => complaint.Sentence))
            Error.WriteLine(Visible.Line(line));
        if (asJson)
            Output.WriteLine(reply.Json is { } json ? json() : ErrorsDocument.Write(reply.Complaints));
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
