using Mnist.Domain.Schema;

namespace Mnist.Domain.Checking;

/// <summary>Holds the values of a plan against the ranges in the tables of its fields.</summary>
internal static class FieldRules
{
    /// <summary>Most residual blocks in one another: beyond any design, and within what plan files and call stacks hold.</summary>
    private const int MaxNesting = 100;

    /// <summary>Every number out of range, and every list that must not be empty, in a record and in the records inside it.</summary>
    /// <param name="where">Path of the record, such as "training".</param>
    /// <param name="type">Its type.</param>
    /// <param name="record">The record.</param>
    /// <param name="depth">Lists around it.</param>
    public static IEnumerable<PlanError> Check(string where, RecordType type, object record, int depth = 0) =>
        type.FieldsOf(record).SelectMany(field => Check(where, field, depth));

    /// <summary>The same in one field of a record.</summary>
    /// <param name="where">Path of the record; empty for the plan itself.</param>
    /// <param name="field">The field.</param>
    /// <param name="depth">Lists around the record.</param>
    public static IEnumerable<PlanError> Check(string where, Field field, int depth = 0) =>
        field.Value is { } value ? Check(where, field, value, depth) : [];

    private static IEnumerable<PlanError> Check(string where, Field field, object value, int depth) =>
        field.Kind.Match<IEnumerable<PlanError>>(new(
            Whole: whole => Within(where, field.Name, (long)value, whole.Allowed),
            Number: number => Within(where, field.Name, (double)value, number.Narrowed),
            Flag: _ => [],
            Text: _ => [],
            Choice: _ => [],
            Size: size => Size(where, field.Name, (Extent)value, size.Allowed),
            Image: _ => [],
            Record: record => Check(Path(where, field.Name), record.Type, value, depth),
            Union: union => Check(Path(where, field.Name), union.Type.TypeOf(value), value, depth),
            List: list => List(Path(where, field.Name), list, (IReadOnlyList<object>)value, depth),
            Choices: choices => ((IReadOnlyList<object>)value)
                .Where(one => one is not InputChannels)
                .SelectMany(one => Check(where, field with { Kind = choices.Of }, one, depth))));

    /// <summary>One error where a number is outside its range.</summary>
    public static IEnumerable<PlanError> Within(string where, string field, double value, Interval allowed) =>
        allowed.Contains(value) ? [] : [new PlanError.OutOfRange(where, field, value, allowed)];

    private static string Path(string where, string name) => where.Length == 0 ? name : $"{where}.{name}";

    private static IEnumerable<PlanError> Size(string where, string field, Extent value, Interval allowed) => value.Height == value.Width
        ? Within(where, field, value.Height, allowed)
        : Within(where, $"{field} height", value.Height, allowed).Concat(Within(where, $"{field} width", value.Width, allowed));

    private static IEnumerable<PlanError> List(string path, FieldKind.List list, IReadOnlyList<object> items, int depth) =>
        items.Count == 0 && !list.MayBeEmpty
            ? [new PlanError.NoLayers(path)]
            : items.SelectMany((item, index) => item is Layer.Residual block && depth == MaxNesting
                ? [new PlanError.NestedTooDeep(new($"{path}.{index}"["layers.".Length..], block), MaxNesting)]
                : Check($"{path}.{index}", list.Items.TypeOf(item), item, depth + 1));
}
