namespace Mnist.Domain.Planning;

/// <summary>What the classes of a data set are called, in the order of their numbers.</summary>
public sealed record ClassNames
{
    /// <summary>Fewest classes of a data set: with one there is nothing to tell apart.</summary>
    public const int Fewest = 2;

    /// <summary>Most classes of a data set: a label is a byte.</summary>
    public const int Most = 256;

    /// <summary>Longest name, in characters.</summary>
    public const int MostCharacters = 40;

    private readonly ValueList<string> names;
    private readonly bool canNameFolders; // follows from the names; kept, as it asks all of them

    private ClassNames(ValueList<string> names, string noun) => (this.names, canNameFolders, Noun) = (names, names.All(IsFolder), noun);

    /// <summary>The ten digits, 0 to 9: MNIST's.</summary>
    public static ClassNames Digits { get; } = new(Numbers(10, 0), "digit");

    /// <summary>Classes that are called by their numbers.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="first">Number of the first, at least 0.</param>
    public static ClassNames Numbered(int count, int first = 0) => new(Numbers(count, first), "class");

    /// <summary>Classes with names, or everything that is wrong with these.</summary>
    /// <param name="names">In the order of the classes' numbers.</param>
    public static Validation<ClassNames, ClassNameError> Of(ValueList<string> names) =>
        names.SelectMany((name, i) => Faults(names, name, i)).ToValueList() is { Count: > 0 } errors
            ? errors
            : new ClassNames(names, "class");

    /// <summary>Number of classes; labels are in [0, Count).</summary>
    public int Count => names.Count;

    /// <summary>What a class is called in general: "digit", or "class" for anything else.</summary>
    public string Noun { get; }

    /// <summary>All names in order.</summary>
    public ValueList<string> All => names;

    /// <summary>The name of a class.</summary>
    /// <param name="label">In [0, Count).</param>
    public string this[int label] => names[label];

    /// <summary>The name of what an output stands for; "none" for outputs beyond the classes, which stand for nothing.</summary>
    /// <param name="output">At least 0.</param>
    public string OfOutput(int output) => output < Count ? names[output] : "none";

    /// <summary>What the folder of a class is called: its name, or its number where a name is no name of a folder.</summary>
    /// <param name="label">In [0, Count).</param>
    public string Folder(int label) => canNameFolders ? names[label] : $"{label}";

    /// <summary>The class of a folder or of a name; null where there is none.</summary>
    /// <param name="folder">See <see cref="Folder"/>.</param>
    public int? Find(string folder)
    {
        int? First(Func<int, bool> isMeant) => Enumerable.Range(0, Count).Where(isMeant).Select(i => (int?)i).FirstOrDefault();
        return First(i => Folder(i) == folder) ?? First(i => names[i] == folder);
    }

    /// <summary>All names in one line, the middle left out where they are many: 0 to 9; A, B, C and so on.</summary>
    public override string ToString()
    {
        const int Shown = 12;
        return Count <= Shown ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Shown - 2))}, ..., {names[^1]}";
    }

    private static ValueList<string> Numbers(int count, int first) =>
        Enumerable.Range(first, count).Select(number => $"{number}").ToValueList();

    private static bool IsFolder(string name) =>
        name[0] != '.' && name[^1] is not ('.' or ' ') && name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '_' or '-' or '+');

    private static IEnumerable<ClassNameError> Faults(ValueList<string> names, string name, int index)
    {
        if (name.Trim().Length == 0)
            yield return new(index, name, ClassNameFault.Blank);
        else if (name.Length > MostCharacters)
            yield return new(index, name, ClassNameFault.TooLong);
        else if (name.Any(char.IsControl) || name.Trim().Length < name.Length)
            yield return new(index, name, ClassNameFault.Unprintable);
        else if (names.Take(index).Contains(name, StringComparer.Ordinal))
            yield return new(index, name, ClassNameFault.Twice);
    }
}

/// <summary>A name that no class can have.</summary>
/// <param name="Index">Which of the names, from 0.</param>
/// <param name="Name">The name.</param>
/// <param name="Fault">What is wrong with it.</param>
public sealed record ClassNameError(int Index, string Name, ClassNameFault Fault)
{
    /// <inheritdoc/>
    public override string ToString() => Fault switch
    {
        ClassNameFault.Blank => $"name {Index + 1} is blank",
        ClassNameFault.TooLong => $"name {Index + 1} has more than {ClassNames.MostCharacters} characters",
        ClassNameFault.Unprintable => $"name {Index + 1} has control characters, or spaces at an end",
        ClassNameFault.Twice => $"name {Index + 1}, '{Name}', stands before it already",
    };
}

/// <summary>What can be wrong with the name of a class.</summary>
public enum ClassNameFault
{
    /// <summary>Nothing but spaces.</summary>
    Blank,

    /// <summary>More characters than <see cref="ClassNames.MostCharacters"/>.</summary>
    TooLong,

    /// <summary>Control characters, or spaces at an end.</summary>
    Unprintable,

    /// <summary>The name of an earlier class.</summary>
    Twice,
}
