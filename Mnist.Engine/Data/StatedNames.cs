using System.Globalization;
using System.Text;
using Mnist.Engine.Files;

namespace Mnist.Engine.Data;

/// <summary>Names of classes that a file beside the data states, or that data sets of this name are known to have.</summary>
/// <param name="Names">In the order of the classes.</param>
/// <param name="First">The label of the first class, 0 or 1; null where the labels decide.</param>
/// <param name="Source">Where they come from.</param>
internal sealed record StatedNames(ClassNames Names, int? First, NameSource Source)
{
    /// <summary>Names of classes, one a line.</summary>
    public const string NamesFile = "classes.txt";

    /// <summary>A label and codes of its characters a line, as EMNIST comes with.</summary>
    public const string MappingFile = "mapping.txt";

    private const int MostBytes = 1 << 16;

    private static readonly ValueList<string> Kuzushiji = ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"];

    /// <summary>Well-known sets by a word in their name. Authors: Xiao et al. 2017, Clanuwat et al. 2018, Cohen et al. 2017.</summary>
    private static readonly (string Word, ValueList<string> Names)[] Known =
    [
        ("fashion", ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]),
        ("kmnist", Kuzushiji),
        ("kuzushiji", Kuzushiji),
        ("letters", [.. Enumerable.Range('A', 26).Select(letter => $"{(char)letter}")]),
    ];

    /// <summary>The names that a file beside the data states; null where there is none.</summary>
    /// <param name="files">The data.</param>
    public static Validation<StatedNames?, DataError> Beside(DataFiles files) =>
        files.Beside(NamesFile) is { } names
            ? Lines(names).Bind(lines => Of(names, lines, null, NameSource.File)).Map<StatedNames?>(stated => stated)
        : files.Beside(MappingFile) is { } mapping
            ? Lines(mapping).Bind(lines => OfMapping(mapping, lines)).Map<StatedNames?>(stated => stated)
        : Validation.Valid<StatedNames?, DataError>(null);

    /// <summary>The names that sets of this name are known to have, where the number of classes is theirs too; null for none.</summary>
    /// <param name="files">The data.</param>
    /// <param name="classes">How many classes its labels have.</param>
    public static StatedNames? Guess(DataFiles files, int classes)
    {
        var name = $"{files.FolderName}/{files.Prefix}";
        var known = Known.FirstOrDefault(set => name.Contains(set.Word, StringComparison.OrdinalIgnoreCase) && set.Names.Count == classes);
        return known.Names is null ? null : new(ClassNames.Of(known.Names).OrThrow(), First: null, NameSource.Guess);
    }

    private static Validation<StatedNames, DataError> OfMapping(string path, ValueList<string> lines)
    {
        var rows = lines.Select(Row).ToList();
        var first = rows.Count > 0 && rows[0] is (1, _) ? 1 : 0;
        var bad = Enumerable.Range(0, rows.Count).FirstOrDefault(i => rows[i]?.Label != first + i, -1);
        return bad >= 0
            ? new DataError.BadMapping(path, bad + 1)
            : Of(path, rows.Select(row => row!.Value.Name).ToValueList(), first, NameSource.Mapping);
    }

    private static Validation<StatedNames, DataError> Of(string path, ValueList<string> names, int? first, NameSource source) =>
        names.Count is < ClassNames.Fewest or > ClassNames.Most
            ? new DataError.BadClassCount(path, names.Count)
            : ClassNames.Of(names)
                .Map(stated => new StatedNames(stated, first, source))
                .MapErrors(DataError (error) => new DataError.BadClassName(path, error));

    /// <summary>A label and its first character: "1 65 97" is label 1, A.</summary>
    private static (int Label, string Name)? Row(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var label, var code, ..]
        && byte.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && byte.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var character)
        && character is > 32 and < 127
            ? (number, $"{(char)character}")
            : null;

    /// <summary>The lines of a file, without spaces at their ends; the last may be empty.</summary>
    private static Validation<ValueList<string>, DataError> Lines(string path) => FileAttempt.Get<ValueList<string>, DataError>(
        () =>
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(RegularFile.ReadAllBytes(path, MostBytes));
            var lines = text.TrimStart('\uFEFF').Split('\n').Select(line => line.Trim()).ToList();
            return (lines[^1].Length == 0 ? lines[..^1] : lines).ToValueList();
        },
        cause => new DataError.Unreadable(path, cause));
}
