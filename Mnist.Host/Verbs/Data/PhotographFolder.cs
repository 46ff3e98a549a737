using Mnist.Host.Commands;

namespace Mnist.Host.Verbs.Data;

/// <summary>Photographs made by rule, as files: a folder for each class, as <c>predict --labels</c> reads them.</summary>
internal static class PhotographFolder
{
    /// <summary>Writes photographs of the first test images of a set; files that are there already are replaced.</summary>
    /// <param name="data">Any data set.</param>
    /// <param name="folder">Made where it is missing.</param>
    /// <param name="count">How many, where there are as many images.</param>
    /// <param name="seed">The same seed gives the same files.</param>
    /// <param name="cancellation">Leaves what was written.</param>
    public static Reply Write(DataSet data, string folder, int count, long seed, CancellationToken cancellation)
    {
        var images = data.Test;
        var written = Math.Min(count, images.Count);
        var error = WriteError.Of(folder, () =>
        {
            for (var i = 0; i < written; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var photograph = Photograph.Of(images.Image(i), seed, i);
                var place = Directory.CreateDirectory(Path.Combine(folder, data.Classes.Folder(images.Labels[i])));
                AtomicFile.Write(
                    Path.Combine(place.FullName, $"{i:0000}.png"),
                    file => file.Write(GreyPng.Write(photograph.Width, photograph.Levels)));
            }
        });
        return error is { } why
            ? Reply.Refuse(ExitCode.Invalid, [ErrorMessage.Of(why)])
            : new(ExitCode.Done)
            {
                Text = [new Block.Line($"{written.Of("photograph")} in {Path.GetFullPath(folder)}; "
                    + $"`{Product.Command} predict latest --labels {folder}` measures how well a network reads them.")],
                Json = () => JsonText.Write(
                    new PhotographsDocument(Path.GetFullPath(folder), written),
                    DataJson.Default.PhotographsDocument),
            };
    }
}

/// <summary>What <c>data --photographs --json</c> prints.</summary>
internal sealed record PhotographsDocument(string Folder, int Photographs);
