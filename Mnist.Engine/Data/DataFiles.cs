using Mnist.Engine.Files;

namespace Mnist.Engine.Data;

/// <summary>Where the files of one data set are.</summary>
/// <param name="Folder">They all lie in it.</param>
/// <param name="Prefix">What their names begin with; empty for MNIST's own names.</param>
/// <param name="Names">The files that are there, by their roles.</param>
internal sealed record DataFiles(string Folder, string Prefix, IReadOnlyDictionary<DataFileRole, DataFileName> Names)
{
    /// <summary>Files of EMNIST hold images with rows and columns exchanged, as they came from the authors' Matlab.</summary>
    private const string TransposedPrefix = "emnist-";

    /// <summary>Whether a file of images is one of those that are stored with rows and columns exchanged.</summary>
    /// <param name="path">Of the file.</param>
    public static bool IsTransposed(string path) => Path.GetFileName(path).StartsWith(TransposedPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the data set is called: by its files where they have a word before them, else by its folder.</summary>
    public string SetName => Prefix.Length > 0 ? DataFileName.SetOf(Prefix) : FolderName;

    /// <summary>The last part of the folder's path, however it was given: "." has a name too.</summary>
    public string FolderName => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder)));

    /// <summary>The path of a file beside the others: one with the same prefix, else one without; null where there is neither.</summary>
    /// <param name="name">Its name.</param>
    public string? Beside(string name) =>
        new[] { Path.Combine(Folder, $"{Prefix}{name}"), Path.Combine(Folder, name) }.FirstOrDefault(Path.Exists);

    /// <summary>The path of a file; null where it is missing.</summary>
    public string? PathOf(DataFileRole role) => Names.TryGetValue(role, out var name) ? Path.Combine(Folder, name.Name) : null;

    /// <summary>The data set of a folder.</summary>
    /// <remarks>
    /// Files with MNIST's plain names are preferred; else one prefix may occur. Of several sets one is named by its prefix as if it
    /// were a folder: data/emnist-letters.
    /// </remarks>
    /// <param name="given">A folder, or a folder and a prefix.</param>
    public static Validation<DataFiles, DataError> Find(string given) => FileAttempt.Get<DataFiles, DataError>(
        () =>
        {
            if (Directory.Exists(given))
            {
                var files = FilesOf(given);
                var prefixes = files.Select(file => file.Prefix).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
                return prefixes.Count > 1 && prefixes[0].Length > 0
                    ? new DataError.SeveralSets(given, prefixes.Select(DataFileName.SetOf).ToValueList())
                    : prefixes.Count == 0
                        ? new DataError.NothingThere(given)
                        : Of(given, prefixes[0], files);
            }

            var (folder, set) = (Path.GetDirectoryName(given), Path.GetFileName(given));
            if (string.IsNullOrEmpty(folder))
                folder = ".";
            var inside = Directory.Exists(folder) ? FilesOf(folder) : [];
            return inside.Find(file => file.Prefix.Length > 0 && DataFileName.SetOf(file.Prefix) == set) is { Prefix: var prefix }
                ? Of(folder, prefix, inside)
                : new DataError.NothingThere(given);
        },
        cause => new DataError.Unreadable(given, cause));

    private static List<DataFileName> FilesOf(string folder) => Directory
        .EnumerateFileSystemEntries(folder)
        .Select(path => DataFileName.Parse(Path.GetFileName(path)))
        .OfType<DataFileName>()
        .ToList();

    private static Validation<DataFiles, DataError> Of(string folder, string prefix, IEnumerable<DataFileName> files)
    {
        var byRole = files
            .Where(file => file.Prefix == prefix)
            .GroupBy(file => file.Role)
            .ToDictionary(group => group.Key, group => group.ToList());
        var doubtful = byRole.Where(role => role.Value.Select(file => file.Split).Distinct(StringComparer.Ordinal).Count() > 1).ToList();
        return doubtful.Count > 0
            ? doubtful
                .Select(DataError (role) => new DataError.SeveralFiles(
                    folder,
                    role.Key,
                    role.Value.Select(file => file.Name).Order(StringComparer.Ordinal).ToValueList()))
                .ToValueList()
            : new DataFiles(folder, prefix, byRole.ToDictionary(role => role.Key, role => role.Value.MinBy(file => file.Rank)!));
    }
}
