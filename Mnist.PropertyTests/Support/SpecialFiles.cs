using System.Diagnostics;
using System.Net.Sockets;
using Xunit;

namespace Mnist.PropertyTests;

/// <summary>Things with a name in a folder that are no regular files.</summary>
internal static class SpecialFiles
{
    /// <summary>A pipe at which nobody writes: opening it the usual way waits for ever.</summary>
    public static string Pipe(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return path;
    }

    /// <summary>A socket that listens until it is disposed.</summary>
    public static Socket Socket(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    /// <summary>Fails where the act takes longer than any act of these tests may: it waits for something that never comes.</summary>
    public static T InTime<T>(Func<T> act)
    {
        var task = Task.Run(act);
        return task.Wait(TimeSpan.FromSeconds(60)) ? task.Result : throw new TimeoutException("It hangs.");
    }
}

/// <summary>A test that needs pipes and devices with names; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    internal const string? Elsewhere = "pipes and devices have no names in folders here";

    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? Elsewhere : null;
}

/// <summary>The same for a test with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? UnixFactAttribute.Elsewhere : null;
}
