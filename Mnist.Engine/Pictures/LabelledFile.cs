using Mnist.Engine.Data;
using Mnist.Engine.Files;

namespace Mnist.Engine.Pictures;

/// <summary>A file of images, and what they are where that is known.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="Labels">One for each image; null where they are not known.</param>
public sealed record LabelledFile(string Path, ValueList<byte>? Labels)
{
    /// <summary>All files of a folder that has a folder for each class, with its name; some may be missing.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="names">Of the classes; see <see cref="ClassNames.Folder"/>.</param>
    /// <returns>By folders and then by names, or why there are none, with the path that it is about.</returns>
    public static Validation<ValueList<LabelledFile>, (string Path, ImageError Error)> InFolder(
        string folder, ClassNames names) => FileAttempt.Get(
        () =>
        {
            var classes = Directory
                .GetDirectories(folder)
                .Order(StringComparer.Ordinal)
                .Select(path => (Path: path, Label: names.Find(System.IO.Path.GetFileName(path))))
                .ToList();
            var unknown = classes
                .Where(found => found.Label is null)
                .Select(found => (found.Path, (ImageError)new ImageError.UnknownClass(names)));
            return classes.Count == 0
                ? Validation.Invalid<ValueList<LabelledFile>, (string, ImageError)>([(folder, new ImageError.NoClasses(names))])
                : unknown.ToValueList() is { Count: > 0 } errors
                    ? Validation.Invalid<ValueList<LabelledFile>, (string, ImageError)>(errors)
                    : Validation.Valid<ValueList<LabelledFile>, (string, ImageError)>(classes
                        .SelectMany(found => Directory
                            .GetFiles(found.Path)
                            .Order(StringComparer.Ordinal)
                            .Select(file => new LabelledFile(file, [(byte)found.Label!.Value])))
                        .ToValueList());
        },
        cause => (folder, (ImageError)new ImageError.Unreadable(cause)));

    /// <summary>A file with the labels of an IDX file.</summary>
    /// <param name="path">Of the images.</param>
    /// <param name="labels">Of the labels, IDX, packed with gzip or not.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="first">The label of the first one in the file, 0 or 1.</param>
    public static Validation<LabelledFile, ImageError> WithLabels(string path, string labels, int classes, int first = 0) => IdxReader
        .Read(labels, IdxLayout.Labels)
        .Bind(content => new LabelFile(labels, content.Items).OutOfRange(first, classes) is { } error
            ? error
            : Validation.Valid<LabelledFile, DataError>(new(path, [.. LabelledClasses.CountedFrom(first, content.Items)])))
        .MapErrors(ImageError (error) => new ImageError.BadIdx(error));
}
