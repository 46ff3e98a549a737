namespace Mnist.Engine.Data;

/// <summary>How long and how much a download may take.</summary>
/// <param name="Stall">Longest time without a byte, from the request on.</param>
/// <param name="Total">Longest time for one file.</param>
/// <param name="MaxBytes">Most bytes of one file, packed.</param>
public sealed record DownloadLimits(TimeSpan Stall, TimeSpan Total, long MaxBytes)
{
    /// <summary>20 s without a byte, 10 min and 64 MiB a file; the largest file has 10 MB.</summary>
    public static DownloadLimits Default { get; } = new(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(10), 64 << 20);
}

/// <summary>How far the download of one file has come.</summary>
/// <param name="Role">The file.</param>
/// <param name="Address">The mirror's file.</param>
/// <param name="Received">Bytes that have come, packed.</param>
/// <param name="Total">Bytes the mirror announced, or null.</param>
public sealed record DownloadProgress(DataFileRole Role, Uri Address, long Received, long? Total);

/// <summary>The transfer of one file over HTTP, within limits.</summary>
internal sealed class Transfer(HttpClient client, DownloadLimits limits, TimeProvider time, Action<long, long?>? report)
{
    private long received;

    /// <summary>Copies the body of the answer.</summary>
    /// <param name="address">What to ask for.</param>
    /// <param name="target">Its own faults, a full disk say, come out as exceptions: they are not the mirror's.</param>
    /// <param name="cancellation">Stops the transfer.</param>
    /// <returns>Null when all of it has come.</returns>
    public async Task<MirrorFault?> ReceiveAsync(Uri address, Stream target, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(limits.Total, time);
        using var patience = new CancellationTokenSource(limits.Stall, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token, patience.Token);
        try
        {
            using var answer = await Ask(() => client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, any.Token));
            if (!answer.IsSuccessStatusCode)
                return new MirrorFault.Refused((int)answer.StatusCode);

            var announced = answer.Content.Headers.ContentLength;
            if (announced > limits.MaxBytes)
                return new MirrorFault.TooLarge(limits.MaxBytes);
            await using var body = await Ask(() => answer.Content.ReadAsStreamAsync(any.Token));
            var buffer = new byte[1 << 16];
            while (await Ask(() => body.ReadAsync(buffer, any.Token).AsTask()) is var got and > 0)
            {
                received += got;
                if (received > limits.MaxBytes)
                    return new MirrorFault.TooLarge(limits.MaxBytes);
                await target.WriteAsync(buffer.AsMemory(0, got), cancellation);
                patience.CancelAfter(limits.Stall);
                report?.Invoke(received, announced);
            }

            return null;
        }
        catch (MirrorException failure)
        {
            return new MirrorFault.Unreachable(failure.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return deadline.IsCancellationRequested
                ? new MirrorFault.TooSlow(received, limits.Total)
                : new MirrorFault.Stalled(received, limits.Stall);
        }
    }

    /// <summary>Marks what the network throws, so that it cannot be taken for a fault of the disk.</summary>
    private static async Task<T> Ask<T>(Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new MirrorException(failure);
        }
    }

    private sealed class MirrorException(Exception inner) : Exception(inner.Message, inner);
}
