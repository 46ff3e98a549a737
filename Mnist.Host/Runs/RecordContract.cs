using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mnist.Host.Runs;

/// <summary>Holds the text of a record against its contract and finds everything that the deserialiser would stumble over.</summary>
/// <remarks>The deserialiser stops at its first error and does not say what was meant; after this check it cannot fail.</remarks>
internal static class RecordContract
{
    /// <summary>Every error, in the order of the text.</summary>
    /// <param name="json">What was read.</param>
    public static ValueList<DocumentError> Check(LocatedJson json) =>
        [.. Value(json, typeof(RecordDocument), "").OrderBy(e => (e.At.Line, e.At.Column))];

    private static IEnumerable<DocumentError> Value(LocatedJson json, Type type, string where) =>
        type == typeof(string) ? Errors(ValueReader.Text(json, where))
        : type == typeof(bool) ? Errors(ValueReader.Flag(json, where))
        : type == typeof(int) ? Errors(ValueReader.WholeNumber(json, where, int.MaxValue))
        : type == typeof(long) ? Errors(ValueReader.WholeNumber(json, where, long.MaxValue))
        : type == typeof(double) ? Errors(ValueReader.Number(json, where))
        : type == typeof(DateTimeOffset) ? Time(json, where)
        : Contract(json, RecordJson.Default.GetTypeInfo(type)!, where);

    private static IEnumerable<DocumentError> Time(LocatedJson json, string where) =>
        json is LocatedJson.Text { Value: var time } && IsTime(time) ? []
        : [ValueReader.Wrong(json, where, "a time such as \"2026-11-21T10:24:55Z\"")];

    /// <summary>Whether the deserialiser takes it.</summary>
    private static bool IsTime(string text) =>
        JsonSerializer.SerializeToElement(text, RecordJson.Default.String).TryGetDateTimeOffset(out _);

    private static IEnumerable<DocumentError> Contract(LocatedJson json, JsonTypeInfo contract, string where) => (contract, json) switch
    {
        ({ Kind: JsonTypeInfoKind.Enumerable }, LocatedJson.Array array) =>
            array.Items.SelectMany((item, index) => Value(item, contract.ElementType!, ValueReader.Path(where, $"{index}"))),
        ({ Kind: JsonTypeInfoKind.Enumerable }, _) => [ValueReader.Wrong(json, where, "an array")],
        (_, LocatedJson.Object found) => Members(found, contract, where),
        _ => [ValueReader.Wrong(json, where, "an object")],
    };

    private static IEnumerable<DocumentError> Members(LocatedJson.Object json, JsonTypeInfo contract, string where)
    {
        var (found, errors) = ValueReader.Members(
            json,
            where,
            contract.Properties.Select(p => p.Name).ToValueList(),
            contract.Properties.Where(p => p.IsRequired).Select(p => p.Name));
        return errors.Concat(contract.Properties.SelectMany(p => found.TryGetValue(p.Name, out var value)
            ? Property(value, p.PropertyType, ValueReader.Path(where, p.Name))
            : []));
    }

    private static IEnumerable<DocumentError> Property(LocatedJson json, Type type, string where) =>
        Nullable.GetUnderlyingType(type) is not { } underlying ? Value(json, type, where)
        : json is LocatedJson.Null ? []
        : Value(json, underlying, where);

    private static IEnumerable<DocumentError> Errors<T>(Validation<T, DocumentError> value) =>
        value.Match<IEnumerable<DocumentError>>(valid: _ => [], invalid: errors => errors);
}
