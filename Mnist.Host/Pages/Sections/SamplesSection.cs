using Mnist.Host.Pages.Parts;

namespace Mnist.Host.Pages.Sections;

/// <summary>What the network was shown.</summary>
internal static class SamplesSection
{
    public static Html Of(ReportedRun run) => run.Inspection is not { Samples.Count: > 0 } inspection
        ? Html.Empty
        : PageParts.Section(
            "What it was shown",
            PageParts.Paragraph(inspection.Samples[0].Augmented.Count == 0
                ? $"{First(inspection)}. The plan does not change images while training."
                : $"{First(inspection)}; beside it the same image as it was changed in the first epochs."),
            Html.Of($"""<div class="samples">{inspection.Samples.Select(row => Row(row, inspection.Classes))}</div>"""));

    private static string First(RunInspection inspection) => $"The first training image of each {inspection.Classes.Noun}";

    private static Html Row(SampleRow row, ClassNames names) => Html.Of($"""
        <div>{PageParts.Digit(row.Levels, $"a {names[row.Label]}")}{row.Augmented.Select((levels, i) => PageParts.Digit(levels, $"the same {names[row.Label]} in epoch {i + 1}"))}</div>
        """);
}
