using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mnist.PropertyTests;

/// <summary>What a mirror does once it has read a request; it closes the connection when done.</summary>
/// <param name="fileName">The file asked for.</param>
/// <param name="answer">Where the answer goes.</param>
/// <param name="time">The client's clock.</param>
/// <param name="stop">Signalled when the test is over.</param>
internal delegate Task MirrorBehaviour(string fileName, Stream answer, ManualTime time, CancellationToken stop);

/// <summary>An HTTP server on the loopback address that answers every request as it is told, rightly or not.</summary>
internal sealed class MirrorServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly MirrorBehaviour behaviour;
    private readonly ManualTime time;
    private readonly Task running;
    private int requests;

    public MirrorServer(MirrorBehaviour behaviour, ManualTime time)
    {
        this.behaviour = behaviour;
        this.time = time;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/mnist/");
        running = RunAsync();
    }

    public Uri Address { get; }

    public int Requests => requests;

    /// <summary>Serves the right bytes.</summary>
    public static MirrorBehaviour Serve(Func<string, byte[]> content) => async (fileName, answer, _, stop) =>
    {
        var body = content(fileName);
        await WriteAsync(answer, $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n", stop);
        await answer.WriteAsync(body, stop);
    };

    public static async Task WriteAsync(Stream answer, string text, CancellationToken stop) =>
        await answer.WriteAsync(Encoding.ASCII.GetBytes(text), stop);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        listener.Stop();
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref requests);
                await AnswerAsync(connection.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var request = await reader.ReadLineAsync(stop.Token) ?? "";
            while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 })
            {
                // Headers do not matter here.
            }

            await behaviour(request.Split(' ')[1].Split('/')[^1], stream, time, stop.Token);
        }
        catch (IOException)
        {
            // The client went away in the middle, as some tests want it to.
        }
    }
}
