using System.Globalization;
using Mnist.Domain.Phrases;

namespace Mnist.Domain.Documents;

/// <summary>Numbers, words and sizes of a plan file; an error names their path and place.</summary>
public static class ValueReader
{
    /// <summary>A member's path: "layers.3.filters".</summary>
    /// <param name="where">Path of its object; empty for the whole text.</param>
    /// <param name="name">Its name, or its place in an array from 0.</param>
    public static string Path(string where, string name) => where.Length == 0 ? name : $"{where}.{name}";

    /// <summary>true or false.</summary>
    /// <param name="json">What was read.</param>
    /// <param name="where">Its path.</param>
    public static Validation<bool, DocumentError> Flag(LocatedJson json, string where) =>
        json is LocatedJson.Boolean flag ? flag.Value : Wrong(json, where, "true or false");

    /// <summary>A string.</summary>
    /// <param name="json">What was read.</param>
    /// <param name="where">Its path.</param>
    public static Validation<string, DocumentError> Text(LocatedJson json, string where) =>
        json is LocatedJson.Text text ? text.Value : Wrong(json, where, "a string");

    /// <summary>One of some words.</summary>
    /// <param name="json">What was read.</param>
    /// <param name="where">Its path.</param>
    /// <param name="known">All that it may be.</param>
    public static Validation<string, DocumentError> Word(LocatedJson json, string where, ValueList<string> known) =>
        Text(json, where).Bind<string>(word => known.Contains(word, StringComparer.Ordinal)
            ? word
            : new DocumentError.UnknownValue(json.At, where, word, Meant(word, known), known));

    /// <summary>A whole number.</summary>
    /// <param name="json">What was read.</param>
    /// <param name="where">Its path.</param>
    /// <param name="limit">Its largest magnitude.</param>
    public static Validation<long, DocumentError> WholeNumber(LocatedJson json, string where, long limit) =>
        json is not LocatedJson.Number { Digits: var digits } ? Wrong(json, where, "a whole number")
        : !digits.All(c => char.IsAsciiDigit(c) || c == '-') ? new DocumentError.NotWhole(json.At, where, digits)
        : long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= -limit && value <= limit ? value
        : new DocumentError.BeyondRange(json.At, where, digits, limit);

    /// <summary>A finite number.</summary>
    /// <param name="json">What was read.</param>
    /// <param name="where">Its path.</param>
    public static Validation<double, DocumentError> Number(LocatedJson json, string where) =>
        json is not LocatedJson.Number { Digits: var digits } ? Wrong(json, where, "a number")
        : double.Parse(digits, CultureInfo.InvariantCulture) is var value && double.IsFinite(value) ? value
        : new DocumentError.BeyondRange(json.At, where, digits, double.MaxValue);

    /// <summary>A number for both sides, or height and width.</summary>
    /// <param name="json">What was read.</param>
    /// <param name="where">Its path.</param>
    public static Validation<Extent, DocumentError> Size(LocatedJson json, string where) =>
        json is LocatedJson.Number ? Side(json, where).Map(side => (Extent)side)
        : json is LocatedJson.Array { Items.Count: 2 } sides ? Sides(sides, where).Map(s => new Extent(s[0], s[1]))
        : Wrong(json, where, "a whole number or two of them: [height, width]");

    /// <summary>Channels, height and width.</summary>
    /// <param name="json">What was read.</param>
    /// <param name="where">Its path.</param>
    public static Validation<Shape, DocumentError> Image(LocatedJson json, string where) =>
        json is LocatedJson.Array { Items.Count: 3 } sides ? Sides(sides, where).Map(s => new Shape(s[0], s[1], s[2]))
        : Wrong(json, where, "three whole numbers: [channels, height, width]");

    /// <summary>A value of another kind than its member has.</summary>
    /// <param name="json">What was read.</param>
    /// <param name="where">Its path.</param>
    /// <param name="expected">What it should be, in words.</param>
    public static DocumentError Wrong(LocatedJson json, string where, string expected) =>
        new DocumentError.WrongKind(json.At, where, expected, Kind(json));

    /// <summary>The members of an object by their names, and what is wrong with the object itself.</summary>
    /// <param name="json">What was read.</param>
    /// <param name="where">Its path.</param>
    /// <param name="known">Names that members may have.</param>
    /// <param name="required">Those that must be there.</param>
    public static (Dictionary<string, LocatedJson> Found, ValueList<DocumentError> Errors) Members(
        LocatedJson.Object json, string where, ValueList<string> known, IEnumerable<string> required)
    {
        var first = new Dictionary<string, LocatedJson.Member>(StringComparer.Ordinal);
        var errors = new List<DocumentError>();
        var meant = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.Members)
        {
            if (!first.TryAdd(member.Name, member))
            {
                errors.Add(new DocumentError.DuplicateMember(member.At, where, member.Name, first[member.Name].At));
            }
            else if (!known.Contains(member.Name, StringComparer.Ordinal))
            {
                var nearest = Meant(member.Name, known);
                meant.Add(nearest ?? "");
                errors.Add(new DocumentError.UnknownMember(member.At, where, member.Name, nearest, known));
            }
        }

        // A member that is only misspelt is one error, not two.
        foreach (var name in required.Where(name => !first.ContainsKey(name) && !meant.Contains(name)))
            errors.Add(new DocumentError.MissingMember(json.At, where, name));
        return (first.Values.ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal), [.. errors]);
    }

    private static string? Meant(string word, ValueList<string> known) => ForeignNames.Here(word, known) ?? Nearest.To(word, known);

    private static Validation<ValueList<int>, DocumentError> Sides(LocatedJson.Array json, string where) =>
        json.Items.Select((side, index) => Side(side, Path(where, $"{index}"))).All();

    private static Validation<int, DocumentError> Side(LocatedJson json, string where) =>
        WholeNumber(json, where, int.MaxValue).Map(n => (int)n);

    private static string Kind(LocatedJson json) => json.Match<string>(new(
        Object: _ => "an object",
        Array: array => $"an array of {array.Items.Count}",
        Text: _ => "a string",
        Number: _ => "a number",
        Boolean: _ => "true or false",
        Null: _ => "null"));
}
