using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Deployments;
using Mnist.Host.Pages;
using Mnist.Host.RunFolders;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Report;

/// <summary><c>mnist report RUN...</c>: runs as one self-contained HTML file.</summary>
internal static class ReportVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var runs = new Argument<string[]>("RUN") { Description = $"Runs, each {Options.RunMeaning}.", Arity = ArgumentArity.OneOrMore };
        var file = Options.Of<string?>(
            "--out", "FILE", "The file to write; default report.html, beside a single run, here for several.");
        var data = Options.Data();
        var numbers = Options.Numbers(
            NumberFormat.Float32, "With int8 the networks in integers of 8 bits are shown too, and int8.json of each run is written.");
        var bare = new Option<bool>("--without-images")
        {
            Description = "Replace a report that shows images even where they are not at hand now: by one without them.",
        };
        return around.Answering(
            new("report", "Shows runs as one HTML page: verdict, curves, network, mistakes, and how to repeat them.")
            {
                runs, file, data, numbers, bare,
            },
            parsed => Run(
                parsed.GetRequiredValue(runs).ToValueList(),
                parsed.GetValue(file),
                parsed.GetValue(data),
                Options.NumbersOf(parsed, numbers),
                parsed.GetValue(bare),
                around));
    }

    /// <summary>The answer.</summary>
    /// <param name="directories">Run directories, at least one.</param>
    /// <param name="file">The file to write; null for report.html, beside a single run and here for several.</param>
    /// <param name="data">The value of --data.</param>
    /// <param name="numbers">Whether the networks of 8 bits are shown too.</param>
    /// <param name="bare">Whether a report that shows images may be replaced by one without.</param>
    /// <param name="around">Environment and clock.</param>
    private static Reply Run(
        ValueList<string> directories, string? file, string? data, NumberFormat numbers, bool bare, HostEnvironment around)
    {
        var started = around.Clock.GetTimestamp();
        return directories
            .Traverse(named => RunName.Find(named).Bind(TrainedRun.Load))
            .Bind(runs => Int8(runs, data, numbers, around).Map(int8 => (Runs: runs, Int8: int8)))
            .Match(
                valid: found => Write(found.Runs, found.Int8, (Path(file, found.Runs), file is null), data, bare, started, around),
                invalid: Reply.Refuse);
    }

    private static Reply Write(
        ValueList<TrainedRun> runs,
        ValueList<DeployedRun> int8,
        (string Path, bool IsUsual) file,
        string? data,
        bool bare,
        long started,
        HostEnvironment around) => RunImages.Of(runs, data, around).Match(
            valid: found => !bare && found is { Images: null, Note: not null } && ReportWriter.ShowsImages(file.Path)
                ? Kept(file.Path)
                : ReportWriter.Write(file.Path, runs, found.Images, int8, around.Files).Match(
                    valid: written => Done(written, found.Note, around.Clock.GetElapsedTime(started).TotalSeconds),
                    invalid: errors => Reply.Refuse(
                        file.IsUsual ? ExitCode.NoRunDirectory : ExitCode.Invalid, errors.Select(ErrorMessage.Of))),
            invalid: errors => Reply.Refuse(ExitCode.NoData, errors.Select(ErrorMessage.Of)));

    /// <summary>What a page shows of images cannot be had again without them.</summary>
    private static Reply Kept(string path) => Reply.Refuse(ExitCode.NoData,
    [
        new(ErrorKind.ReportFile, $"'{path}' shows images that are not at hand now, so it is kept as it is. Name the folder of the run's "
            + "data with --data, another file with --out, or give --without-images to replace it.") { Where = path },
    ]);

    /// <summary>The networks of 8 bits of all runs, each kept beside its run; none where they are not asked for.</summary>
    private static Validation<ValueList<DeployedRun>, RunError> Int8(
        ValueList<TrainedRun> runs, string? data, NumberFormat numbers, HostEnvironment around) => numbers == NumberFormat.Float32
        ? Validation.Valid<ValueList<DeployedRun>, RunError>([])
        : runs.Traverse(run => Int8Record.Measure(run, data, around));

    private static string Path(string? file, ValueList<TrainedRun> runs) => System.IO.Path.GetFullPath(
        file ?? (runs.Count == 1 ? System.IO.Path.Combine(runs[0].Stored.Directory, ReportWriter.FileName) : ReportWriter.FileName));

    private static Reply Done(WrittenReport report, string? note, double seconds) => new(ExitCode.Done)
    {
        Text =
        [
            .. note is null ? [] : new[] { new Block.Line(note, Tone.Warning) },
            new Block.Line($"{report.Path}: {report.Bytes.Bytes()}, made in {seconds:F2} s. Open it in a browser.", Tone.Good),
        ],
        Json = () => JsonText.Write(new(report.Path, report.Bytes, seconds), ReportJson.Default.ReportDocument),
    };
}
