using Mnist.Host.Pages.Parts;
using Mnist.Host.Pages.Sections;
using Mnist.Host.Variations;

namespace Mnist.Host.Pages;

/// <summary>Runs as one HTML file.</summary>
internal static class ReportPage
{
    /// <summary>The whole file.</summary>
    /// <param name="runs">At least one.</param>
    public static string Write(ValueList<ReportedRun> runs) => Page.Write(
        Title(runs),
        runs.Count == 1 ? runs[0].Record.Plan.Description : "",
        runs.Count == 1 ? One(runs[0]) : Several(ComparisonSection.Groups(runs)),
        Scripts(runs));

    private static ValueList<string> Scripts(ValueList<ReportedRun> runs) =>
        runs.Count == 1 && DrawSection.Serves(runs[0]) ? ["hover.js", "net.js", "draw.js"] : ["hover.js"];

    private static string Title(ValueList<ReportedRun> runs) => runs.Count == 1
        ? $"{VariantNames.Of([runs[0].Record.Plan])[runs[0].Record.Plan]}, seed {runs[0].Record.Seed}"
        : $"{runs.Count.Of("run")} of {runs.Select(r => r.Record.Plan.Name).Distinct(StringComparer.Ordinal).ToList().And()}";

    private static IEnumerable<Html> One(ReportedRun run) =>
    [
        VerdictSection.Of(run),
        CurvesSection.Of(run),
        ArchitectureSection.Of(run.Run.Plan),
        MistakesSection.Of(run),
        DeviceSection.Of(run),
        DrawSection.Of(run),
        SamplesSection.Of(run),
        RepeatSection.Of(run),
    ];

    private static IEnumerable<Html> Several(ValueList<ComparisonSection.Group> groups) =>
    [
        ComparisonSection.Of(groups),
        PageParts.Section("Networks", groups.Select(g => PageParts.Details(g.Name, ArchitectureSection.Content(g.Plan)))),
        PageParts.Section(
            "To repeat these runs",
            groups.SelectMany(g => g.Runs
                .Select(r => PageParts.Details($"{g.Name}, seed {r.Record.Seed}", RepeatSection.Content(r.Record)))
                .Append(RepeatSection.Plan(g.Plan.Plan)))),
    ];
}
