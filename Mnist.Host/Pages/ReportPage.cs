using Mnist.Host.Pages.Parts;
using Mnist.Host.Pages.Sections;
using Mnist.Host.Variations;

namespace Mnist.Host.Pages;

/// <summary>Runs as one HTML file.</summary>
internal static class ReportPage
{
    /// <summary>The whole file.</summary>
    /// <param name="runs">At least one.</param>
    /// <param name="images">The runs' own; null where they are not at hand. A single run has been asked about them before.</param>
    /// <param name="choice">How the plans of several runs were chosen, or nothing.</param>
    public static string Write(ValueList<ReportedRun> runs, TrainingData? images = null, IReadOnlyList<Block>? choice = null) => Page.Write(
        Title(runs),
        runs.Count == 1 ? runs[0].Record.Plan.Description : "",
        runs.Count == 1 ? One(runs[0]) : Several(PlanGroup.Of(runs), images, choice ?? []),
        Scripts(runs),
        runs.Count == 1 ? DrawSection.Link(runs[0]) : null);

    /// <summary>Whether a page was made with its runs' images at hand.</summary>
    /// <param name="page">Its text.</param>
    public static bool ShowsImages(string page) =>
        page.Contains(MistakesSection.Mark, StringComparison.Ordinal) || page.Contains(PairsSection.Mark, StringComparison.Ordinal);

    private static ValueList<string> Scripts(ValueList<ReportedRun> runs) =>
        runs.Count == 1 && DrawSection.Serves(runs[0]) ? ["hover.js", "net.js", "draw.js"] : ["hover.js"];

    private static string Title(ValueList<ReportedRun> runs) => runs.Count == 1
        ? $"{VariantNames.Of([runs[0].Record.Plan])[runs[0].Record.Plan]}, seed {runs[0].Record.Seed}"
        : $"{runs.Count.Of("run")} of {runs.Select(r => r.Record.Plan.Name).Distinct(StringComparer.Ordinal).ToList().And()}";

    private static IEnumerable<Html> One(ReportedRun run) =>
    [
        VerdictSection.Of(run),
        DrawSection.Of(run),
        CurvesSection.Of(run),
        MistakesSection.Of(run),
        ArchitectureSection.Of(run.Run.Plan, run.Record.Execution.Threads),
        FilterSection.Of(run.Run),
        DeviceSection.Of(run),
        SamplesSection.Of(run),
        RepeatSection.Of(run),
    ];

    private static IEnumerable<Html> Several(ValueList<PlanGroup> groups, TrainingData? images, IReadOnlyList<Block> choice) =>
    [
        .. ValueList.If(choice.Count > 0, PageParts.Section("How plans were chosen", BlockHtml.Of(choice))),
        ComparisonSection.Of(groups),
        PairsSection.Of(groups, images),
        CurvesComparison.Of(groups),
        ComparisonSection.RunByRun(groups),
        PageParts.Section("Networks", groups.Select(g => PageParts.Details(
            g.Name, ArchitectureSection.Content(g.Plan, g.Runs.Max(r => r.Record.Execution.Threads))))),
        PageParts.Section(
            "To repeat these runs",
            groups.SelectMany(g => g.Runs
                .Select(r => PageParts.Details($"{g.Name}, seed {r.Record.Seed}", RepeatSection.Content(r.Record)))
                .Append(RepeatSection.Plan(g.Plan.Plan)))),
    ];
}
