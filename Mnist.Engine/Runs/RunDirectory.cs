using System.Globalization;
using System.Text;
using Mnist.Domain;

namespace Mnist.Engine;

/// <summary>The folder that keeps what a run brought.</summary>
/// <remarks>
/// plan.json, record.json, metrics.csv, model.safetensors, TensorBoard's events, report.html, and checkpoints until it has ended.
/// It is locked until it is disposed of; see <see cref="RunLock"/>.
/// </remarks>
public sealed class RunDirectory : IDisposable
{
    /// <summary>Name of the file with a row for each epoch.</summary>
    public const string MetricsFile = "metrics.csv";

    private const string MetricsHeader = "epoch,learning_rate,train_loss,train_accuracy,test_loss,test_accuracy,seconds,images_per_second\n";

    private readonly RunLock hold;
    private readonly Checkpoints checkpoints;

    private RunDirectory(string path, RunLock hold)
    {
        Path = System.IO.Path.GetFullPath(path);
        this.hold = hold;
        checkpoints = new(Path);
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Makes a new folder, named by time, plan and seed, that no other run has.</summary>
    /// <param name="parent">Folder of all runs; made where it is missing.</param>
    /// <param name="started">When the run started.</param>
    /// <param name="plan">The plan's name; a slash becomes a dash.</param>
    /// <param name="seed">The run's seed.</param>
    public static Validation<RunDirectory, RunDirectoryError> Create(string parent, DateTimeOffset started, string plan, long seed)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{started:yyyyMMdd-HHmmss}-{plan.Replace('/', '-')}-{seed}");
        var path = System.IO.Path.Combine(parent, name);
        try
        {
            for (var attempt = 2; !TryClaim(path); attempt++)
                path = System.IO.Path.Combine(parent, $"{name}-{attempt}");
            return Locked(path);
        }
        catch (Exception failure) when (IsRefusal(failure))
        {
            return Validation.Invalid<RunDirectory, RunDirectoryError>([new RunDirectoryError.Unwritable(path, failure.Message)]);
        }
    }

    /// <summary>Enters the folder of an earlier run, and clears away what a killed process had begun to write.</summary>
    /// <param name="path">An existing run directory.</param>
    public static Validation<RunDirectory, RunDirectoryError> Open(string path)
    {
        try
        {
            return Locked(path).Map(directory =>
            {
                foreach (var unfinished in Directory.GetFiles(directory.Path, "*.tmp"))
                    File.Delete(unfinished);
                return directory;
            });
        }
        catch (Exception failure) when (IsRefusal(failure))
        {
            return Validation.Invalid<RunDirectory, RunDirectoryError>([new RunDirectoryError.Unwritable(path, failure.Message)]);
        }
    }

    /// <summary>Writes a text file, whole or not at all.</summary>
    /// <param name="file">Its name in the folder.</param>
    /// <param name="text">Its content.</param>
    /// <returns>Null when it is there.</returns>
    public RunDirectoryError? WriteText(string file, string text) => WriteBytes(file, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="file">Its name in the folder.</param>
    /// <param name="content">Its content.</param>
    /// <returns>Null when it is there.</returns>
    public RunDirectoryError? WriteBytes(string file, byte[] content) =>
        Attempt(file, path => AtomicFile.Write(path, stream => stream.Write(content)));

    /// <summary>Writes the weights as model.safetensors, whole or not at all.</summary>
    /// <param name="outcome">What the run brought.</param>
    /// <returns>Null when it is there.</returns>
    public RunDirectoryError? WriteModel(TrainingOutcome outcome) =>
        Attempt("model.safetensors", path => AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, outcome.Weights, outcome.Steps)));

    /// <summary>Adds an epoch to metrics.csv; accuracies in percent.</summary>
    /// <param name="epoch">What it brought.</param>
    /// <returns>Null when it is there.</returns>
    public RunDirectoryError? AppendMetrics(EpochResult epoch) => Attempt(
        MetricsFile,
        path => File.AppendAllText(path, Row(epoch)));

    /// <summary>Writes metrics.csv anew: a killed process may have added epochs that its last checkpoint does not know.</summary>
    /// <param name="epochs">All that are finished.</param>
    /// <returns>Null when it is there.</returns>
    public RunDirectoryError? WriteMetrics(ValueList<EpochResult> epochs) => WriteText(MetricsFile, MetricsOf(epochs));

    /// <summary>The text of metrics.csv; accuracies in percent.</summary>
    /// <param name="epochs">In order.</param>
    public static string MetricsOf(ValueList<EpochResult> epochs) => MetricsHeader + string.Concat(epochs.Select(Row));

    /// <summary>Writes a checkpoint, whole or not at all; the last two are kept.</summary>
    /// <param name="run">Which run's state it is.</param>
    /// <param name="state">The state.</param>
    /// <returns>Null when it is there.</returns>
    public RunDirectoryError? WriteCheckpoint(string run, TrainingState state) => Attempt("", _ => checkpoints.Write(run, state));

    /// <summary>The newest checkpoint that can be used.</summary>
    /// <param name="run">Which run's state it must be.</param>
    /// <param name="plan">The run's plan.</param>
    public FoundCheckpoint ReadCheckpoint(string run, CheckedPlan plan) => checkpoints.Read(run, plan);

    /// <summary>Deletes the checkpoints of a run that has ended.</summary>
    /// <returns>Null when they are gone.</returns>
    public RunDirectoryError? DeleteCheckpoints() => Attempt("", _ => checkpoints.Delete());

    /// <inheritdoc/>
    public void Dispose() => hold.Dispose();

    private static string Row(EpochResult epoch) => string.Create(
        CultureInfo.InvariantCulture,
        $"{epoch.Epoch},{epoch.LearningRate:R},{epoch.TrainLoss:R},{epoch.Train.Percent:R},{epoch.TestLoss:R},{epoch.Test.Percent:R},{epoch.Seconds:F3},{epoch.ImagesPerSecond:F0}\n");

    private static Validation<RunDirectory, RunDirectoryError> Locked(string path) => RunLock.Take(path) is { } hold
        ? Validation.Valid<RunDirectory, RunDirectoryError>(new(path, hold))
        : Validation.Invalid<RunDirectory, RunDirectoryError>([new RunDirectoryError.InUse(path)]);

    /// <summary>A folder belongs to the run that makes its metrics.csv: the operating system makes a new file only once.</summary>
    private static bool TryClaim(string path)
    {
        var metrics = System.IO.Path.Combine(path, MetricsFile);
        Directory.CreateDirectory(path);
        FileStream file;
        try
        {
            file = new(metrics, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException) when (File.Exists(metrics))
        {
            return false;
        }

        using (file)
            file.Write(Encoding.UTF8.GetBytes(MetricsHeader)); // not above: a full disk is no sign of another run
        return true;
    }

    private RunDirectoryError.Unwritable? Attempt(string file, Action<string> write)
    {
        var path = System.IO.Path.Combine(Path, file);
        try
        {
            write(path);
            return null;
        }
        catch (Exception failure) when (IsRefusal(failure))
        {
            return new(path, failure.Message);
        }
    }

    private static bool IsRefusal(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
