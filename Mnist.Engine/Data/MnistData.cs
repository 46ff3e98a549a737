namespace Mnist.Engine.Data;

/// <summary>Finds MNIST, or fetches it.</summary>
public static class MnistData
{
    /// <summary>Reads the data set from the first place that has it; where none has it, downloads it into the cache.</summary>
    /// <remarks>
    /// The given folder is final: what the user asked for must be there, and may be another data set of the same form. So is the folder of
    /// MNIST_DATA if it holds any of the files. The cache must hold MNIST and nothing else.
    /// </remarks>
    /// <param name="places">Where to look, in this order: given, environment, cache.</param>
    /// <param name="downloader">Fetches what is nowhere; null to stay off the network.</param>
    /// <param name="progress">Told about every piece that arrives; may be null.</param>
    /// <param name="cancellation">Stops a download; nothing half-written stays behind.</param>
    /// <exception cref="OperationCanceledException">The download was stopped.</exception>
    public static async Task<Validation<DataSet, DataError>> LoadAsync(
        DataPlaces places, MnistDownloader? downloader, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        if (places.Given is { } given)
            return await DataFolder.ReadAsync(given);
        if (places.Environment is { } environment && DataFolder.HoldsAny(environment))
            return await DataFolder.ReadAsync(environment);
        if (places.Cache is not { } cache || (downloader is null && !DataFolder.HoldsAny(cache)))
            return new DataError.NowhereFound(Searched(places));

        var isComplete = MnistFile.Roles.All(role => DataFolder.Find(cache, role) is not null);
        if (isComplete || downloader is null)
            return (await DataFolder.ReadAsync(cache)).Bind(RequireMnist);
        return await (await downloader.FetchAsync(cache, progress, cancellation)).Match(
            valid: DataFolder.ReadAsync,
            invalid: errors => Task.FromResult<Validation<DataSet, DataError>>(errors));
    }

    /// <summary>
    /// Reads the data set from a folder; without one from the folder in MNIST_DATA or from the user's cache, which it is downloaded into
    /// where it is nowhere.
    /// </summary>
    /// <param name="folder">Holds the four files; null to look where they usually are.</param>
    /// <param name="progress">Told about every piece that arrives; null for nobody.</param>
    /// <param name="cancellation">Stops a download; nothing half-written stays behind.</param>
    /// <exception cref="OperationCanceledException">The download was stopped.</exception>
    public static Task<Validation<DataSet, DataError>> LoadAsync(
        string? folder = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default) => LoadAsync(
            DataPlaces.Of(folder, Environment.GetEnvironmentVariable),
            new MnistDownloader(MnistDownloader.PublicMirrors, DownloadLimits.Default, TimeProvider.System),
            progress,
            cancellation);

    /// <summary>The same for a script, which waits.</summary>
    /// <param name="folder">Holds the four files; null to look where they usually are.</param>
    /// <example>
    /// <code>
    /// if (MnistData.Load("no/such/folder").TryGet(out var data, out var errors))
    ///     Console.WriteLine(data.Training.Count);
    /// else
    ///     Console.WriteLine(errors[0]); // no/such/folder: there is no data set; ...
    /// </code>
    /// </example>
    public static Validation<DataSet, DataError> Load(string? folder = null) => Task.Run(() => LoadAsync(folder)).GetAwaiter().GetResult();

    private static ValueList<string> Searched(DataPlaces places) =>
        new string?[] { places.Environment, places.Cache }.OfType<string>().ToValueList();

    private static Validation<DataSet, DataError> RequireMnist(DataSet data) => data.Origin == DataOrigin.Mnist
        ? data
        : data.Files
            .Where(file => !file.IsMnist)
            .Select(DataError (file) => new DataError.NotMnist(file.Path, file.Role.Sha256(), file.Sha256))
            .ToValueList();
}
