using Mnist.Engine.Data.Synthetic;

namespace Mnist.Host.Runs;

/// <summary>Which data a verb works on.</summary>
internal static class DataSource
{
    /// <summary>What <c>--data</c> takes in place of a folder.</summary>
    public const string Synthetic = "synthetic";

    /// <summary>Synthetic digits are a data set like another: the same for every run, whatever its seed.</summary>
    private const long SyntheticSeed = 1;

    /// <summary>Said wherever figures are shown that synthetic digits gave.</summary>
    public const string Warning = "SYNTHETIC DIGITS: these are drawn by rule; no figure measured on them is a figure of MNIST.";

    /// <summary>The data asked for; downloaded where it is nowhere.</summary>
    /// <param name="given">The value of --data; null where it was not given.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Validation<DataSet, DataError> Load(string? given, RunEnvironment around)
    {
        if (given == Synthetic)
            return SyntheticDigits.Create(SyntheticSeed);

        var progress = new DownloadLine(around.Tell);
        var downloader = new MnistDownloader(MnistDownloader.PublicMirrors, DownloadLimits.Default, around.Clock);
        return MnistData.LoadAsync(Places(given, around), downloader, progress, around.Cancellation).GetAwaiter().GetResult()
            .Tap(data => around.Log.DataRead(data.Name, data.Training.Count, data.Test.Count, data.ContentHash));
    }

    /// <summary>What is on this machine, nothing downloaded.</summary>
    /// <param name="around">The environment.</param>
    public static Validation<DataSet, DataError> Find(RunEnvironment around) =>
        MnistData.LoadAsync(Places(null, around), downloader: null, progress: null, around.Cancellation).GetAwaiter().GetResult();

    /// <summary>Whether the data is merely not there: nobody asked for a certain folder, and nothing that was found is damaged.</summary>
    /// <param name="given">The value of --data.</param>
    /// <param name="errors">Why there is no data.</param>
    public static bool IsAbsent(string? given, ValueList<DataError> errors) =>
        given is null && errors.All(e => e is DataError.NowhereFound or DataError.DownloadFailed or DataError.Unwritable);

    /// <summary>Where the data may be.</summary>
    public static DataPlaces Places(string? given, RunEnvironment around) => DataPlaces.Of(given, around.Variable);
}

/// <summary>Tells how a download goes: one line a file and tenth of it.</summary>
/// <param name="tell">Takes the lines.</param>
internal sealed class DownloadLine(Action<string> tell) : IProgress<DownloadProgress>
{
    private string last = "";

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        var tenths = value.Total is > 0 and { } total ? $" of {total.Bytes()}, {10 * (10 * value.Received / total)} %" : "";
        var line = $"fetching the {DataErrorText.Content(value.Role)} from {value.Address.Host}{tenths}";
        if (line != last)
            tell(line);
        last = line;
    }
}
