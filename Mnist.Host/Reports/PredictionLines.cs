using System.Globalization;
using Mnist.Domain;

namespace Mnist.Host;

/// <summary>Where answers go, one by one, as they come.</summary>
internal interface IPredictionSink
{
    /// <summary>Before the first.</summary>
    void Begin();

    /// <summary>An answer.</summary>
    void Answer(ReadDigit read);

    /// <summary>No answer for a file.</summary>
    void Refuse(string file, Complaint complaint);

    /// <summary>After the last.</summary>
    void End(int images, int refused);
}

/// <summary>Answers as lines that stand below each other; a file's name comes last, since it may be long.</summary>
internal sealed class PredictionLines(TextWriter output) : IPredictionSink
{
    public void Begin() => output.WriteLine("digit  probability  next best            image");

    public void Answer(ReadDigit read)
    {
        var next = Enumerable.Range(0, read.Probabilities.Count).Where(c => c != read.Digit).MaxBy(c => read.Probabilities[c]);
        output.WriteLine($"{read.Digit,5}  {Percent(read.Probabilities[read.Digit]),11}  {next,4} {Percent(read.Probabilities[next]),9}       {Name(read)}");
    }

    /// <summary>The sentence itself is on standard error.</summary>
    public void Refuse(string file, Complaint complaint) => output.Flush();

    public void End(int images, int refused) =>
        output.WriteLine(refused == 0 ? $"{images.Of("image")}." : $"{images.Of("image")}; {refused.Of("file")} could not be read.");

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture) + " %";

    private static string Name(ReadDigit read) => Visible.Line(read.IsOnly ? read.File : $"{read.File}[{read.Index}]");
}

/// <summary>Answers as one JSON document with a line for each: never all of it in memory.</summary>
internal sealed class PredictionJson(TextWriter output, string run, Plan plan) : IPredictionSink
{
    private string separator = "\n";

    public void Begin() => output.Write($"{{\"run\": {Text(run)}, \"plan\": {Text(plan.Name)}, \"predictions\": [");

    public void Answer(ReadDigit read) => Item(ReadDigitDocument.Of(read));

    public void Refuse(string file, Complaint complaint) => Item(ReadDigitDocument.Of(file, complaint));

    public void End(int images, int refused) => output.WriteLine($"\n], \"images\": {images}, \"refused\": {refused}}}");

    private static string Text(string value) => ReportText.WriteLine(value, ReportJson.Default.String);

    private void Item(ReadDigitDocument document)
    {
        output.Write(separator + ReportText.WriteLine(document, ReportJson.Default.ReadDigitDocument));
        separator = ",\n";
    }
}
