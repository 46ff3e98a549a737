using Mnist.Engine.Data.Synthetic;

namespace Mnist.Host.Runs;

/// <summary>Which data a verb works on.</summary>
internal static class DataSource
{
    /// <summary>What <c>--data</c> takes in place of a folder: the name that this data has in a record too.</summary>
    public const string Synthetic = DataSet.SyntheticName;

    /// <summary>Synthetic digits are a data set like another: the same for every run, whatever its seed.</summary>
    private const long SyntheticSeed = 1;

    /// <summary>What a user has to know of a data set before training on it; none for MNIST.</summary>
    /// <param name="data">The data set.</param>
    public static IEnumerable<string> Notes(DataSet data) => data.Origin switch
    {
        DataOrigin.Mnist => data.Reading.Sentences(),
        DataOrigin.Other =>
        [
            $"{data.Name} is not MNIST: no figure measured on it is a figure of MNIST.",
            $"It has {data.Classes.Count} classes: {data.Classes}.",
            .. data.Reading.Sentences(),
        ],
        DataOrigin.Synthetic => [Warning],
    };

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

    /// <summary>Where a run's data is, if --data does not say: a word, or the folder of then; null for the usual places.</summary>
    /// <param name="record">What ran; a folder that is no longer there is not looked into.</param>
    public static string? Recorded(RunRecord record) =>
        record.Data.Name == Synthetic ? Synthetic
        : record.DataFolder is { } folder && DataFolder.HoldsAny(folder) ? folder
        : null;

    /// <summary>Whether the data is merely not there: nobody asked for a certain folder, and nothing that was found is damaged.</summary>
    /// <param name="given">The value of --data.</param>
    /// <param name="errors">Why there is no data.</param>
    public static bool IsAbsent(string? given, ValueList<DataError> errors) =>
        given is null && errors.All(e => e is DataError.NowhereFound or DataError.DownloadFailed or DataError.Unwritable);

    /// <summary>Whether MNIST_DATA names a folder with a data set, which need not be MNIST.</summary>
    public static bool IsInEnvironment(RunEnvironment around) =>
        Places(null, around).Environment is { } folder && DataFolder.HoldsAny(folder);

    /// <summary>What plans are checked for before any image is read: MNIST, unless a folder of the user's is meant.</summary>
    /// <param name="given">The value of --data.</param>
    /// <param name="around">The environment.</param>
    public static DataSpec? Known(string? given, RunEnvironment around) =>
        given == Synthetic || (given is null && !IsInEnvironment(around)) ? DataSpec.Mnist : null;

    /// <summary>What a plan is checked for where nothing is trained: MNIST, or the data of a folder that was named for it.</summary>
    /// <param name="given">The value of --data.</param>
    /// <param name="around">Environment and progress.</param>
    public static Validation<DataSpec, DataError> Spec(string? given, RunEnvironment around) => given is null or Synthetic
        ? DataSpec.Mnist
        : Load(given, around).Map(data => data.Spec);

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
