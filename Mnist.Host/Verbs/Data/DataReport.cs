using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Data;

/// <summary>A data set for people.</summary>
internal static class DataReport
{
    public static IEnumerable<Block> Of(DataSet data, ValueList<ValueList<Picture>> samples)
    {
        var (training, test) = (ImagesDocument.Of(data.Training), ImagesDocument.Of(data.Test));
        return
        [
            Origin(data),
            .. data.Files.Select(f => new Block.Line($"  {f.Path}  SHA-256 {f.Sha256}{(f.IsMnist ? "" : ", not MNIST's")}", Tone.Muted)),
            PerClass(training, test),
            new Block.Line($"Training images: {Figures(training)}; test images: {Figures(test)} (grey levels in [0, 1])."),
            .. samples.Select(row => new Block.Gallery(row)),
        ];
    }

    private static Block.Line Origin(DataSet data) => data.Origin switch
    {
        DataOrigin.Mnist => new("MNIST: all four files are right, byte for byte.", Tone.Good),
        DataOrigin.Other => new($"{data.Name}: well-formed, but not MNIST; figures measured on it are not MNIST's.", Tone.Warning),
        DataOrigin.Synthetic => new(DataSource.Warning, Tone.Warning),
    };

    private static Block.Table PerClass(ImagesDocument training, ImagesDocument test) => new(
        [new("class"), new("training", RightAligned: true), new("test", RightAligned: true)],
        [
            .. Enumerable.Range(0, ImageSet.Classes).Select(c => Row($"{c}", training.PerClass[c], test.PerClass[c])),
            Row("all", training.Images, test.Images),
        ]);

    private static ValueList<Cell> Row(string name, int training, int test) => [new(name, Tone.Strong), training.Grouped(), test.Grouped()];

    private static string Figures(ImagesDocument images) => $"mean {images.Mean:F4}, standard deviation {images.StandardDeviation:F4}";
}
