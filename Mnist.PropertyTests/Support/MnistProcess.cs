using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Mnist.PropertyTests;

/// <summary>The program as a process of its own: for what one process cannot see of itself.</summary>
internal static partial class MnistProcess
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    private static string Runtime => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string Program => Path.Combine(AppContext.BaseDirectory, "mnist.dll");

    /// <summary>Starts a command that hears SIGINT.</summary>
    /// <remarks>A shell has what it starts in the background ignore that signal, and so do all processes that come of it.</remarks>
    public static Process Start(params string[] arguments) => IgnoresInterrupt()
        ? Start("env", ["--default-signal=INT", Runtime, Program, .. arguments])
        : Start(Runtime, [Program, .. arguments]);

    /// <summary>Starts a command behind a shell that redirects it: <c>mnist</c> stands for the program.</summary>
    public static Process StartByShell(string line) =>
        Start("sh", ["-c", line.Replace("mnist ", $"'{Runtime}' '{Program}' ", StringComparison.Ordinal)]);

    /// <summary>Sends a signal.</summary>
    /// <remarks>The process may end at the same moment: then there is nobody to get the signal.</remarks>
    public static void Signal(Process process, int signal) => _ = SendSignal(process.Id, signal);

    /// <summary>Linux tells which signals this process ignores, as a mask.</summary>
    private static bool IgnoresInterrupt() => File.Exists("/proc/self/status") && File
        .ReadLines("/proc/self/status")
        .Where(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
        .Any(line => (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) & (1UL << (Interrupt - 1))) != 0);

    private static Process Start(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        Environment = { ["DOTNET_TieredPGO"] = "0" }, // measures itself for a long life; these processes have a short one
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
