namespace Mnist.Host.Verbs.Predict;

/// <summary>What a network makes of one image.</summary>
/// <param name="File">As it was named.</param>
/// <param name="Index">Which image of the file, from 0.</param>
/// <param name="IsOnly">Whether the file has no other.</param>
/// <param name="Fitted">Whether the digit was cut out, scaled and centred.</param>
/// <param name="OtherDigits">Further digits on the picture, which were left out.</param>
/// <param name="Label">What it is; null where that is not known.</param>
/// <param name="Probabilities">Of all outputs, at least as many as classes: those beyond stand for none.</param>
/// <param name="Classes">What the outputs stand for.</param>
internal sealed record ReadDigit(
    string File, int Index, bool IsOnly, bool Fitted, int OtherDigits, int? Label, ValueList<double> Probabilities, ClassNames Classes)
{
    /// <summary>With less the digit may well be another one.</summary>
    public const double LeastProbability = 0.8;

    /// <summary>Whether the digit may well be another one.</summary>
    public bool IsUnsure => !(Probabilities[Digit] >= LeastProbability);

    /// <summary>Probabilities of the digits, or of the classes of other data.</summary>
    public ValueList<double> Digits => Probabilities.Take(Classes.Count).ToValueList();

    /// <summary>The most probable digit or class, the first of several.</summary>
    public int Digit => Enumerable.Range(0, Classes.Count).MaxBy(digit => Probabilities[digit]);

    /// <summary>What the outputs that stand for no class have together; null where there are none.</summary>
    public double? Others => Probabilities.Count > Classes.Count ? Probabilities.Skip(Classes.Count).Sum() : null;
}

/// <summary>Has a network read files, a few images at a time, so that memory does not grow with the number of files.</summary>
/// <param name="network">Makes predictions of images.</param>
/// <param name="classes">What its outputs stand for.</param>
/// <param name="sink">Gets the answers in the order of files and images.</param>
internal sealed class DigitReading(Func<ImageSet, Predictions> network, ClassNames classes, IPredictionSink sink)
{
    /// <summary>Images that are classified together.</summary>
    public const int BatchSize = 64;

    private readonly List<(LabelledFile File, DigitImages Found)> waiting = [];

    /// <summary>Images answered so far.</summary>
    public int Images { get; private set; }

    /// <summary>Images that are labelled, so far.</summary>
    public int Labelled { get; private set; }

    /// <summary>Of those, how many were read right.</summary>
    public int Right { get; private set; }

    /// <summary>Answers for a file; they may come with those for later files.</summary>
    /// <param name="file">With as many labels as there are images, or without.</param>
    /// <param name="found">What it holds.</param>
    public void Add(LabelledFile file, DigitImages found)
    {
        if (found.Images.Count > 1)
        {
            Flush();
            for (var first = 0; first < found.Images.Count; first += BatchSize)
            {
                var places = Enumerable.Range(first, Math.Min(BatchSize, found.Images.Count - first)).ToArray();
                Answer(found.Images.Select(places), [.. places.Select(place => (file, place, false, found))]);
            }

            return;
        }

        waiting.Add((file, found));
        if (waiting.Count == BatchSize)
            Flush();
    }

    /// <summary>Answers all that is waiting.</summary>
    public void Flush()
    {
        if (waiting.Count == 0)
            return;
        Answer(ImageSet.Join(waiting.Select(w => w.Found.Images)), [.. waiting.Select(w => (w.File, 0, true, w.Found))]);
        waiting.Clear();
    }

    private void Answer(ImageSet images, (LabelledFile File, int Index, bool IsOnly, DigitImages Found)[] names)
    {
        var predictions = network(images);
        for (var i = 0; i < names.Length; i++)
        {
            var (file, index, isOnly, found) = names[i];
            var (label, probabilities) = (file.Labels?[index], predictions.Probabilities(i).ToValueList());
            var read = new ReadDigit(file.Path, index, isOnly, found.Fitted, found.Others, label, probabilities, classes);
            sink.Answer(read, images.Image(i));
            Labelled += read.Label is null ? 0 : 1;
            Right += read.Label == read.Digit ? 1 : 0;
        }

        Images += names.Length;
    }
}
