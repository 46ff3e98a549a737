using Mnist.Domain.Values;
using Mnist.Engine.Data;
using Xunit;

namespace Mnist.PropertyTests;

public sealed class MnistDataTests : IDisposable
{
    private readonly TemporaryFolder given = new();
    private readonly TemporaryFolder environment = new();
    private readonly TemporaryFolder cache = new();

    public void Dispose()
    {
        given.Dispose();
        environment.Dispose();
        cache.Dispose();
    }

    [Fact]
    public async Task The_given_folder_comes_first_then_that_of_the_environment()
    {
        IdxFiles.WriteSet(given.Path, seed: 1);
        IdxFiles.WriteSet(environment.Path, seed: 2);
        Assert.Equal(Path.GetFileName(given.Path), (await LoadAsync(given.Path, environment.Path, cache.Path)).OrThrow().Name);
        Assert.Equal(Path.GetFileName(environment.Path), (await LoadAsync(null, environment.Path, cache.Path)).OrThrow().Name);
    }

    [Fact]
    public async Task The_given_folder_is_final()
    {
        IdxFiles.WriteSet(environment.Path);
        Assert.Equal(new DataError.NothingThere(given.Path), (await LoadAsync(given.Path, environment.Path, cache.Path)).OnlyError());
    }

    [Fact]
    public async Task An_environment_with_damaged_files_is_not_passed_over()
    {
        IdxFiles.WriteSet(environment.Path);
        environment.Write("t10k-labels-idx1-ubyte.gz", [1, 2, 3]);
        Assert.IsType<DataError.Truncated>((await LoadAsync(null, environment.Path, cache.Path)).OnlyError());
    }

    [Fact]
    public async Task The_cache_holds_nothing_but_MNIST()
    {
        IdxFiles.WriteSet(cache.Path);
        var errors = (await LoadAsync(null, null, cache.Path)).Match(valid: _ => [], invalid: errors => errors);
        Assert.Equal(4, errors.Count);
        Assert.All(errors, error => Assert.IsType<DataError.NotMnist>(error));
    }

    [Fact]
    public async Task Off_the_network_all_places_are_named()
    {
        var error = (await LoadAsync(null, environment.Path, cache.Path)).OnlyError();
        Assert.Equal(new DataError.NowhereFound([environment.Path, cache.Path]), error);
        Assert.Equal(new DataError.NowhereFound([]), (await LoadAsync(null, null, null)).OnlyError());
    }

    [Fact]
    public async Task What_is_nowhere_is_downloaded_into_the_cache()
    {
        var time = new ManualTime();
        await using var mirror = new MirrorServer(MirrorServer.Serve(fileName => IdxFiles.Packed(fileName)), time);
        var downloader = new MnistDownloader([mirror.Address], DownloadLimits.Default, time) { ExpectedHash = IdxFiles.Hash };
        var target = Path.Combine(cache.Path, "made", "on", "demand");
        var data = (await LoadAsync(null, environment.Path, target, downloader)).OrThrow();
        Assert.Equal(5, data.Test.Count);
        Assert.Equal(4, Directory.GetFiles(target).Length);
    }

    [Theory]
    [InlineData("/xdg", "/home/me", "/xdg/mnist")]
    [InlineData("relative", "/home/me", "/home/me/.cache/mnist")]
    [InlineData("", "/home/me", "/home/me/.cache/mnist")]
    [InlineData(null, "/home/me", "/home/me/.cache/mnist")]
    [InlineData(null, null, null)]
    [InlineData(null, "", null)]
    public void The_cache_folder_follows_XDG(string? xdgCacheHome, string? home, string? expected) =>
        Assert.Equal(expected?.Replace('/', Path.DirectorySeparatorChar), DataPlaces.CacheFolder(xdgCacheHome, home));

    private static Task<Validation<DataSet, DataError>> LoadAsync(
        string? given, string? environment, string? cache, MnistDownloader? downloader = null) =>
        MnistData.LoadAsync(new DataPlaces(given, environment, cache), downloader, progress: null, CancellationToken.None);
}
