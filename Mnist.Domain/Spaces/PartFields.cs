using Mnist.Domain.Schema;

namespace Mnist.Domain.Spaces;

/// <summary>Every type of part and its fields: the tables of the layers, with any number of values in a field.</summary>
public static class PartFields
{
    private const string ResidualName = "residual";

    /// <summary>The types of <see cref="Part"/>.</summary>
    public static UnionType Types { get; } = UnionType.Of<Part>("layer", TypeOf, Cases);

    private static readonly Interval Counts = new(0, 1_000);

    private static readonly RecordType Residual = Lift(
        LayerFields.Types.Cases().Single(type => type.Name == ResidualName),
        type => RecordType.Of(
            type.Name,
            type.Meaning,
            new Part.Residual([]),
            r =>
            [
                Chain(type, "body", r.Body, body => r with { Body = body }),
                Chain(type, "projection", r.Projection, projection => r with { Projection = projection }),
            ]));

    private static readonly RecordType Repeat = Lift(
        RecordType.Of(
            "repeat",
            "A chain several times in a row; its choices are made anew each time",
            new Part.Repeat([], []),
            _ => []),
        type => RecordType.Of(
            type.Name,
            type.Meaning,
            new Part.Repeat([], []),
            r =>
            [
                Fields.Required.List("layers", "The chain", Types, r.Layers, layers => r with { Layers = layers }),
                Choices(
                    new("times", "How often", new FieldKind.Whole(Counts, int.MaxValue), IsRequired: true, null, v => v),
                    [.. r.Times.Cast<object>()],
                    times => r with { Times = [.. times.Cast<long>()] }),
            ]));

    private static readonly ValueList<RecordType> Singles =
        [.. LayerFields.Types.Cases().Where(type => type.Name != ResidualName).Select(type => Lift(type, Single))];

    private static ValueList<RecordType> Cases() => [.. Singles, Residual, Repeat];

    private static RecordType TypeOf(Part part) => part.Match<RecordType>(new(
        Single: s => Singles.Single(type => type.Name == s.Type.Name),
        Residual: _ => Residual,
        Repeat: _ => Repeat));

    private static RecordType Single(RecordType type) => RecordType.Of(
        type.Name,
        type.Meaning,
        new Part.Single(type, [.. type.Fields.Select(_ => (ValueList<object>)[])]),
        single => [.. type.Fields.Select((field, i) =>
            Choices(field, single.Values[i], values => single with { Values = single.Values.With(i, values) }))]);

    /// <summary>The table with the field that every part has.</summary>
    private static RecordType Lift(RecordType type, Func<RecordType, RecordType> lift)
    {
        var lifted = lift(type);
        return lifted with
        {
            FieldsOf = part =>
            [
                .. lifted.FieldsOf(part),
                Fields.Optional.Flag(
                    "optional", "Whether a design may leave it out", ((Part)part).Optional, on => (Part)part with { Optional = on }),
            ],
        };
    }

    /// <summary>A layer's field with values to choose from; what it holds where a file leaves it out is not stated.</summary>
    private static Field Choices(Field field, ValueList<object> values, Func<ValueList<object>, object> with)
    {
        ValueList<object> usual = field is { IsRequired: false, DefaultInWords: null, Value: { } value } ? [value] : [];
        var held = values.Count > 0 ? values : usual;
        return field with
        {
            Kind = new FieldKind.Choices(field.Kind),
            Value = held.Count > 0 ? held : null,
            With = chosen => ((IReadOnlyList<object>)chosen).ToValueList() is var all && all.Equals(usual) ? with([]) : with(all),
        };
    }

    private static Field Chain(RecordType type, string name, ValueList<Part> parts, Func<ValueList<Part>, object> with)
    {
        var field = type.Fields.Single(f => f.Name == name);
        return field with
        {
            Kind = new FieldKind.List(Types, MayBeEmpty: !field.IsRequired),
            Value = parts,
            With = chosen => with(((IReadOnlyList<object>)chosen).Cast<Part>().ToValueList()),
        };
    }
}
