using Mnist.Host.Pages.Parts;
using Mnist.Host.Reports;
using Mnist.Host.Wording;

namespace Mnist.Host.Pages.Sections;

/// <summary>Whether the target is met, and the figures that say so.</summary>
internal static class VerdictSection
{
    public static Html Of(ReportedRun run) => PageParts.Section(
        "Verdict",
        [
            Html.Of($"""<div class="verdict {(run.Record.Verdict.Met ? "met" : "missed")}">{RunJudgement.Of(run.Record).Select(BlockHtml.Line)}</div>"""),
            .. ValueList.If(!run.Record.Data.IsMnist, BlockHtml.Line(new(RunJudgement.NotMnist(run.Record.Data), Tone.Warning))),
            Html.Of($"""<div class="figures">{Figures(run.Record, run.Run.Plan.Summary).Select(Figure)}</div>"""),
            Html.Of($"<ul>{run.Record.Diagnosis.Observations.Select(o => o.Sentence(run.Record.Data.HeldOut)).Select(Item)}</ul>"),
            PageParts.Paragraph(
                $"Target: {(run.Record.Plan.Target.Limits() is { Length: > 0 } limits ? limits : "none")}. {Measured(run.Record.Data)}"),
        ]);

    /// <summary>Which images an accuracy is measured on, in a sentence.</summary>
    public static string Measured(DataRecord data) => data.HeldOut switch
    {
        HeldOutSplit.Test => $"Trained on {data.TrainingImages.Of("image")}; measured on {data.HeldOutImages.Of("test image")}.",
        HeldOutSplit.Validation =>
            $"Trained on {data.TrainingImages.Of("image")}; measured on {data.HeldOutImages.Of("training image")} held out; the test "
                + "images were not looked at.",
    };

    private static IEnumerable<(string Name, string Value)> Figures(RunRecord record, Summary summary)
    {
        var accuracies = record.LastEpochs is { } last
            ?
            [
                ($"last {last.Count.Of("epoch")}, minimum", last.Min.Percent()),
                ($"last {last.Count.Of("epoch")}, mean", last.Mean.Percent()),
                ("last epoch", record.Epochs[^1].HeldOut.Percent.Percent()),
            ]
            : Array.Empty<(string, string)>();
        return
        [
            .. accuracies,
            ("trainable parameters", summary.Parameters.Trainable.Grouped()),
            ("multiply-adds an image", summary.Macs.Grouped()),
            ("training time", Duration(record.Execution.Seconds)),
        ];
    }

    /// <summary>Seconds as a person tells them: 36.7 s, 12 min 3 s.</summary>
    public static string Duration(double seconds) => seconds < 60
        ? $"{Math.Round(seconds, 1).Exact()} s"
        : $"{((long)seconds / 60).Grouped()} min {(long)seconds % 60} s";

    private static Html Figure((string Name, string Value) figure) =>
        Html.Of($"""<div><span class="value">{figure.Value}</span><span class="name">{figure.Name}</span></div>""");

    private static Html Item(string sentence) => Html.Of($"<li>{sentence}</li>");
}
