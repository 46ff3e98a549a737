using Mnist.Domain.Phrases;

namespace Mnist.Domain.Documents;

/// <summary>One sentence for each <see cref="DocumentError"/>, its place included.</summary>
public static class DocumentErrorText
{
    /// <summary>What is wrong, and where.</summary>
    /// <param name="error">The error.</param>
    /// <param name="whole">What the whole text is called.</param>
    public static string Sentence(this DocumentError error, string whole = "the plan") => Sentence(error, whole, at => $" at {at}");

    /// <summary>What is wrong with a plan whose text nobody wrote.</summary>
    /// <param name="error">The error.</param>
    public static string SentenceWithoutPlace(this DocumentError error) => Sentence(error, "the plan", _ => "");

    private static string Sentence(DocumentError error, string whole, Func<Position, string> at) =>
        error.Match(new DocumentError.Cases<string>(
        Syntax: e => $"not JSON{at(e.At)}: {e.Detail}",
        TooDeep: e => $"more than {e.Limit} arrays and objects in one another{at(e.At)}; put residual blocks one after the other.",
        WrongKind: e => $"{Name(e.Where, whole)}{at(e.At)} must be {e.Expected}, not {e.Actual}.",
        NotWhole: e => $"{Name(e.Where, whole)}{at(e.At)} must be a whole number, not {e.Digits}.",
        BeyondRange: e => $"{Name(e.Where, whole)}{at(e.At)} is {e.Digits}, beyond the largest number it can hold, {e.Limit.Exact()}.",
        UnknownMember: e => $"unknown member '{e.Name}'{at(e.At)}{Hint(e.Name, e.Nearest, e.Known)}",
        DuplicateMember: e => $"member '{e.Name}'{at(e.At)} was there before, at {e.First}; keep one.",
        MissingMember: e => $"{Name(e.Where, whole)}{at(e.At)} has no member '{e.Name}'; add it.",
        UnknownValue: e => $"unknown {LastPart(e.Where)} '{e.Value}'{at(e.At)}{Hint(e.Value, e.Nearest, e.Known)}",
        BadRange: e => $"{Name(e.Where, whole)}{at(e.At)} must be a range of 1 to {((long)e.Most).Grouped()} numbers: "
            + "from no larger than to, and step at least 1."));

    /// <summary>What the value is called; the whole has no path.</summary>
    private static string Name(string where, string whole) => where.Length == 0 ? whole : where;

    private static string LastPart(string where) => where[(where.LastIndexOf('.') + 1)..];

    private static string Hint(string written, string? nearest, ValueList<string> known) =>
        ForeignNames.Here(written, known) is { } here ? $"; here it is '{here}'."
        : nearest is null ? $"; known here: {string.Join(", ", known)}."
        : $"; did you mean '{nearest}'?";
}
