using System.Diagnostics;
using Xunit;

namespace Mnist.PropertyTests;

/// <summary>A disk in memory that is soon full, mounted for one test; that takes Linux and an administrator.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SmallDisk(int kilobytes)
    {
        if (Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder.Path) is { } refusal)
            throw new InvalidOperationException(refusal);
    }

    /// <summary>Why no disk can be mounted here; null where it can.</summary>
    public static string? Refusal { get; } = Try();

    public string Path => folder.Path;

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public void Dispose()
    {
        Run("umount", Path);
        folder.Dispose();
    }

    private static string? Try()
    {
        if (!OperatingSystem.IsLinux())
            return "a disk in memory can be mounted on Linux only";
        using var place = new TemporaryFolder();
        if (Run("mount", "-t", "tmpfs", "tmpfs", place.Path) is { } refusal)
            return $"no disk can be mounted here: {refusal}";
        Run("umount", place.Path);
        return null;
    }

    /// <summary>What the program complained of; null where it did its work.</summary>
    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process =
                Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim();
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            return failure.Message;
        }
    }
}

/// <summary>A test that needs a <see cref="SmallDisk"/>; skipped, with the reason, where none can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (SmallDisk.Refusal is { } refusal)
            Skip = refusal;
    }
}
