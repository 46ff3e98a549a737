namespace Mnist.Domain.Planning;

/// <summary>What reading a data set's files changed or had to guess.</summary>
/// <param name="FirstLabel">The label in the files that is class 0: 0, or 1 where labels begin at 1.</param>
/// <param name="IsTransposed">Whether the files hold images with rows and columns exchanged, so that they were exchanged back.</param>
/// <param name="Names">Where the classes' names come from.</param>
public sealed record DataReading(int FirstLabel, bool IsTransposed, NameSource Names)
{
    /// <summary>Nothing was changed, and classes are called by their numbers.</summary>
    public static DataReading AsStored { get; } = new(0, IsTransposed: false, NameSource.Labels);

    /// <summary>What a user has to know of it, in sentences; none for <see cref="AsStored"/>.</summary>
    public IEnumerable<string> Sentences()
    {
        if (IsTransposed)
            yield return "Its files are called emnist-..., whose images are stored with rows and columns exchanged: they were exchanged "
                + "back.";
        if (FirstLabel > 0)
            yield return $"No label is 0, so labels were counted from {FirstLabel}: label {FirstLabel} is the first class.";
        if (Words(Names) is { } words)
            yield return words;
    }

    private static string? Words(NameSource names) => names switch
    {
        NameSource.Labels => null,
        NameSource.File => "Its classes are named by classes.txt in its folder.",
        NameSource.Mapping => "Its classes are named by the mapping file in its folder.",
        NameSource.Guess => "Its classes' names are guessed from the name of its folder or files and were not verified; a file classes.txt "
            + "in its folder, one name a line, names them for sure.",
    };
}

/// <summary>Where the names of classes come from.</summary>
public enum NameSource
{
    /// <summary>They are the labels themselves.</summary>
    Labels,

    /// <summary>The file classes.txt in the folder.</summary>
    File,

    /// <summary>A mapping file such as EMNIST's, from labels to characters.</summary>
    Mapping,

    /// <summary>What a set of this name is known to hold; nobody verified that it is that set.</summary>
    Guess,
}
