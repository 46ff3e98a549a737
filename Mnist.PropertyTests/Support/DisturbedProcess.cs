using System.Diagnostics;
using Mnist.Host.Commands;

namespace Mnist.PropertyTests;

/// <summary>How a process is disturbed.</summary>
internal enum Disturbance
{
    /// <summary>SIGKILL: it does nothing more.</summary>
    Kill,

    /// <summary>SIGTERM: it ends in order.</summary>
    Terminate,

    /// <summary>SIGSTOP, and after a while SIGCONT: it comes to its end.</summary>
    Pause,

    /// <summary>SIGSTOP, then SIGTERM, then SIGCONT.</summary>
    PauseAndTerminate,

    /// <summary>SIGSTOP, then SIGKILL.</summary>
    PauseAndKill,
}

/// <summary>What a process said, and how it ended.</summary>
/// <param name="Exit">Of no meaning where it was killed.</param>
/// <param name="Output">On standard output.</param>
/// <param name="Error">On standard error.</param>
/// <param name="WasKilled">Whether a signal ended it.</param>
internal sealed record Ended(ExitCode Exit, string Output, string Error, bool WasKilled);

/// <summary>The program in a process of its own, that can be disturbed.</summary>
internal static class DisturbedProcess
{
    /// <summary>What can be done to processes here; Windows knows no signals.</summary>
    public static IReadOnlyList<Disturbance> Possible { get; } =
        OperatingSystem.IsLinux() ? Enum.GetValues<Disturbance>() : [Disturbance.Kill];

    /// <summary>Runs the program and disturbs it after a while, where it has not ended before.</summary>
    /// <param name="arguments">Of its command line.</param>
    /// <param name="how">What to do.</param>
    /// <param name="after">When; null never.</param>
    /// <param name="paused">Called while it is paused.</param>
    public static async Task<Ended> RunAsync(IEnumerable<string> arguments, Disturbance how, TimeSpan? after, Action paused)
    {
        using var process = MnistProcess.Start([.. arguments]);
        var (answer, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (after is { } time && !process.WaitForExit(time))
            Disturb(process, how, paused);

        await process.WaitForExitAsync();
        // A killed process has the signal's number in its exit code, and -1 on Windows.
        var wasKilled = process.ExitCode is 128 + MnistProcess.Kill or 128 + MnistProcess.Terminate or -1;
        return new((ExitCode)process.ExitCode, await answer, await error, wasKilled);
    }

    private static void Disturb(Process process, Disturbance how, Action paused)
    {
        switch (how)
        {
            case Disturbance.Kill:
                process.Kill();
                break;
            case Disturbance.Terminate:
                MnistProcess.Signal(process, MnistProcess.Terminate);
                break;
            default:
                MnistProcess.Signal(process, MnistProcess.Stop);
                paused();
                if (how == Disturbance.PauseAndTerminate)
                    MnistProcess.Signal(process, MnistProcess.Terminate);
                MnistProcess.Signal(process, how == Disturbance.PauseAndKill ? MnistProcess.Kill : MnistProcess.Continue);
                break;
        }
    }
}
