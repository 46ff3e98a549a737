using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Data;

/// <summary>A data set for people.</summary>
internal static class DataReport
{
    public static IEnumerable<Block> Of(DataSet data, ValueList<ValueList<Picture>> samples)
    {
        var classes = data.Classes.Count;
        var (training, test) = (ImagesDocument.Of(data.Training, classes), ImagesDocument.Of(data.Test, classes));
        var isNone = data.Files.All(file => !file.IsMnist);
        return
        [
            Origin(data),
            .. data.Reading.Sentences().Select(sentence => new Block.Line(sentence, Tone.Warning)),
            .. data.Files.Select(f => new Block.Line(
                $"  {f.Path}  SHA-256 {f.Sha256}{(f.IsMnist || isNone ? "" : ", not MNIST's")}", Tone.Muted)),
            PerClass(data.Classes, training, test),
            new Block.Line($"Training images: {Figures(training)}; test images: {Figures(test)} (grey levels in [0, 1])."),
            .. samples.Select(row => new Block.Gallery(row)),
        ];
    }

    private static Block.Line Origin(DataSet data) => data.Origin switch
    {
        DataOrigin.Mnist => new("MNIST: all four files are right, byte for byte.", Tone.Good),
        DataOrigin.Other => new(
            $"{data.Name}: well-formed, {data.Classes.Count} classes; not MNIST, and figures measured on it are not MNIST's.",
            Tone.Warning),
        DataOrigin.Synthetic => new(DataSource.Warning, Tone.Warning),
    };

    private static Block.Table PerClass(ClassNames names, ImagesDocument training, ImagesDocument test) => new(
        [new("class"), new("training", RightAligned: true), new("test", RightAligned: true)],
        [
            .. names.All.Select((name, c) => Row(name, training.PerClass[c], test.PerClass[c])),
            Row("all", training.Images, test.Images),
        ]);

    private static ValueList<Cell> Row(string name, int training, int test) => [new(name, Tone.Strong), training.Grouped(), test.Grouped()];

    private static string Figures(ImagesDocument images) => $"mean {images.Mean:F4}, standard deviation {images.StandardDeviation:F4}";
}
