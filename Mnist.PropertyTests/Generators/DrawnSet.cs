using Mnist.Domain.Values;
using Mnist.Engine.Data;

namespace Mnist.PropertyTests;

/// <summary>A data set drawn by rule, as files: each class is a bright square at a place of its own, moved and lit at random.</summary>
/// <param name="Classes">2 to 49.</param>
internal sealed record DrawnSet(int Classes)
{
    private const int Square = 3;

    public int Training { get; init; } = 400;

    public int Test { get; init; } = 100;

    /// <summary>What the files' names begin with.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The label of the first class.</summary>
    public int First { get; init; }

    public bool IsTransposed { get; init; }

    public bool IsWide { get; init; }

    public int Seed { get; init; }

    public byte[] TrainingLabels => Labels(Training);

    public byte[] TestLabels => Labels(Test);

    /// <summary>Class numbers, from 0, all equally frequent.</summary>
    private byte[] Labels(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i % Classes))];

    /// <summary>Pixels the right way round, (N, 28, 28).</summary>
    public byte[] Pixels(bool isTraining)
    {
        var count = isTraining ? Training : Test;
        var pixels = new byte[count * ImageSet.ImageSize];
        var random = RandomStream.Of(Seed, RandomPurpose.Synthetic);
        for (var i = 0; i < count; i++)
        {
            var (label, at) = (i % Classes, 4L * (isTraining ? i : Training + i));
            var (top, left) = ((label / 7 * 4) + random.Below(at, 2), (label % 7 * 4) + random.Below(at + 1, 2));
            for (var j = 0; j < Square * Square; j++)
                pixels[(i * ImageSet.ImageSize) + ((top + (j / Square)) * ImageSet.Side) + left + (j % Square)] =
                    (byte)(150 + random.Below(at + 2, 100));
        }

        return pixels;
    }

    /// <summary>Writes the four files.</summary>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (split, isTraining) in new[] { ("train", true), (Prefix.Length == 0 ? "t10k" : "test", false) })
        {
            var (pixels, labels) = (Pixels(isTraining), (isTraining ? TrainingLabels : TestLabels).Select(label => label + First).ToList());
            var stored = IsTransposed ? Exchanged(pixels) : pixels;
            File.WriteAllBytes(
                Path.Combine(folder, $"{Prefix}{split}-images-idx3-ubyte"), [.. IdxLayout.Images.Header(labels.Count), .. stored]);
            File.WriteAllBytes(
                Path.Combine(folder, $"{Prefix}{split}-labels-{(IsWide ? "idx2-int" : "idx1-ubyte")}"),
                IsWide ? IdxFiles.WideLabels(labels) : [.. IdxLayout.Labels.Header(labels.Count), .. labels.Select(label => (byte)label)]);
        }
    }

    private static byte[] Exchanged(byte[] pixels)
    {
        const int Side = ImageSet.Side, Size = ImageSet.ImageSize;
        return [.. Enumerable.Range(0, pixels.Length).Select(i => pixels[(i / Size * Size) + (i % Side * Side) + (i % Size / Side)])];
    }
}
