using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mnist.Domain.Values;
using Mnist.Host.Plans;
using Mnist.Host.Presentation;

namespace Mnist.Host.Runs;

/// <summary>Holds the text of a record against its contract and finds everything that the deserialiser would stumble over.</summary>
/// <remarks>The deserialiser stops at its first error and does not say what was meant; after this check it cannot fail.</remarks>
/// <param name="values">Reads what is no object and no list.</param>
internal sealed class RecordContract(ValueReader values)
{
    /// <summary>Every error, in the order of the text.</summary>
    /// <param name="json">What was read.</param>
    public ValueList<DocumentError> Check(LocatedJson json) =>
        [.. Value(json, typeof(RecordDocument), "").OrderBy(e => (e.At.Line, e.At.Column))];

    private IEnumerable<DocumentError> Value(LocatedJson json, Type type, string where) =>
        type == typeof(string) ? Errors(values.Text(json, where))
        : type == typeof(bool) ? Errors(values.Flag(json, where))
        : type == typeof(int) ? Errors(values.WholeNumber(json, where, int.MaxValue))
        : type == typeof(long) ? Errors(values.WholeNumber(json, where, long.MaxValue))
        : type == typeof(double) ? Errors(values.Number(json, where))
        : type == typeof(DateTimeOffset) ? Time(json, where)
        : Contract(json, RecordJson.Default.GetTypeInfo(type)!, where);

    private IEnumerable<DocumentError> Time(LocatedJson json, string where) => json is LocatedJson.Text { Value: var time } && IsTime(time)
        ? []
        : Errors(values.Wrong<DateTimeOffset>(json, where, "a time such as \"2026-11-21T10:24:55Z\""));

    /// <summary>Whether the deserialiser takes it.</summary>
    private static bool IsTime(string text) =>
        JsonSerializer.SerializeToElement(text, RecordJson.Default.String).TryGetDateTimeOffset(out _);

    private IEnumerable<DocumentError> Contract(LocatedJson json, JsonTypeInfo contract, string where) => (contract, json) switch
    {
        ({ Kind: JsonTypeInfoKind.Enumerable }, LocatedJson.Array array) =>
            array.Items.SelectMany((item, index) => Value(item, contract.ElementType!, ValueReader.Path(where, $"{index}"))),
        ({ Kind: JsonTypeInfoKind.Enumerable }, _) => Errors(values.Wrong<object>(json, where, "an array")),
        (_, LocatedJson.Object found) => Members(found, contract, where),
        _ => Errors(values.Wrong<object>(json, where, "an object")),
    };

    private IEnumerable<DocumentError> Members(LocatedJson.Object json, JsonTypeInfo contract, string where)
    {
        var known = contract.Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var names = known.Keys.ToValueList();
        var first = new Dictionary<string, LocatedJson.Member>(StringComparer.Ordinal);
        foreach (var member in json.Members)
        {
            if (!first.TryAdd(member.Name, member))
                yield return new DocumentError.DuplicateMember(At(member), where, member.Name, At(first[member.Name]));
            else if (!known.TryGetValue(member.Name, out var property))
                yield return new DocumentError.UnknownMember(At(member), where, member.Name, Nearest.To(member.Name, names), names);
            else
                foreach (var error in Property(member.Value, property.PropertyType, ValueReader.Path(where, member.Name)))
                    yield return error;
        }

        foreach (var property in contract.Properties.Where(p => p.IsRequired && !first.ContainsKey(p.Name)))
            yield return new DocumentError.MissingMember(values.At(json.Offset), where, property.Name);
    }

    /// <summary>A loss that is NaN or infinite is written as null.</summary>
    private IEnumerable<DocumentError> Property(LocatedJson json, Type type, string where) =>
        Nullable.GetUnderlyingType(type) is not { } underlying ? Value(json, type, where)
        : json is LocatedJson.Null ? []
        : Value(json, underlying, where);

    private Position At(LocatedJson.Member member) => values.At(member.Offset);

    private static IEnumerable<DocumentError> Errors<T>(Validation<T, DocumentError> value) =>
        value.Match<IEnumerable<DocumentError>>(valid: _ => [], invalid: errors => errors);
}
