using Mnist.Host.Pages.Parts;
using Mnist.Host.Pages.Sections;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Drilldown;

/// <summary>A drill-down as one HTML file: what its Markdown says, and the curves of every step.</summary>
internal static class DrilldownPage
{
    /// <summary>The whole file.</summary>
    /// <param name="name">Of the drill-down, such as "eva6".</param>
    /// <param name="steps">At least one, in order.</param>
    /// <param name="outcome">Where they come from.</param>
    public static string Write(string name, ValueList<DrilldownStep> steps, SweepOutcome outcome) => Page.Write(
        DrilldownReport.Title(name),
        "",
        [
            PageParts.Section("All steps", BlockHtml.Of(DrilldownReport.Summary(steps, outcome))),
            .. steps.Select(step => PageParts.Section(
                DrilldownReport.Title(step),
                [
                    .. BlockHtml.Of(DrilldownReport.Target(step)),
                    .. BlockHtml.Of(DrilldownReport.Result(step)),
                    CurvesSection.Charts(step.Sweep.MedianRun),
                    .. BlockHtml.Of(DrilldownReport.Analysis(step)),
                ])),
        ],
        ["hover.js"]);
}
