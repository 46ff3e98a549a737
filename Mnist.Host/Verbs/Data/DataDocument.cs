using System.Text.Json.Serialization;

namespace Mnist.Host.Verbs.Data;

/// <summary>What <c>data --json</c> prints.</summary>
internal sealed record DataDocument(
    string Name,
    bool IsMnist,
    string Hash,
    IReadOnlyList<DataFileDocument> Files,
    ImagesDocument Training,
    ImagesDocument Test)
{
    public static DataDocument Of(DataSet data) => new(
        data.Name,
        data.Origin == DataOrigin.Mnist,
        data.ContentHash,
        [.. data.Files.Select(f => new DataFileDocument(DataErrorText.Content(f.Role), f.Path, f.Sha256, f.IsMnist))],
        ImagesDocument.Of(data.Training),
        ImagesDocument.Of(data.Test));
}

internal sealed record DataFileDocument(string Content, string Path, string Sha256, bool IsMnist);

/// <summary>Figures of a set of images; mean and standard deviation of grey levels in [0, 1].</summary>
internal sealed record ImagesDocument(int Images, IReadOnlyList<int> PerClass, double Mean, double StandardDeviation)
{
    public static ImagesDocument Of(ImageSet images)
    {
        var perClass = new int[ImageSet.Classes];
        foreach (var label in images.Labels)
            perClass[label]++;

        // Sums of whole numbers are exact: 70,000 images x 784 pixels x 255 squared stays below 2^53.
        long sum = 0, squares = 0;
        foreach (var level in images.Pixels)
        {
            sum += level;
            squares += level * level;
        }

        var mean = (double)sum / images.Pixels.Length;
        var variance = ((double)squares / images.Pixels.Length) - (mean * mean);
        return new(images.Count, perClass, mean / byte.MaxValue, Math.Sqrt(Math.Max(0, variance)) / byte.MaxValue);
    }
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PhotographsDocument))]
[JsonSerializable(typeof(DataDocument))]
internal sealed partial class DataJson : JsonSerializerContext;
