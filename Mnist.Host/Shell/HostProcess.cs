using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Mnist.Host.Commands;

namespace Mnist.Host.Shell;

/// <summary>The process: its console, its environment, its signals.</summary>
internal static class HostProcess
{
    private const int NarrowestTerminal = 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Runs one command line in this process.</summary>
    /// <param name="arguments">Without the program's name.</param>
    public static ExitCode Run(IReadOnlyList<string> arguments)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using var device = StandardDevice.Output();
        using var errors = StandardDevice.Error();
        var isTerminal = device.IsOpen && !Console.IsOutputRedirected;
        using var output = new StreamWriter(device, Utf8) { AutoFlush = isTerminal };
        using var error = TextWriter.Synchronized(Errors(errors));
        using var logs = errors.IsOpen && arguments.Contains(Options.VerboseName, StringComparer.Ordinal) ? Log.ToStandardError() : null;
        using var stop = new StopSignal(TimeProvider.System, () => End(error));
        using var signals = stop.Listen();
        var exit = Guarded(arguments, new()
        {
            Output = output,
            Error = error,
            TerminalWidth = isTerminal ? Width() : null,
            WidthNow = _ => Width(),
            Variable = Environment.GetEnvironmentVariable,
            Cancellation = stop.Token,
            Hold = stop.Hold,
            IsTimeUp = () => stop.IsTimeUp,
            Log = logs?.CreateLogger("mnist") ?? NullLogger.Instance,
        });
        output.Flush();
        return Delivered(exit, device.Loss, error);
    }

    private static int Width() => Math.Max(NarrowestTerminal, Console.WindowWidth);

    /// <summary>Errors and progress; on a terminal no word is broken, in a file no line.</summary>
    private static TextWriter Errors(StandardDevice device)
    {
        var writer = new StreamWriter(device, Utf8) { AutoFlush = true };
        return device.IsOpen && !Console.IsErrorRedirected ? new WrappedWriter(writer, Width) : writer;
    }

    /// <summary>Whatever goes wrong, one sentence is all that a user sees of it, unless they ask for more.</summary>
    public static ExitCode Guarded(IReadOnlyList<string> arguments, HostEnvironment around)
    {
        return Caught(arguments, around with
        {
            Output = new VisibleWriter(around.Output),
            Error = new VisibleWriter(around.Error),
            Screen = around.Output,
        });
    }

    private static ExitCode Caught(IReadOnlyList<string> arguments, HostEnvironment around)
    {
        try
        {
            return CommandLine.Run(arguments, around);
        }
        catch (OperationCanceledException) when (around.Cancellation.IsCancellationRequested)
        {
            around.Error.WriteLine("cancelled.");
            return ExitCode.Cancelled;
        }
        catch (IOException) when (!HasWorkingDirectory())
        {
            around.Error.WriteLine("the working directory was deleted; change to one that is there.");
            return ExitCode.Invalid;
        }
#pragma warning disable CA1031 // the outermost handler: there is nobody left to handle anything more specific
        catch (Exception failure)
#pragma warning restore CA1031
        {
            around.Error.WriteLine($"unexpected failure: {Visible.Line(failure.Message)} (--verbose shows details; please report it)");
            around.Log.Failed(failure);
            return ExitCode.Failed;
        }
    }

    /// <summary>An answer that did not arrive is not done: who reads a file that was cut short has to know.</summary>
    /// <param name="exit">What the verb returned.</param>
    /// <param name="loss">Why standard output took not everything; null where it did.</param>
    /// <param name="error">Told of a loss.</param>
    public static ExitCode Delivered(ExitCode exit, string? loss, TextWriter error)
    {
        if (loss is null)
            return exit;
        error.WriteLine($"standard output did not take all that was written to it: {loss}");
        return exit == ExitCode.Done ? ExitCode.Failed : exit;
    }

    private static bool HasWorkingDirectory()
    {
        try
        {
            return Directory.Exists(Environment.CurrentDirectory);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void End(TextWriter error)
    {
        error.WriteLine("cancelled.");
        Environment.Exit((int)ExitCode.Cancelled);
    }
}
