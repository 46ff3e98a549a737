using System.Text;
using Mnist.Engine.Export;
using Mnist.Engine.Files;
using Mnist.Engine.Training;

namespace Mnist.Engine.Runs;

/// <summary>The folder with the results of a run.</summary>
/// <remarks>
/// plan.json, record.json, metrics.csv, model.safetensors, TensorBoard's events, report.html, and checkpoints until it has ended.
/// It is locked until it is disposed of; see <see cref="FolderLock"/>.
/// </remarks>
public sealed class RunDirectory : IDisposable
{
    private readonly IRunFiles files;
    private readonly IDisposable hold;
    private readonly Checkpoints checkpoints;

    private RunDirectory(string path, IRunFiles files, IDisposable hold)
    {
        Path = System.IO.Path.GetFullPath(path);
        (this.files, this.hold) = (files, hold);
        checkpoints = new(Path, files);
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>A name for a run by itself.</summary>
    /// <param name="started">When the run started.</param>
    /// <param name="plan">The plan's name; a slash becomes a dash.</param>
    /// <param name="seed">The run's seed.</param>
    public static string NameOf(DateTimeOffset started, string plan, long seed) =>
        $"{started:yyyyMMdd-HHmmss}-{plan.Replace('/', '-')}-{seed}";

    /// <summary>Makes a new folder that no other run has.</summary>
    /// <param name="files">Does the single operations.</param>
    /// <param name="parent">Folder of all runs; made where it is missing.</param>
    /// <param name="name">A number is added where another run has it.</param>
    public static Validation<RunDirectory, RunDirectoryError> Create(IRunFiles files, string parent, string name)
    {
        var path = System.IO.Path.Combine(parent, name);
        return Enumerable.Range(1, int.MaxValue)
            .Select(attempt => TryMake(files, attempt == 1 ? path : $"{path}-{attempt}"))
            .First(made => made is not null)!;
    }

    /// <summary>Makes a new folder of this very name; in use where another run has it.</summary>
    /// <param name="files">Does the single operations.</param>
    /// <param name="path">The folder; those above it are made where they are missing.</param>
    public static Validation<RunDirectory, RunDirectoryError> Claim(IRunFiles files, string path) =>
        TryMake(files, path) ?? new RunDirectoryError.InUse(path);

    private static Validation<RunDirectory, RunDirectoryError>? TryMake(IRunFiles files, string path)
    {
        var isTaken = false;
        var made = FileAttempt.Get(
            () => (isTaken = !TryClaim(files, path)) ? new RunDirectoryError.InUse(path) : Locked(files, path),
            cause => new RunDirectoryError.NotMade(path, cause));
        return isTaken ? null : made;
    }

    /// <summary>Enters the folder of an earlier run, and clears away what a killed process had begun to write.</summary>
    /// <param name="files">Does the single operations.</param>
    /// <param name="path">An existing run directory.</param>
    public static Validation<RunDirectory, RunDirectoryError> Open(IRunFiles files, string path) => FileAttempt.Get(
        () => Locked(files, path).Bind<RunDirectory>(directory =>
        {
            if (directory.ClearAway() is not { } refusal)
                return directory;
            directory.Dispose();
            return refusal;
        }),
        cause => new RunDirectoryError.Unwritable(path, cause));

    /// <summary>Whether a process works in the folder of a run at this moment.</summary>
    /// <param name="path">Any folder.</param>
    public static bool IsInUse(string path) => FolderLock.IsHeldIn(path);

    /// <summary>Writes a text file, whole or not at all.</summary>
    /// <param name="file">Its name in the folder.</param>
    /// <param name="text">Its content.</param>
    /// <returns>Null when it was written.</returns>
    public RunDirectoryError? WriteText(string file, string text) => WriteBytes(file, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="file">Its name in the folder.</param>
    /// <param name="content">Its content.</param>
    /// <returns>Null when it was written.</returns>
    public RunDirectoryError? WriteBytes(string file, byte[] content) =>
        Write(file, path => AtomicFile.Write(files, path, stream => stream.Write(content)));

    /// <summary>Writes the weights as model.safetensors, whole or not at all.</summary>
    /// <param name="outcome">The run's result.</param>
    /// <returns>Null when it was written.</returns>
    public RunDirectoryError? WriteModel(TrainingOutcome outcome) => Write(
        RunFileNames.Model,
        path => AtomicFile.Write(files, path, stream => SafetensorsWriter.Write(stream, outcome.Weights, outcome.Steps)));

    /// <summary>Adds an epoch to metrics.csv, for those who watch the run; see <see cref="WriteMetrics"/>.</summary>
    /// <param name="epoch">Its results.</param>
    /// <returns>Null when it was written.</returns>
    public RunDirectoryError? AppendMetrics(EpochResult epoch) => Write(RunFileNames.Metrics, path =>
    {
        using var file = files.Append(path);
        file.Write(Encoding.UTF8.GetBytes(MetricsTable.Row(epoch)));
    });

    /// <summary>Writes metrics.csv anew: it may have epochs from after the last checkpoint, or lack some, for want of room.</summary>
    /// <param name="epochs">All that are finished.</param>
    /// <returns>Null when it was written.</returns>
    public RunDirectoryError? WriteMetrics(ValueList<EpochResult> epochs) => WriteText(RunFileNames.Metrics, MetricsTable.Of(epochs));

    /// <summary>Writes a checkpoint, whole or not at all; the last two that this run wrote or read back are kept.</summary>
    /// <param name="run">Which run's state it is.</param>
    /// <param name="state">The state.</param>
    /// <returns>Null when it was written and the old ones are deleted.</returns>
    public RunDirectoryError? WriteCheckpoint(string run, TrainingState state) =>
        Write("", _ => checkpoints.Write(run, state)) ?? Delete(checkpoints.Prune);

    /// <summary>The checkpoint to resume from; damaged ones are passed over, all others that cannot be used are an error.</summary>
    /// <param name="run">Which run's state it must be.</param>
    /// <param name="plan">The run's plan.</param>
    public Validation<FoundCheckpoint, RunDirectoryError> ReadCheckpoint(string run, CheckedPlan plan) =>
        FileAttempt.Get<FoundCheckpoint, RunDirectoryError>(
            () =>
            {
                var found = checkpoints.Read(run, plan);
                return found.Obstacle is { } obstacle
                    ? new RunDirectoryError.UnusableCheckpoint(obstacle.Path, obstacle.Error)
                    : found;
            },
            cause => new RunDirectoryError.Unreadable(Path, cause));

    /// <summary>Deletes the checkpoints of a run that has ended.</summary>
    /// <returns>Null when they are deleted.</returns>
    public RunDirectoryError? DeleteCheckpoints() => Delete(checkpoints.Delete);

    /// <inheritdoc/>
    public void Dispose() => hold.Dispose();

    private RunDirectoryError? ClearAway() => Delete(() =>
    {
        foreach (var unfinished in files.List(Path).Where(file => RunFileNames.IsUnfinished(System.IO.Path.GetFileName(file))))
            files.Delete(unfinished);
    });

    private static Validation<RunDirectory, RunDirectoryError> Locked(IRunFiles files, string path) => files.Lock(path) is { } hold
        ? new RunDirectory(path, files, hold)
        : new RunDirectoryError.InUse(path);

    /// <summary>A folder belongs to the run that makes its metrics.csv: the operating system makes a new file only once.</summary>
    private static bool TryClaim(IRunFiles files, string path)
    {
        var metrics = System.IO.Path.Combine(path, RunFileNames.Metrics);
        files.MakeFolder(path);
        Stream file;
        try
        {
            file = files.Create(metrics);
        }
        catch (IOException) when (File.Exists(metrics))
        {
            return false;
        }

        using (file)
            file.Write(Encoding.UTF8.GetBytes(MetricsTable.Header)); // not above: a full disk is no sign of another run
        return true;
    }

    private RunDirectoryError? Write(string file, Action<string> write)
    {
        var path = System.IO.Path.Combine(Path, file);
        return FileAttempt.Do<RunDirectoryError>(() => write(path), cause => new RunDirectoryError.Unwritable(path, cause));
    }

    private RunDirectoryError? Delete(Action delete) =>
        FileAttempt.Do<RunDirectoryError>(delete, cause => new RunDirectoryError.Undeletable(Path, cause));
}
