using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mnist.Host;

/// <summary>The process: its console, its environment, its signals.</summary>
internal static class Shell
{
    private const int NarrowestTerminal = 20;

    /// <summary>Runs one command line in this process.</summary>
    /// <param name="arguments">Without the program's name.</param>
    public static ExitCode Run(IReadOnlyList<string> arguments)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = !Console.IsOutputRedirected };
        using var logs = arguments.Contains(Options.VerboseName, StringComparer.Ordinal) ? Log.ToStandardError() : null;
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        return Guarded(arguments, new()
        {
            Output = output,
            Error = Console.Error,
            TerminalWidth = Console.IsOutputRedirected ? null : Math.Max(NarrowestTerminal, Console.WindowWidth),
            Variable = Environment.GetEnvironmentVariable,
            Cancellation = stop.Token,
            Log = logs?.CreateLogger("mnist") ?? NullLogger.Instance,
        });
    }

    /// <summary>Whatever goes wrong, one sentence is all that a user sees of it, unless they ask for more.</summary>
    public static ExitCode Guarded(IReadOnlyList<string> arguments, Surroundings around)
    {
        return Caught(arguments, around with
        {
            Output = new VisibleWriter(around.Output),
            Error = new VisibleWriter(around.Error),
            Screen = around.Output,
        });
    }

    private static ExitCode Caught(IReadOnlyList<string> arguments, Surroundings around)
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
#pragma warning disable CA1031 // the outermost handler: there is nobody left to handle anything more specific
        catch (Exception failure)
#pragma warning restore CA1031
        {
            around.Error.WriteLine($"unexpected failure: {Visible.Line(failure.Message)} (--verbose shows details; please report it)");
            around.Log.Failed(failure);
            return ExitCode.Failed;
        }
    }

    /// <summary>The first signal asks the verb to stop in order; the second is left to the system, which ends the process.</summary>
    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }
}
