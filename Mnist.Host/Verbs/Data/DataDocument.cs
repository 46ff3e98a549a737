using System.Text.Json.Serialization;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Data;

/// <summary>What <c>data --json</c> prints.</summary>
internal sealed record DataDocument(
    string Name,
    bool IsMnist,
    string Hash,
    IReadOnlyList<string> Classes,
    DataReadingDocument Reading,
    IReadOnlyList<DataFileDocument> Files,
    ImagesDocument Training,
    ImagesDocument Test)
{
    public static DataDocument Of(DataSet data) => new(
        data.Name,
        data.Origin == DataOrigin.Mnist,
        data.ContentHash,
        data.Classes.All,
        new(DataRecordDocument.NameSources[(int)data.Reading.Names], data.Reading.FirstLabel, data.Reading.IsTransposed),
        [.. data.Files.Select(f => new DataFileDocument(DataErrorText.Content(f.Role), f.Path, f.Sha256, f.IsMnist))],
        ImagesDocument.Of(data.Training, data.Classes.Count),
        ImagesDocument.Of(data.Test, data.Classes.Count));
}

/// <summary>How the files were read: the label that is class 0, and whether rows and columns of the images were exchanged.</summary>
internal sealed record DataReadingDocument(string NamesFrom, int FirstLabel, bool Transposed);

internal sealed record DataFileDocument(string Content, string Path, string Sha256, bool IsMnist);

/// <summary>Figures of a set of images; mean and standard deviation of grey levels in [0, 1].</summary>
internal sealed record ImagesDocument(int Images, IReadOnlyList<int> PerClass, double Mean, double StandardDeviation)
{
    public static ImagesDocument Of(ImageSet images, int classes)
    {
        var perClass = new int[classes];
        foreach (var label in images.Labels)
            perClass[label]++;

        var levels = GreyStatistics.Of(images);
        return new(images.Count, perClass, levels.Mean, levels.StandardDeviation);
    }
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PhotographsDocument))]
[JsonSerializable(typeof(DataDocument))]
internal sealed partial class DataJson : JsonSerializerContext;
