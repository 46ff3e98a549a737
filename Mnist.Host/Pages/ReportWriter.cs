using System.Text;
using Mnist.Host.Deployments;
using Mnist.Host.Pages.Parts;
using Mnist.Host.Runs;

namespace Mnist.Host.Pages;

/// <summary>Puts a report together and writes it.</summary>
internal static class ReportWriter
{
    /// <summary>The report's name in a run directory.</summary>
    public const string FileName = RunFileNames.Report;

    /// <summary>Writes the report of a run that has just been kept, into its directory.</summary>
    /// <param name="directory">The run's.</param>
    /// <param name="images">The run's own.</param>
    /// <param name="files">Does the single operations.</param>
    /// <returns>What went wrong; empty where the report is there.</returns>
    public static ValueList<RunError> WriteBeside(string directory, TrainingData images, IRunFiles files) => TrainedRun.Load(directory)
        .Bind(run => Write(Path.Combine(directory, FileName), [run], images, [], files))
        .Match<ValueList<RunError>>(valid: _ => [], invalid: errors => errors);

    /// <summary>Whether a file is a report that was made with its runs' images at hand.</summary>
    /// <param name="path">Any path; what cannot be read is none.</param>
    public static bool ShowsImages(string path) => FileAttempt.Get<bool, string>(
        () =>
        {
            using var reader = new StreamReader(RegularFile.OpenRead(path));
            return ReportPage.ShowsImages(reader.ReadToEnd());
        },
        cause => cause).Match(valid: shows => shows, invalid: _ => false);

    /// <summary>Writes a report, whole or not at all.</summary>
    /// <param name="path">The file; another report there is replaced.</param>
    /// <param name="runs">At least one.</param>
    /// <param name="images">The runs' own; null where they are not at hand.</param>
    /// <param name="int8">The runs' networks in 8 bits, or none.</param>
    /// <param name="files">Does the single operations.</param>
    /// <param name="choice">How the runs' plans were chosen, where it has to be known to judge their figures.</param>
    public static Validation<WrittenReport, RunError> Write(
        string path,
        ValueList<TrainedRun> runs,
        TrainingData? images,
        ValueList<DeployedRun> int8,
        IRunFiles files,
        ValueList<Block>? choice = null)
    {
        var shown = runs.Select((run, i) => new ReportedRun(
            run, images is null || runs.Count > 1 ? null : RunInspection.Of(run, images), int8.Count > i ? int8[i] : null)
        {
            Link = RunLink.To(run.Stored.Directory, Path.GetDirectoryName(path)!),
        });
        var page = Encoding.UTF8.GetBytes(ReportPage.Write(shown.ToValueList(), images, choice));
        return FileAttempt.Get<WrittenReport, RunError>(
            () =>
            {
                AtomicFile.Write(files, path, stream => stream.Write(page));
                return new WrittenReport(path, page.LongLength);
            },
            cause => new RunError.ReportFile(path, cause));
    }
}

/// <summary>A report that is there.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Bytes">The file's length.</param>
internal sealed record WrittenReport(string Path, long Bytes);
