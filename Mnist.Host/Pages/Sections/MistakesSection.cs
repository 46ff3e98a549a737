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
            PageParts.Paragraph(Sentence(inspection.Confusion, inspection.Classes)),
            Differences(run.Record, inspection.Confusion),
            Html.Of($"""
                <div class="beside">{Matrix(inspection.Confusion, inspection.Classes)}{Recalls(inspection.Confusion, inspection.Classes)}</div>
                """),
            Pictures(inspection))
        : PageParts.Section("Right and wrong", PageParts.Paragraph(
            "The run's images are not on this machine, so its network could not be asked about them. "
            + "Make the report where the data is, or name its folder with --data."));

    private static string Sentence(ConfusionMatrix confusion, ClassNames names)
    {
        var pairs = confusion.Mistakes
            .Take(PairsTold)
            .Select(m => $"{names[m.Label]} as {names.OfOutput(m.Read)} ({m.Count.Grouped()})")
            .ToList();
        return $"{confusion.Correct.Grouped()} of {confusion.Total.Of("image")} are read as what they are. "
            + (pairs.Count == 0 ? "None is read wrongly." : $"Most often read wrongly: {pairs.And()}.");
    }

    /// <summary>The page's network is computed by the built-in backend; another one rounds in another way.</summary>
    private static Html Differences(RunRecord record, ConfusionMatrix confusion) =>
        record.Epochs.Count > 0 && record.Epochs[^1].HeldOut.Correct != confusion.Correct
        ? BlockHtml.Line(new($"The run itself, on backend {record.Execution.Backend}, counted "
            + $"{record.Epochs[^1].HeldOut.Correct.Grouped()}: this page was made on backend simd, which rounds otherwise.", Tone.Muted))
        : Html.Empty;

    private static Html Matrix(ConfusionMatrix confusion, ClassNames names)
    {
        var columns = Enumerable.Range(0, confusion.Classes + (confusion.HasStrays ? 1 : 0)).ToList();
        var worst = confusion.Mistakes.FirstOrDefault()?.Count ?? 1;
        return Html.Of($"""
            <div class="scroll">{new Html(Mark)}<caption>Images by what they are (rows) and what they were read as (columns)</caption>
            <thead><tr><td></td>{columns.Select(c => Html.Of($"""<th scope="col">{names.OfOutput(c)}</th>"""))}</tr></thead>
            <tbody>{Enumerable.Range(0, confusion.Classes).Select(label => Html.Of($"""<tr><th scope="row">{names[label]}</th>{columns.Select(read => Count(confusion, names, (label, read), worst))}</tr>"""))}</tbody>
            </table></div>
            """);
    }

    private static Html Count(ConfusionMatrix confusion, ClassNames names, (int Label, int Read) at, int worst)
    {
        var (label, read) = at;
        var count = confusion[label, read];
        return label == read ? Html.Of($"""<td class="right">{count.Grouped()}</td>""")
            : count == 0 ? Html.Of($"""<td class="none">0</td>""")
            : Html.Of($"""<td class="wrong" style="--share:{15 + (35.0 * count / worst)}%" title="{count.Of("image")} of {names[label]} read as {names.OfOutput(read)}">{count}</td>""");
    }

    /// <summary>Recall differs in its last per cent, so the bars show what is missing of it.</summary>
    private static Html Recalls(ConfusionMatrix confusion, ClassNames names)
    {
        var recalls = Enumerable.Range(0, confusion.Classes).Select(label => (Label: label, Recall: confusion.Of(label))).ToList();
        var worst = recalls.Max(r => r.Recall is { } score ? 100 - score.Percent : 0);
        return BlockHtml.Table(
            $"Recall: how many of a {names.Noun}'s images are read as that {names.Noun}; bars show the share that is not",
            [new(names.Noun), new("recall", RightAligned: true), new("right", RightAligned: true), new("wrong", RightAligned: true)],
            recalls.Select<(int Label, Score? Recall), ValueList<Html>>(r => r.Recall is { } score
                ? [Html.Text(names[r.Label]), Html.Text(score.Percent.Percent()), Html.Text(score.Correct.Grouped()), Wrong(score, worst)]
                : [Html.Text(names[r.Label]), Html.Text("-"), Html.Text("0"), Html.Text("0")]));
    }

    private static Html Wrong(Score score, double worst) => score.Correct == score.Total
        ? Html.Text("0")
        : PageParts.WithBar((score.Total - score.Correct).Grouped(), (100 - score.Percent) / worst);

    private static Html Pictures(RunInspection inspection) => inspection.Misread.Count == 0 ? Html.Empty : Html.Of($"""
        <h3>Read wrongly, the surest first</h3>
        <p>{Shown(inspection)} Under each picture: what it is → what it was read as, with the probability that the network gave to it.
        Beside it, bright: what speaks for that reading, found by covering patches of 5x5 pixels. Choose a picture to have it read on the board.</p>
        <div class="digits">{inspection.Misread.Select(image => Picture(image, inspection.Classes))}</div>
        """);

    private static string Shown(RunInspection inspection)
    {
        var wrong = inspection.Confusion.Total - inspection.Confusion.Correct;
        return inspection.Misread.Count < wrong ? $"{inspection.Misread.Count.Grouped()} of {wrong.Grouped()}." : $"All {wrong.Grouped()}.";
    }

    private static Html Picture(MisreadImage image, ClassNames names)
    {
        var (label, read) = (names[image.Label], names.OfOutput(image.Read));
        var sure = $"{100 * image.Confidence:F0} %";
        return Html.Of($"""
            <figure>{PageParts.Digit(image.Levels, $"a {label} read as {read}")}{(image.Evidence is { } map ? Map(map, read) : Html.Empty)}<figcaption><b>{label} → {read}</b><br/>{sure}</figcaption></figure>
            """);
    }

    private static Html Map(ValueList<byte> levels, string read) =>
        Html.Of($"""<span class="map">{PageParts.Digit(levels, $"what makes it a {read}")}</span>""");
}
