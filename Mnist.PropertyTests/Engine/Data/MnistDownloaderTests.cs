using Mnist.Domain.Values;
using Mnist.Engine.Data;
using Xunit;
using static Mnist.PropertyTests.MirrorServer;

namespace Mnist.PropertyTests;

public sealed class MnistDownloaderTests : IDisposable
{
    private static readonly string[] AllFiles = [.. MnistFile.Roles.Select(role => $"{role.Name()}.gz").Order(StringComparer.Ordinal)];

    private readonly TemporaryFolder folder = new();
    private readonly ManualTime time = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_good_mirror_fills_the_folder()
    {
        await using var mirror = Good();
        var pieces = new List<DownloadProgress>();
        var fetched = await Downloader(mirror).FetchAsync(folder.Path, new Listener(pieces.Add), CancellationToken.None);
        Assert.Equal(folder.Path, fetched.OrThrow());
        Assert.Equal(AllFiles, folder.FileNames);
        Assert.Equal(MnistFile.Roles, pieces.Select(piece => piece.Role).Distinct());
        Assert.All(pieces, piece => Assert.InRange(piece.Received, 1, piece.Total!.Value));
        Assert.Equal(12, (await DataFolder.ReadAsync(folder.Path)).OrThrow().Training.Count);
    }

    [Fact]
    public async Task What_is_there_already_is_not_fetched_again_and_what_is_damaged_is_replaced()
    {
        IdxFiles.WriteSet(folder.Path);
        var labels = Path.Combine(folder.Path, "t10k-labels-idx1-ubyte.gz");
        await File.WriteAllTextAsync(labels, "damaged");
        await using var mirror = Good();
        (await Downloader(mirror).FetchAsync(folder.Path, progress: null, CancellationToken.None)).OrThrow();
        Assert.Equal(1, mirror.Requests);
        Assert.Equal(IdxFiles.Packed(Path.GetFileName(labels)), await File.ReadAllBytesAsync(labels));
    }

    public static TheoryData<string> Faults => [.. FaultyMirror.All.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task After_a_faulty_mirror_the_next_one_serves(string name)
    {
        await using var faulty = new MirrorServer(FaultyMirror.All[name].Behaviour, time);
        await using var good = Good();
        (await Downloader(faulty, good).FetchAsync(folder.Path, Delayed(name, faulty), CancellationToken.None)).OrThrow();
        Assert.Equal(AllFiles, folder.FileNames);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_of_the_only_mirror_is_named_and_leaves_nothing_behind(string name)
    {
        await using var faulty = new MirrorServer(FaultyMirror.All[name].Behaviour, time);
        var error = (await Downloader(faulty).FetchAsync(folder.Path, Delayed(name, faulty), CancellationToken.None)).OnlyError();
        var failed = Assert.IsType<DataError.DownloadFailed>(error);
        var attempt = Assert.Single(failed.Attempts);
        Assert.Equal((DataFileRole.TrainingImages, "train-images-idx3-ubyte.gz"), (failed.Role, attempt.Address.Segments[^1]));
        Assert.True(FaultyMirror.All[name].IsNamedBy(attempt.Fault), attempt.Fault.ToString());
        Assert.Empty(folder.FileNames);
    }

    [Fact]
    public async Task A_mirror_that_is_not_there_is_unreachable()
    {
        var gone = Good();
        await gone.DisposeAsync();
        var error = (await Downloader(gone).FetchAsync(folder.Path, progress: null, CancellationToken.None)).OnlyError();
        Assert.IsType<MirrorFault.Unreachable>(Assert.Single(Assert.IsType<DataError.DownloadFailed>(error).Attempts).Fault);
    }

    [Fact]
    public async Task Stopping_leaves_nothing_behind()
    {
        await using var mirror = new MirrorServer(FaultyMirror.All["stalls in the middle"].Behaviour, time);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Downloader(mirror).FetchAsync(folder.Path, new Listener(_ => stop.Cancel()), stop.Token));
        Assert.Empty(folder.FileNames);
    }

    [Fact]
    public async Task Downloads_into_one_folder_at_the_same_time_do_not_spoil_each_other()
    {
        await using var mirror = Good();
        var fetched = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Downloader(mirror).FetchAsync(folder.Path, progress: null, CancellationToken.None)));
        Assert.All(fetched, outcome => Assert.Equal(folder.Path, outcome.OrThrow()));
        Assert.Equal(AllFiles, folder.FileNames);
        Assert.All(AllFiles, file => Assert.Equal(IdxFiles.Packed(file), File.ReadAllBytes(Path.Combine(folder.Path, file))));
    }

    [Fact]
    public async Task What_a_killed_process_left_is_removed_and_what_another_one_writes_is_not()
    {
        var abandoned = folder.Write("train-images-idx3-ubyte.1.part", [1]);
        File.SetLastWriteTimeUtc(abandoned, DateTime.UtcNow - FaultyMirror.Limits.Total - TimeSpan.FromMinutes(1));
        File.SetLastWriteTimeUtc(folder.Write("train-images-idx3-ubyte.2.part", [2]), DateTime.UtcNow + TimeSpan.FromDays(1));
        await using var mirror = Good();
        (await Downloader(mirror).FetchAsync(folder.Path, progress: null, CancellationToken.None)).OrThrow();
        Assert.Equal(["train-images-idx3-ubyte.2.part"], folder.FileNames.Except(AllFiles, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_an_error()
    {
        await using var mirror = Good();
        var inFile = Path.Combine(folder.Write("file", []), "inside");
        var error = (await Downloader(mirror).FetchAsync(inFile, progress: null, CancellationToken.None)).OnlyError();
        Assert.Equal(inFile, Assert.IsType<DataError.Unwritable>(error).Path);
    }

    [Fact]
    public void Public_mirrors_are_encrypted_and_more_than_one()
    {
        Assert.InRange(MnistDownloader.PublicMirrors.Count, 2, 10);
        Assert.All(MnistDownloader.PublicMirrors, mirror => Assert.StartsWith("https://", mirror.AbsoluteUri, StringComparison.Ordinal));
        Assert.All(MnistDownloader.PublicMirrors, mirror => Assert.EndsWith("/", mirror.AbsoluteUri, StringComparison.Ordinal));
    }

    private MirrorServer Good() => new(Serve(fileName => IdxFiles.Packed(fileName)), time);

    private MnistDownloader Downloader(params MirrorServer[] mirrors) =>
        new(mirrors.Select(mirror => mirror.Address).ToValueList(), FaultyMirror.Limits, time) { ExpectedHash = IdxFiles.Hash };

    /// <summary>Lets time pass with every piece that comes from the faulty mirror.</summary>
    private Listener Delayed(string name, MirrorServer faulty) => new(piece =>
    {
        if (faulty.Address.IsBaseOf(piece.Address))
            time.Advance(FaultyMirror.All[name].Delay);
    });

    /// <summary>Reports at once and on the same thread, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Listener(Action<DownloadProgress> listen) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => listen(value);
    }
}
