using Mnist.Engine.Files;

namespace Mnist.Engine.Data;

/// <summary>Fetches the files of MNIST from public mirrors, one mirror after the other until one serves the right content.</summary>
/// <param name="mirrors">Folders that hold the packed files under their published names; each ends in a slash. At least one.</param>
/// <param name="limits">How long and how much.</param>
/// <param name="time">The clock that the limits are measured by.</param>
public sealed class MnistDownloader(ValueList<Uri> mirrors, DownloadLimits limits, TimeProvider time)
{
    private const string PartExtension = ".part";

    /// <summary>Public mirrors of the four files.</summary>
    public static ValueList<Uri> PublicMirrors { get; } =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
    ];

    /// <summary>The hash each file must have; MNIST's, except in tests.</summary>
    internal Func<DataFileRole, string> ExpectedHash { get; init; } = MnistFile.Sha256;

    /// <summary>Fetches the files that a folder lacks, or has damaged.</summary>
    /// <remarks>
    /// Each file arrives under a temporary name in the same folder, is checked against its known hash, flushed to the disk and renamed: it
    /// is there whole or not at all, also after a power cut, and two processes may fetch into the same folder.
    /// </remarks>
    /// <param name="folder">Made if need be.</param>
    /// <param name="progress">Told about every piece that arrives; may be null.</param>
    /// <param name="cancellation">Stops the download.</param>
    /// <returns>The folder, which now holds all four files; or why it does not.</returns>
    /// <exception cref="OperationCanceledException">The download was stopped; no temporary file is left.</exception>
    public async Task<Validation<string, DataError>> FetchAsync(
        string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(folder);
            RemoveAbandoned(folder);
            using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            var order = mirrors.ToList();
            foreach (var role in MnistFile.Roles)
            {
                if (DataFolder.Find(folder, role) is { } present && HashOf(present, role) == ExpectedHash(role))
                    continue;
                if (await FetchFileAsync(client, order, role, folder, progress, cancellation) is { } error)
                    return error;
            }

            return folder;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return new DataError.Unwritable(folder, refusal.Message);
        }
    }

    /// <summary>
    /// Removes what a process left that was killed in the middle; what another one is still fetching has been written to within the limit.
    /// </summary>
    private void RemoveAbandoned(string folder)
    {
        foreach (var part in Directory.EnumerateFiles(folder, $"*{PartExtension}"))
        {
            if (time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(part) > limits.Total)
                File.Delete(part);
        }
    }

    /// <summary>Asks one mirror after the other; the one that serves is asked first next time, so a dead one costs time once.</summary>
    private async Task<DataError?> FetchFileAsync(
        HttpClient client,
        List<Uri> order,
        DataFileRole role,
        string folder,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation)
    {
        var failures = new List<MirrorFailure>();
        foreach (var mirror in order)
        {
            var address = new Uri(mirror, $"{role.Name()}.gz");
            var report = progress is null ? null : new Action<long, long?>((got, of) => progress.Report(new(role, address, got, of)));
            if (await AskMirrorAsync(client, address, role, folder, report, cancellation) is { } fault)
            {
                failures.Add(new MirrorFailure(address, fault));
                continue;
            }

            order.Remove(mirror);
            order.Insert(0, mirror);
            return null;
        }

        return new DataError.DownloadFailed(role, failures.ToValueList());
    }

    private async Task<MirrorFault?> AskMirrorAsync(
        HttpClient client, Uri address, DataFileRole role, string folder, Action<long, long?>? report, CancellationToken cancellation)
    {
        var target = DataFolder.Find(folder, role) ?? Path.Combine(folder, $"{role.Name()}.gz");
        var temporary = Path.Combine(folder, $"{role.Name()}.{Guid.NewGuid():N}{PartExtension}");
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                var transfer = new Transfer(client, limits, time, report);
                if (await transfer.ReceiveAsync(address, file, cancellation) is { } fault)
                    return fault;
                file.Flush(flushToDisk: true);
            }

            var actual = HashOf(temporary, role);
            if (actual != ExpectedHash(role))
                return new MirrorFault.WrongContent(ExpectedHash(role), actual);
            File.Move(temporary, target, overwrite: true);
            DirectoryFlush.Flush(folder);
            return null;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string? HashOf(string path, DataFileRole role) =>
        IdxReader.Read(path, role.Layout()).Match(valid: content => content.Sha256, invalid: string? (_) => null);
}
