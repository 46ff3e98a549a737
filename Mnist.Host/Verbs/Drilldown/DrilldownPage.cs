using Mnist.Host.Pages.Parts;
using Mnist.Host.Pages.Sections;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Drilldown;

/// <summary>A drill-down as one HTML file: what its Markdown says, and the curves of every step.</summary>
internal static class DrilldownPage
{
    /// <summary>The whole file.</summary>
    /// <param name="name">Of the drill-down, such as "eva6".</param>
    /// <param name="steps">At least one, in order.</param>
    /// <param name="outcome">Where they come from.</param>
    /// <param name="folder">Where the page will lie: links to the runs begin there.</param>
    public static string Write(string name, ValueList<DrilldownStep> steps, SweepOutcome outcome, string folder) => Page.Write(
        DrilldownReport.Title(name),
        subtitle: "",
        [
            PageParts.Section(
                "All steps",
                [
                    Html.Of($"<p>{steps.Select(step => Html.Of($"""<a href="#{Anchor(step)}">{step.Original.Name}</a> """))}</p>"),
                    .. BlockHtml.Of(DrilldownReport.Summary(steps, outcome)),
                ]),
            .. steps.Select(step => PageParts.Section(
                DrilldownReport.Title(step),
                Anchor(step),
                [
                    .. BlockHtml.Of(DrilldownReport.Target(step)),
                    .. BlockHtml.Of(DrilldownReport.Result(step)),
                    CurvesSection.Charts(step.Median),
                    .. BlockHtml.Of(DrilldownReport.Analysis(step)),
                    Html.Of($"<p>Runs: {outcome.RunsOf(step.Sweep).Select(run => Link(run, folder))}</p>"),
                ])),
        ],
        ["hover.js"]);

    private static string Anchor(DrilldownStep step) => step.Original.Name.Replace('/', '-');

    private static Html Link(SweepRun run, string folder) =>
        Html.Of($"""<a href="{RunLink.To(run.Directory, folder)}">seed {run.Task.Seed}</a> """);
}
