namespace Mnist.Engine.Data;

/// <summary>The name of a file of a data set: MNIST's own, with anything before it, as EMNIST's, QMNIST's and others' have it.</summary>
/// <param name="Name">The whole name.</param>
/// <param name="Prefix">What stands before MNIST's name, a separator at its end; empty for nothing.</param>
/// <param name="Role">What the file holds.</param>
/// <param name="Split">"train", "t10k" or "test".</param>
internal sealed record DataFileName(string Name, string Prefix, DataFileRole Role, string Split)
{
    private const string Packed = ".gz", Separators = "-_.", Wide = "idx2-int";

    /// <summary>What the names of each file end with, without ".gz".</summary>
    private static readonly (string Ending, DataFileRole Role, string Split)[] Endings =
    [
        .. from split in new[] { "train", "t10k", "test" }
           from dot in new[] { '-', '.' }
           from kind in new[] { "images", "labels" }
           from layout in kind == "images" ? new[] { "idx3-ubyte" } : ["idx1-ubyte", Wide]
           select ($"{split}-{kind}{dot}{layout}", RoleOf(split == "train", kind == "images"), split),
    ];

    /// <summary>The name of the data set that has this prefix.</summary>
    public static string SetOf(string prefix) => prefix.TrimEnd(Separators.ToCharArray());

    /// <summary>The file of this name; null where it is none of a data set.</summary>
    /// <param name="name">Without a folder.</param>
    public static DataFileName? Parse(string name)
    {
        var plain = name.EndsWith(Packed, StringComparison.Ordinal) ? name[..^Packed.Length] : name;
        return (
            from known in Endings
            where plain.EndsWith(known.Ending, StringComparison.Ordinal)
            let prefix = plain[..^known.Ending.Length]
            where prefix.Length == 0 || Separators.Contains(prefix[^1], StringComparison.Ordinal)
            select new DataFileName(name, prefix, known.Role, known.Split)).FirstOrDefault();
    }

    /// <summary>Of files with the same content the best: labels of one byte, MNIST's own punctuation, unpacked.</summary>
    public (bool IsWide, bool IsDotted, bool IsPacked) Rank => (
        Name.Contains(Wide, StringComparison.Ordinal),
        Name.Contains(".idx", StringComparison.Ordinal),
        Name.EndsWith(Packed, StringComparison.Ordinal));

    private static DataFileRole RoleOf(bool isTraining, bool isImages) => (isTraining, isImages) switch
    {
        (true, true) => DataFileRole.TrainingImages,
        (true, false) => DataFileRole.TrainingLabels,
        (false, true) => DataFileRole.TestImages,
        (false, false) => DataFileRole.TestLabels,
    };
}
