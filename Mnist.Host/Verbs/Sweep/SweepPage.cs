using Mnist.Host.Commands;
using Mnist.Host.Pages;
using Mnist.Host.Runs;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>The page that compares the runs of a sweep, beside them.</summary>
/// <param name="File">As full path; null where there is none.</param>
/// <param name="Lines">Where runs and page are, or why there is no page.</param>
internal sealed record SweepPage(string? File, ValueList<Block.Line> Lines)
{
    /// <summary>A page of more runs is too long to be read.</summary>
    private const int MostRuns = 500;

    /// <summary>Writes the page of what has ended.</summary>
    /// <param name="outcome">What the sweep brought.</param>
    /// <param name="sweeps">At least one, in one folder.</param>
    /// <param name="around">Environment and files.</param>
    public static SweepPage Write(SweepOutcome outcome, ValueList<SweepFolder> sweeps, HostEnvironment around)
    {
        var folder = sweeps[0].Runs;
        var path = sweeps.Count == 1 ? Path.ChangeExtension(sweeps[0].File, ".html") : Path.Combine(folder, "comparison.html");
        if (outcome.Runs.Count is 0 or > MostRuns)
            return new(
                null,
                [Kept(folder), .. ValueList.If(outcome.Runs.Count > 0, None($"it would show {outcome.Runs.Count.Of("run")}."))]);
        return outcome.Runs
            .Select(run => run.Directory)
            .Traverse(TrainedRun.Load)
            .Bind(runs => RunImages
                .Of(runs, sweeps[0].Manifest.DataFolder, around)
                .MapErrors(RunError.Of)
                .Bind(found => ReportWriter.Write(
                    path, runs, found.Images, [], around.Files, HalvingReport.Of(outcome.Halvings).ToValueList())))
            .Match<SweepPage>(
                valid: written => new(written.Path, [Kept(folder), new($"Compared in {written.Path}: open it in a browser.", Tone.Muted)]),
                invalid: errors => new(null, [Kept(folder), None(errors[0].Sentence())]));
    }

    private static Block.Line Kept(string folder) => new($"The runs are in {folder}; `mnist runs` lists them.", Tone.Muted);

    private static Block.Line None(string why) => new($"There is no page that compares the runs: {why}", Tone.Warning);
}
