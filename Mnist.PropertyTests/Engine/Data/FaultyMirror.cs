using System.Text;
using Mnist.Engine.Data;
using static Mnist.PropertyTests.MirrorServer;

namespace Mnist.PropertyTests;

/// <summary>A mirror that does something wrong.</summary>
/// <param name="Behaviour">What it does.</param>
/// <param name="IsNamedBy">Whether a fault is the right name for it.</param>
internal sealed record FaultyMirror(MirrorBehaviour Behaviour, Func<MirrorFault, bool> IsNamedBy)
{
    /// <summary>How long every piece takes that it sends.</summary>
    public TimeSpan Delay { get; init; }

    public static DownloadLimits Limits { get; } = new(Stall: TimeSpan.FromSeconds(20), Total: TimeSpan.FromMinutes(1), MaxBytes: 1 << 20);

    public static IReadOnlyDictionary<string, FaultyMirror> All { get; } = new Dictionary<string, FaultyMirror>(StringComparer.Ordinal)
    {
        ["refuses"] = new(
            (_, answer, _, stop) => WriteAsync(answer, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", stop),
            fault => fault == new MirrorFault.Refused(404)),
        ["says nothing"] = new(
            (_, _, time, stop) =>
            {
                time.Advance(Limits.Stall);
                return Task.Delay(Timeout.Infinite, stop);
            },
            fault => fault == new MirrorFault.Stalled(0, Limits.Stall)),
        ["stalls in the middle"] = new(
            async (fileName, answer, _, stop) =>
            {
                await WriteAsync(answer, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbeginning", stop);
                await Task.Delay(Timeout.Infinite, stop);
            },
            fault => fault == new MirrorFault.Stalled("beginning".Length, Limits.Stall))
        { Delay = Limits.Stall },
        ["drips"] = new(
            async (fileName, answer, _, stop) =>
            {
                await WriteAsync(answer, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", stop);
                while (true)
                {
                    await WriteAsync(answer, "drop", stop);
                    await Task.Delay(1, stop);
                }
            },
            fault => fault is MirrorFault.TooSlow { Received: > 0 })
        { Delay = Limits.Stall / 2 },
        ["breaks off"] = new(
            (_, answer, _, stop) => WriteAsync(answer, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbeginning", stop),
            fault => fault is MirrorFault.Unreachable),
        ["breaks off without having said how long"] = new(
            async (fileName, answer, _, stop) =>
            {
                await WriteAsync(answer, "HTTP/1.1 200 OK\r\n\r\n", stop);
                await answer.WriteAsync(IdxFiles.Packed(fileName).AsMemory(..^9), stop);
            },
            fault => fault is MirrorFault.WrongContent { Actual: null }),
        ["announces too much"] = new(
            (_, answer, _, stop) => WriteAsync(answer, "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", stop),
            fault => fault == new MirrorFault.TooLarge(Limits.MaxBytes)),
        ["never ends"] = new(
            async (fileName, answer, _, stop) =>
            {
                await WriteAsync(answer, "HTTP/1.1 200 OK\r\n\r\n", stop);
                while (true)
                    await answer.WriteAsync(new byte[1 << 16], stop);
            },
            fault => fault == new MirrorFault.TooLarge(Limits.MaxBytes)),
        ["serves another data set"] = new(
            Serve(fileName => IdxFiles.Packed(fileName, seed: 5)),
            fault => fault is MirrorFault.WrongContent { Actual: not null }),
        ["serves a login page"] = new(
            Serve(_ => Encoding.UTF8.GetBytes("<html>Please log in</html>")),
            fault => fault is MirrorFault.WrongContent { Actual: null }),
        ["speaks no HTTP"] = new(
            (_, answer, _, stop) => WriteAsync(answer, "220 mail.example ESMTP\r\n", stop),
            fault => fault is MirrorFault.Unreachable),
    };
}
