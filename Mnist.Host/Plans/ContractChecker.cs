using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mnist.Domain;

namespace Mnist.Host;

/// <summary>Holds JSON against the contract of <see cref="PlanJson"/> and finds everything that the deserialiser would stumble over.</summary>
/// <remarks>The deserialiser stops at its first error and does not say what was meant; after this check it cannot fail.</remarks>
/// <param name="text">The text that the JSON was read from.</param>
internal sealed class ContractChecker(ReadOnlyMemory<byte> text)
{
    private readonly PlacesInText places = new(text);

    /// <summary>Every error, in the order of the text.</summary>
    /// <param name="json">What was read.</param>
    /// <param name="type">Contract of what it should be.</param>
    public ValueList<DocumentError> Check(LocatedJson json, Type type) => [.. Value(json, type, "").OrderBy(e => (e.At.Line, e.At.Column))];

    private IEnumerable<DocumentError> Value(LocatedJson json, Type type, string where)
    {
        if (type == typeof(SizeDocument))
            return Size(json, where);
        if (type == typeof(ShapeDocument))
            return json is LocatedJson.Array { Items.Count: 3 } shape ? WholeNumbers(shape, where) : Wrong(json, where, "three whole numbers: [channels, height, width]");
        if (type == typeof(string))
            return json is LocatedJson.Text ? [] : Wrong(json, where, "a string");
        if (type == typeof(bool))
            return json is LocatedJson.Boolean ? [] : Wrong(json, where, "true or false");
        if (type == typeof(int) || type == typeof(long))
            return WholeNumber(json, where, type == typeof(int) ? int.MaxValue : long.MaxValue);
        if (type == typeof(double))
            return Number(json, where);
        return type.IsEnum ? Word(json, where, type) : Contract(json, PlanJson.Default.GetTypeInfo(type)!, where);
    }

    private IEnumerable<DocumentError> Contract(LocatedJson json, JsonTypeInfo contract, string where) => (contract, json) switch
    {
        ({ Kind: JsonTypeInfoKind.Enumerable }, LocatedJson.Array array) =>
            array.Items.SelectMany((item, index) => Value(item, contract.ElementType!, Path(where, $"{index}"))),
        ({ Kind: JsonTypeInfoKind.Enumerable }, _) => Wrong(json, where, "an array"),
        ({ PolymorphismOptions: { } cases }, LocatedJson.Object found) => Case(found, cases, where),
        (_, LocatedJson.Object found) => Members(found, contract, where, discriminator: null),
        _ => Wrong(json, where, "an object"),
    };

    private IEnumerable<DocumentError> Case(LocatedJson.Object json, JsonPolymorphismOptions cases, string where)
    {
        var name = cases.TypeDiscriminatorPropertyName;
        var known = cases.DerivedTypes.Select(d => (string)d.TypeDiscriminator!).ToValueList();
        return json.Members.FirstOrDefault(m => m.Name == name)?.Value switch
        {
            null => [Missing(json, where, name)],
            LocatedJson.Text word when cases.DerivedTypes.Where(d => (string)d.TypeDiscriminator! == word.Value).ToList() is [var one] =>
                Members(json, PlanJson.Default.GetTypeInfo(one.DerivedType)!, where, name),
            LocatedJson.Text word => Unknown(word, Path(where, name), known),
            var other => Wrong(other, Path(where, name), "a string"),
        };
    }

    /// <summary>A discriminator that is only misspelt is not missing.</summary>
    private DocumentError Missing(LocatedJson.Object json, string where, string name) =>
        json.Members.FirstOrDefault(m => Nearest.To(m.Name, [name]) is not null) is { } misspelt
            ? new DocumentError.UnknownMember(At(misspelt.Offset), where, misspelt.Name, name, [name])
            : new DocumentError.MissingMember(At(json.Offset), where, name);

    private IEnumerable<DocumentError> Members(LocatedJson.Object json, JsonTypeInfo contract, string where, string? discriminator)
    {
        var known = contract.Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var names = known.Keys.Prepend(discriminator).OfType<string>().ToValueList();
        var first = new Dictionary<string, LocatedJson.Member>(StringComparer.Ordinal);
        var meant = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.Members)
        {
            if (!first.TryAdd(member.Name, member))
            {
                yield return new DocumentError.DuplicateMember(At(member.Offset), where, member.Name, At(first[member.Name].Offset));
            }
            else if (!names.Contains(member.Name, StringComparer.Ordinal))
            {
                var nearest = Nearest.To(member.Name, names);
                meant.Add(nearest ?? "");
                yield return new DocumentError.UnknownMember(At(member.Offset), where, member.Name, nearest, names);
            }
            else if (known.TryGetValue(member.Name, out var property))
            {
                foreach (var error in Value(member.Value, Underlying(property.PropertyType), Path(where, member.Name)))
                    yield return error;
            }
        }

        // A member that is only misspelt is one error, not two.
        foreach (var property in contract.Properties.Where(p => p.IsRequired && !first.ContainsKey(p.Name) && !meant.Contains(p.Name)))
            yield return new DocumentError.MissingMember(At(json.Offset), where, property.Name);
    }

    private IEnumerable<DocumentError> Size(LocatedJson json, string where) => json switch
    {
        LocatedJson.Number => WholeNumber(json, where, int.MaxValue),
        LocatedJson.Array { Items.Count: 2 } sides => WholeNumbers(sides, where),
        _ => Wrong(json, where, "a whole number or two of them: [height, width]"),
    };

    private IEnumerable<DocumentError> WholeNumbers(LocatedJson.Array json, string where) =>
        json.Items.SelectMany((item, index) => WholeNumber(item, Path(where, $"{index}"), int.MaxValue));

    private DocumentError[] WholeNumber(LocatedJson json, string where, long limit) => json switch
    {
        LocatedJson.Number n when long.TryParse(n.Digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) =>
            value >= -limit && value <= limit ? [] : [new DocumentError.BeyondRange(At(n.Offset), where, n.Digits, limit)],
        LocatedJson.Number n when n.Digits.All(c => char.IsAsciiDigit(c) || c == '-') => [new DocumentError.BeyondRange(At(n.Offset), where, n.Digits, limit)],
        LocatedJson.Number n => [new DocumentError.NotWhole(At(n.Offset), where, n.Digits)],
        _ => Wrong(json, where, "a whole number"),
    };

    private DocumentError[] Number(LocatedJson json, string where) => json switch
    {
        LocatedJson.Number n => double.IsFinite(double.Parse(n.Digits, CultureInfo.InvariantCulture))
            ? []
            : [new DocumentError.BeyondRange(At(n.Offset), where, n.Digits, double.MaxValue)],
        _ => Wrong(json, where, "a number"),
    };

    private DocumentError[] Word(LocatedJson json, string where, Type type)
    {
        var known = Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).ToValueList();
        return json switch
        {
            LocatedJson.Text word => known.Contains(word.Value, StringComparer.Ordinal) ? [] : Unknown(word, where, known),
            _ => Wrong(json, where, "a string"),
        };
    }

    private DocumentError[] Unknown(LocatedJson.Text word, string where, ValueList<string> known) =>
        [new DocumentError.UnknownValue(At(word.Offset), where, word.Value, Nearest.To(word.Value, known), known)];

    private DocumentError[] Wrong(LocatedJson json, string where, string expected) =>
        [new DocumentError.WrongKind(At(json.Offset), where, expected, Kind(json))];

    private static string Kind(LocatedJson json) => json switch
    {
        LocatedJson.Object => "an object",
        LocatedJson.Array array => $"an array of {array.Items.Count}",
        LocatedJson.Text => "a string",
        LocatedJson.Number => "a number",
        LocatedJson.Boolean => "true or false",
        _ => "null",
    };

    private static Type Underlying(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static string Path(string where, string name) => where.Length == 0 ? name : $"{where}.{name}";

    private Position At(int offset) => places.Of(offset);
}
