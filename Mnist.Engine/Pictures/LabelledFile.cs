using Mnist.Engine.Data;
using Mnist.Engine.Files;

namespace Mnist.Engine.Pictures;

/// <summary>A file of digits, and what they are where that is known.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="Labels">One for each image; null where they are not known.</param>
public sealed record LabelledFile(string Path, ValueList<byte>? Labels)
{
    /// <summary>All files of a folder that has a folder for each digit, named 0 to 9; some may be missing.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <returns>By digits and then by names, or why there are none, with the path that it is about.</returns>
    public static Validation<ValueList<LabelledFile>, (string Path, ImageError Error)> InFolder(string folder) => FileAttempt.Get(
        () =>
        {
            var classes = Directory.GetDirectories(folder).Order(StringComparer.Ordinal).ToList();
            var unknown = classes.Where(path => Label(path) is null).Select(path => (path, (ImageError)new ImageError.UnknownClass()));
            return classes.Count == 0
                ? Validation.Invalid<ValueList<LabelledFile>, (string, ImageError)>([(folder, new ImageError.NoClasses())])
                : unknown.ToValueList() is { Count: > 0 } errors
                    ? Validation.Invalid<ValueList<LabelledFile>, (string, ImageError)>(errors)
                    : Validation.Valid<ValueList<LabelledFile>, (string, ImageError)>(classes
                        .SelectMany(path => Directory
                            .GetFiles(path)
                            .Order(StringComparer.Ordinal)
                            .Select(file => new LabelledFile(file, [Label(path)!.Value])))
                        .ToValueList());
        },
        cause => (folder, (ImageError)new ImageError.Unreadable(cause)));

    /// <summary>A file with the labels of an IDX file.</summary>
    /// <param name="path">Of the images.</param>
    /// <param name="labels">Of the labels, IDX, packed with gzip or not.</param>
    public static Validation<LabelledFile, ImageError> WithLabels(string path, string labels) => IdxReader.Read(labels, IdxLayout.Labels)
        .Map(content => new LabelledFile(path, [.. content.Items]))
        .MapErrors(ImageError (error) => new ImageError.BadIdx(error));

    private static byte? Label(string folder) =>
        System.IO.Path.GetFileName(folder) is [>= '0' and <= '9' and var digit] ? (byte)(digit - '0') : null;
}
