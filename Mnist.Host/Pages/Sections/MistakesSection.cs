using Mnist.Host.Pages.Parts;

namespace Mnist.Host.Pages.Sections;

/// <summary>What the network takes for what.</summary>
internal static class MistakesSection
{
    /// <summary>Part of a page that shows how a run's images were read, and of no other.</summary>
    public const string Mark = "<table class=\"matrix\">";

    private const int PairsTold = 5;

    public static Html Of(ReportedRun run) => run.Inspection is { Confusion.Total: > 0 } inspection
        ? PageParts.Section(
            "Right and wrong",
            PageParts.Paragraph(Sentence(inspection.Confusion)),
            Differences(run.Record, inspection.Confusion),
            Html.Of($"""<div class="beside">{Matrix(inspection.Confusion)}{Recalls(inspection.Confusion)}</div>"""),
            Pictures(inspection))
        : PageParts.Section("Right and wrong", PageParts.Paragraph(
            "The run's images are not on this machine, so its network could not be asked about them. "
            + "Make the report where the data is, or name its folder with --data."));

    private static string Sentence(ConfusionMatrix confusion)
    {
        var pairs = confusion.Mistakes.Take(PairsTold).Select(m => $"{m.Label} as {Name(m.Read)} ({m.Count.Grouped()})").ToList();
        return $"{confusion.Correct.Grouped()} of {confusion.Total.Of("image")} are read as what they are. "
            + (pairs.Count == 0 ? "None is read wrongly." : $"Most often read wrongly: {pairs.And()}.");
    }

    /// <summary>The page's network is computed by the built-in backend; another one rounds in another way.</summary>
    private static Html Differences(RunRecord record, ConfusionMatrix confusion) =>
        record.Epochs.Count > 0 && record.Epochs[^1].HeldOut.Correct != confusion.Correct
        ? BlockHtml.Line(new($"The run itself, on backend {record.Execution.Backend}, counted "
            + $"{record.Epochs[^1].HeldOut.Correct.Grouped()}: this page was made on backend simd, which rounds otherwise.", Tone.Muted))
        : Html.Empty;

    private static Html Matrix(ConfusionMatrix confusion)
    {
        var columns = Enumerable.Range(0, confusion.Classes + (confusion.HasStrays ? 1 : 0)).ToList();
        var worst = confusion.Mistakes.FirstOrDefault()?.Count ?? 1;
        return Html.Of($"""
            <div class="scroll">{new Html(Mark)}<caption>Images by what they are (rows) and what they were read as (columns)</caption>
            <thead><tr><td></td>{columns.Select(c => Html.Of($"""<th scope="col">{Name(c)}</th>"""))}</tr></thead>
            <tbody>{Enumerable.Range(0, confusion.Classes).Select(label => Html.Of($"""<tr><th scope="row">{label}</th>{columns.Select(read => Count(confusion, label, read, worst))}</tr>"""))}</tbody>
            </table></div>
            """);
    }

    private static Html Count(ConfusionMatrix confusion, int label, int read, int worst)
    {
        var count = confusion[label, read];
        return label == read ? Html.Of($"""<td class="right">{count.Grouped()}</td>""")
            : count == 0 ? Html.Of($"""<td class="none">0</td>""")
            : Html.Of($"""<td class="wrong" style="--share:{15 + (35.0 * count / worst)}%" title="{count.Of("image")} of {label} read as {Name(read)}">{count}</td>""");
    }

    /// <summary>Recall differs in its last per cent, so the bars show what is missing of it.</summary>
    private static Html Recalls(ConfusionMatrix confusion)
    {
        var recalls = Enumerable.Range(0, confusion.Classes).Select(label => (Label: label, Recall: confusion.Of(label))).ToList();
        var worst = recalls.Max(r => r.Recall is { } score ? 100 - score.Percent : 0);
        return BlockHtml.Table(
            "Recall: how many of a digit's images are read as that digit; bars show the share that is not",
            [new("digit"), new("recall", RightAligned: true), new("right", RightAligned: true), new("wrong", RightAligned: true)],
            recalls.Select<(int Label, Score? Recall), ValueList<Html>>(r => r.Recall is { } score
                ? [Html.Of($"{r.Label}"), Html.Text(score.Percent.Percent()), Html.Text(score.Correct.Grouped()), Wrong(score, worst)]
                : [Html.Of($"{r.Label}"), Html.Text("-"), Html.Text("0"), Html.Text("0")]));
    }

    private static Html Wrong(Score score, double worst) => score.Correct == score.Total
        ? Html.Text("0")
        : PageParts.WithBar((score.Total - score.Correct).Grouped(), (100 - score.Percent) / worst);

    private static Html Pictures(RunInspection inspection) => inspection.Misread.Count == 0 ? Html.Empty : Html.Of($"""
        <h3>Read wrongly, the surest first</h3>
        <p>{Shown(inspection)} Under each picture: what it is → what it was read as, with the probability that the network gave to it.
        Beside it, bright: what speaks for that reading, found by covering patches of 5x5 pixels. Choose a picture to have it read on the board.</p>
        <div class="digits">{inspection.Misread.Select(Picture)}</div>
        """);

    private static string Shown(RunInspection inspection)
    {
        var wrong = inspection.Confusion.Total - inspection.Confusion.Correct;
        return inspection.Misread.Count < wrong ? $"{inspection.Misread.Count.Grouped()} of {wrong.Grouped()}." : $"All {wrong.Grouped()}.";
    }

    private static Html Picture(MisreadImage image)
    {
        var sure = $"{100 * image.Confidence:F0} %";
        return Html.Of($"""
            <figure>{PageParts.Digit(image.Levels, $"a {image.Label} read as {Name(image.Read)}")}{(image.Evidence is { } map ? Map(map, image) : Html.Empty)}<figcaption><b>{image.Label} → {Name(image.Read)}</b><br/>{sure}</figcaption></figure>
            """);
    }

    private static Html Map(ValueList<byte> levels, MisreadImage image) =>
        Html.Of($"""<span class="map">{PageParts.Digit(levels, $"what makes it a {Name(image.Read)}")}</span>""");

    /// <summary>Outputs beyond the classes stand for nothing.</summary>
    private static string Name(int read) => read < ImageSet.Classes ? $"{read}" : "none";
}
