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
                ? "The first training image of each digit. The plan does not change images while training."
                : "The first training image of each digit; beside it the same image as it was changed in the first epochs."),
            Html.Of($"""<div class="samples">{inspection.Samples.Select(Row)}</div>"""));

    private static Html Row(SampleRow row) => Html.Of($"""
        <div>{PageParts.Digit(row.Levels, $"a {row.Label}")}{row.Augmented.Select((levels, i) => PageParts.Digit(levels, $"the same {row.Label} in epoch {i + 1}"))}</div>
        """);
}
