using System.Diagnostics;
using Xunit;

namespace Mnist.PropertyTests;

/// <summary>A test that needs gcc.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GccFactAttribute : FactAttribute
{
    public GccFactAttribute() => Skip = Programs.Missing("gcc");
}

/// <summary>A test that needs gcc and MNIST.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GccMnistFactAttribute : FactAttribute
{
    public GccMnistFactAttribute() => Skip = Programs.Missing("gcc") ?? new MnistFactAttribute().Skip;
}

/// <summary>Programs of the system.</summary>
internal static class Programs
{
    /// <summary>Five hundred images on the slowest device take a few; a test has a handful.</summary>
    private static readonly double MostMinutes = Environment.GetEnvironmentVariable("MNIST_DEVICE_IMAGES") is null ? 1 : 20;

    /// <summary>A device that has lost its way is not waited for.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(MostMinutes);

    /// <summary>Why a test with these programs is skipped; null where all are there.</summary>
    public static string? Missing(params IReadOnlyList<string> programs) =>
        programs.FirstOrDefault(program => Find(program) is null) is { } missing ? $"{missing} is not installed." : null;

    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    /// <summary>What a program writes, given some input; the test fails where it fails.</summary>
    public static byte[] Run(string program, IEnumerable<string> arguments, byte[]? input = null, string? folder = null)
    {
        var start = new ProcessStartInfo(Find(program) ?? program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? "",
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var feeding = Task.Run(() =>
        {
            using var stream = process.StandardInput.BaseStream;
            stream.Write(input ?? []);
        });
        using var output = new MemoryStream();
        using var patience = new Timer(_ => process.Kill(entireProcessTree: true), null, LongestRun, Timeout.InfiniteTimeSpan);
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors.Result}");
        feeding.Wait();
        return output.ToArray();
    }
}
