using System.Text;
using Mnist.Host.Plans;
using Mnist.Host.Runs;

namespace Mnist.Host.Sweeps;

/// <summary>A folder of runs with the file that says which of them make up a sweep.</summary>
/// <param name="Runs">The folder, as full path.</param>
/// <param name="Manifest">What the sweep consists of.</param>
internal sealed record SweepFolder(string Runs, SweepManifest Manifest)
{
    private const string Prefix = "sweep-";
    private const string Suffix = ".json";

    /// <summary>Largest manifest that is read, in bytes.</summary>
    private const int MostBytes = 100_000_000;

    /// <summary>The file of the manifest, as full path.</summary>
    public string File { get; } = Path.Combine(Runs, $"{Prefix}{Manifest.Id}{Suffix}");

    /// <summary>Every run of the sweep: worked out once, since each key is a hash.</summary>
    public ValueList<SweepTask> Tasks { get; } = Manifest.Tasks();

    /// <summary>Where tasks of job arrays write, below <see cref="Runs"/>.</summary>
    public const string LogFolder = "logs";

    /// <summary>The same as full path.</summary>
    public string Logs => Path.Combine(Runs, LogFolder);

    /// <summary>The folder of a sweep that is about to run; its file is written where it is missing.</summary>
    /// <param name="runs">Folder of run directories; made where it is missing.</param>
    /// <param name="manifest">What the sweep consists of.</param>
    /// <param name="files">Does the single operations.</param>
    public static Validation<SweepFolder, RunError> Keep(string runs, SweepManifest manifest, IRunFiles files)
    {
        var folder = new SweepFolder(Path.GetFullPath(runs), manifest);
        return FileAttempt.Get<SweepFolder, RunError>(
            () =>
            {
                if (!System.IO.File.Exists(folder.File))
                {
                    files.MakeFolder(folder.Runs);
                    AtomicFile.Write(files, folder.File, file => file.Write(Encoding.UTF8.GetBytes(SweepManifestText.Write(manifest))));
                }

                return folder;
            },
            refused => RunError.Of(new RunDirectoryError.Unwritable(folder.File, refused)));
    }

    /// <summary>The sweeps of a folder, oldest first; at least one.</summary>
    /// <param name="path">A folder of runs, or the file of one sweep in it.</param>
    public static Validation<ValueList<SweepFolder>, RunError> Find(string path)
    {
        var files = System.IO.File.Exists(path) ? [path]
            : Directory.Exists(path) ? Directory.GetFiles(path, $"{Prefix}*{Suffix}").OrderBy(System.IO.File.GetCreationTimeUtc).ToArray()
            : [];
        return files.Length == 0
            ? new RunError.NoSweep(path)
            : files.Traverse(Read);
    }

    /// <summary>The sweep that a file tells of.</summary>
    /// <param name="file">Made by <see cref="Keep"/>.</param>
    public static Validation<SweepFolder, RunError> Read(string file) => TextFile.Read(file, MostBytes)
        .MapErrors(error => RunError.Of(new StoredRunError.BadFile(file, error)))
        .Bind(text => SweepManifestText.Read(text).MapErrors(RunError (cause) => new RunError.BadSweep(file, cause)))
        .Map(manifest => new SweepFolder(Path.GetDirectoryName(Path.GetFullPath(file))!, manifest));
}
