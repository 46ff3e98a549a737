using Mnist.Host.Commands;

namespace Mnist.Host.Verbs.Predict;

/// <summary>Where answers go, one by one, as they come.</summary>
internal interface IPredictionSink
{
    /// <summary>Before the first.</summary>
    void Begin();

    /// <summary>An answer.</summary>
    /// <param name="read">What the network makes of an image.</param>
    /// <param name="image">(28, 28), as the network saw it.</param>
    void Answer(ReadDigit read, ReadOnlySpan<byte> image);

    /// <summary>No answer for a file.</summary>
    void Refuse(string file, ErrorMessage error);

    /// <summary>After the last.</summary>
    /// <param name="images">Answered.</param>
    /// <param name="refused">Files.</param>
    /// <param name="right">How many of those with labels were read right; null where none has.</param>
    void End(int images, int refused, Score? right);
}

/// <summary>Answers as lines that stand below each other; a file's name comes last, since it may be long.</summary>
/// <param name="output">Where they go.</param>
/// <param name="classes">What the outputs stand for.</param>
/// <param name="outputs">Of the network; those beyond the classes stand for none.</param>
/// <param name="showsImages">Whether each image is drawn below its line.</param>
internal sealed class PredictionLines(TextWriter output, ClassNames classes, int outputs, bool showsImages) : IPredictionSink
{
    private readonly int width = Math.Max(classes.Noun.Length, classes.All.Max(name => name.Length));
    private readonly int nextWidth = Math.Max(4, classes.All.Max(name => name.Length));

    private bool hasHeader;

    /// <summary>Where nothing is read there is no table, so its header comes with the first answer.</summary>
    public void Begin() { }

    private void Header()
    {
        if (hasHeader)
            return;
        hasHeader = true;
        if (outputs > classes.Count)
            output.WriteLine($"The network has {outputs} outputs, and those after the first {classes.Count} stand for no {classes.Noun}.");
        output.WriteLine($"{classes.Noun.PadRight(width)}  probability  {"next best".PadRight(nextWidth + 12)}"
            + $"{(outputs > classes.Count ? $"no {classes.Noun}  " : "")}     image");
    }

    /// <summary>What is known and was read right needs no line.</summary>
    public void Answer(ReadDigit read, ReadOnlySpan<byte> image)
    {
        Header();
        if (read.Label == read.Digit)
            return;
        var digits = read.Digits;
        var next = Enumerable.Range(0, digits.Count).Where(c => c != read.Digit).MaxBy(c => digits[c]);
        var others = read.Others is { } share ? $"{Percent(share),9} " : "";
        var (first, second) = (Percent(digits[read.Digit]), Percent(digits[next]));
        var (name, nextName) = (classes[read.Digit].PadLeft(width), classes[next].PadLeft(nextWidth));
        output.WriteLine($"{name}  {first,11}  {nextName} {second,9}  {others}     {Name(read)}{Notes(read)}");
        if (showsImages)
        {
            foreach (var line in GalleryText.Lines([new("", ImageSet.Side, [.. image])], ImageSet.Side).Skip(1))
                output.WriteLine(line.TrimEnd());
        }
    }

    /// <summary>The sentence itself is on standard error.</summary>
    public void Refuse(string file, ErrorMessage error) => output.Flush();

    public void End(int images, int refused, Score? right)
    {
        if (images == 0 && refused > 0)
            return;
        output.WriteLine(refused == 0 ? $"{images.Of("image")}." : $"{images.Of("image")}; {refused.Of("file")} could not be read.");
        if (right is not { } score)
            return;
        var interval = WilsonInterval.Of(score);
        output.WriteLine($"{score.Correct.Grouped()} of {score.Total.Of("labelled image")} read right: {score.Percent.Percent()} "
            + $"(95 %: {interval.Lower:F2} to {interval.Upper:F2}); the lines above are the others.");
    }

    private string Notes(ReadDigit read) => string.Concat(
        read.Label is { } label ? $"; it is {(classes == ClassNames.Digits ? "a " : "")}{classes[label]}" : "",
        read.OtherDigits > 0 ? $"; {(1 + read.OtherDigits).Of(Drawn)} seen, the one with the most ink was read" : "",
        read.IsUnsure ? "; unsure" : "");

    private string Drawn => classes == ClassNames.Digits ? "digit" : "thing";

    private static string Percent(double share) => $"{100 * share:F2} %";

    private static string Name(ReadDigit read) => Visible.Line(read.IsOnly ? read.File : $"{read.File}[{read.Index}]");
}

/// <summary>Answers as one JSON document with a line for each: never all of it in memory.</summary>
internal sealed class PredictionJson(TextWriter output, string run, Plan plan) : IPredictionSink
{
    private string separator = "\n";

    public void Begin() => output.Write($"{{\"run\": {Text(run)}, \"plan\": {Text(plan.Name)}, \"predictions\": [");

    public void Answer(ReadDigit read, ReadOnlySpan<byte> image) => Item(ReadDigitDocument.Of(read));

    public void Refuse(string file, ErrorMessage error) => Item(ReadDigitDocument.Of(file, error));

    public void End(int images, int refused, Score? right) => output.WriteLine(
        $"\n], \"images\": {images}, \"refused\": {refused}"
        + $"{(right is { } score ? $", \"labelled\": {score.Total}, \"right\": {score.Correct}" : "")}}}");

    private static string Text(string value) => JsonText.WriteLine(value, PredictJson.Default.String);

    private void Item(ReadDigitDocument document)
    {
        output.Write(separator + JsonText.WriteLine(document, PredictJson.Default.ReadDigitDocument));
        separator = ",\n";
    }
}
