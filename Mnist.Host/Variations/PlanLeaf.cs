namespace Mnist.Host.Variations;

/// <summary>A field of a plan that holds no other fields, defaults included.</summary>
/// <param name="Path">As errors name it; the type of an optimiser is its "type", and a list has its length.</param>
/// <param name="Kind">What it holds; null for a type, for a length, and for a record that is left out.</param>
/// <param name="Value">What it holds; null for a record that is left out.</param>
/// <param name="IsRequired">Whether a file has to state it.</param>
internal sealed record PlanLeaf(string Path, FieldKind? Kind, object? Value, bool IsRequired)
{
    /// <summary>All of them by their paths.</summary>
    /// <param name="plan">Any plan.</param>
    public static IReadOnlyDictionary<string, PlanLeaf> Of(Plan plan) =>
        Record(PlanFields.Plan, plan, "").ToDictionary(leaf => leaf.Path, StringComparer.Ordinal);

    private static IEnumerable<PlanLeaf> Record(RecordType type, object record, string where) =>
        type.FieldsOf(record).SelectMany(field => Leaves(field, ValueReader.Path(where, field.Name)));

    private static IEnumerable<PlanLeaf> Leaves(Field field, string path)
    {
        IEnumerable<PlanLeaf> One(FieldKind kind) => [new(path, kind, field.Value, field.IsRequired)];
        if (field.Value is not { } value)
            return [new(path, null, null, IsRequired: true)];
        return field.Kind.Match(new FieldKind.Cases<IEnumerable<PlanLeaf>>(
            Whole: One,
            Number: One,
            Flag: One,
            Text: One,
            Choice: One,
            Size: One,
            Image: One,
            Record: record => Record(record.Type, value, path),
            Union: union => Case(union.Type, value, path),
            List: list => List(list.Items, (IReadOnlyList<object>)value, path),
            Choices: One));
    }

    private static IEnumerable<PlanLeaf> Case(UnionType union, object value, string path) =>
    [
        new(ValueReader.Path(path, PlanFile.Discriminator), null, union.TypeOf(value).Name, IsRequired: true),
        .. Record(union.TypeOf(value), value, path),
    ];

    private static IEnumerable<PlanLeaf> List(UnionType items, IReadOnlyList<object> values, string path) =>
    [
        new(path, null, (long)values.Count, IsRequired: true),
        .. values.SelectMany((item, i) => Case(items, item, ValueReader.Path(path, $"{i}"))),
    ];
}
