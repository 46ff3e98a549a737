using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Mnist.PropertyTests;

/// <summary>The program as a process of its own: for what one process cannot see of itself.</summary>
internal static partial class MnistProcess
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    private static string Runtime => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string Program => Path.Combine(AppContext.BaseDirectory, "mnist.dll");

    /// <summary>Starts a command.</summary>
    public static Process Start(params string[] arguments) => Start(Runtime, [Program, .. arguments]);

    /// <summary>Starts a command behind a shell that redirects it: <c>mnist</c> stands for the program.</summary>
    public static Process StartByShell(string line) =>
        Start("sh", ["-c", line.Replace("mnist ", $"'{Runtime}' '{Program}' ", StringComparison.Ordinal)]);

    /// <summary>Sends a signal.</summary>
    public static void Signal(Process process, int signal) => _ = Kill(process.Id, signal);

    private static Process Start(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}

/// <summary>A test of /dev/full, which Linux has; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : Xunit.TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!File.Exists("/dev/full"))
            Skip = "there is no /dev/full here";
    }
}
