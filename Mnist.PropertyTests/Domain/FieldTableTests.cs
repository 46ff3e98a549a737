using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Mnist.Domain.Networks;
using Mnist.Domain.Schema;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

/// <summary>The tables of fields hold everything that a plan holds; each rule lists all offenders.</summary>
public sealed class FieldTableTests
{
    private static readonly ValueList<RecordType> Types = [.. Reachable(PlanFields.Plan, [])];

    [Fact]
    public void Every_case_of_a_union_has_a_table() => Assert.All(
        new[]
        {
            (typeof(Layer), LayerFields.Types),
            (typeof(Optimizer), OptimizerFields.Types),
            (typeof(LearningRateSchedule), ScheduleFields.Types),
            (typeof(Augmentation), AugmentationFields.Types),
        },
        union =>
        {
            var cases = union.Item1.GetNestedTypes().Where(type => type.BaseType == union.Item1).ToHashSet();
            Assert.NotEmpty(cases);
            Assert.Equal(cases, union.Item2.Cases().Select(type => type.Blank.GetType()).ToHashSet());
            Assert.All(union.Item2.Cases(), type => Assert.Same(type, union.Item2.TypeOf(type.Blank)));
            Assert.All(union.Item2.Cases(), type => Assert.Equal(Camel(type.Blank.GetType().Name), type.Name));
        });

    [Fact]
    public void Every_union_of_a_plan_is_listed() => Assert.Equal(
        Types.SelectMany(type => type.Fields).SelectMany(UnionOf).ToHashSet(),
        PlanFields.Unions.ToHashSet());

    [Fact]
    public void Every_property_of_a_record_is_a_field() => Assert.All(Types, type => Assert.Equal(
        Properties(type.Blank.GetType()).Select(p => Camel(p.Name)).Order(StringComparer.Ordinal),
        type.Fields.Select(field => field.Name).Order(StringComparer.Ordinal)));

    /// <summary>A plan's constructor takes input and target too, but a file may leave them out.</summary>
    [Fact]
    public void A_field_is_required_where_no_record_can_be_made_without_it() => Assert.All(Types, type => Assert.Equal(
        Properties(type.Blank.GetType()).Where(IsRequired).Select(p => Camel(p.Name)).Order(StringComparer.Ordinal),
        type.Fields.Where(field => field.IsRequired || (type == PlanFields.Plan && field.Name is "input" or "target"))
            .Select(field => field.Name).Order(StringComparer.Ordinal)));

    [Fact]
    public void The_words_of_a_choice_are_those_of_its_enumeration() => Assert.All(
        from type in Types
        from field in type.Fields
        where field.Kind is FieldKind.Choice
        select (Property(type, field).PropertyType, Words: ((FieldKind.Choice)field.Kind).Words),
        choice => Assert.Equal(Enum.GetNames(choice.PropertyType).Select(Camel), choice.Words, StringComparer.Ordinal));

    /// <summary>Each field of a record in turn, the others as they are.</summary>
    [Fact]
    public void A_value_that_is_set_is_the_value_of_its_property_and_of_no_other() => Assert.All(
        from type in Types
        where type != PlanFields.Plan
        from field in type.Fields
        from value in Samples.Of(field.Kind)
        select (type, field, value),
        change =>
        {
            var (type, field, value) = change;
            var changed = field.With(value);
            Assert.Equal(Plain(value), Plain(Property(type, field).GetValue(changed)));
            Assert.All(type.Fields.Zip(type.FieldsOf(changed)), fields => Assert.Equal(
                fields.First.Name == field.Name ? value : fields.First.DefaultInWords is null ? fields.First.Value : fields.Second.Value,
                fields.Second.Value));
        });

    [Fact]
    public void A_default_is_told_in_words_exactly_where_it_follows_from_another_field() => Assert.All(
        Types,
        type =>
        {
            object? Required(Field field, int which) => field.IsRequired
                ? Samples.Of(field.Kind).ElementAtOrDefault(which) ?? field.Value
                : null;
            var records = Enumerable.Range(0, 2)
                .Select(which => type.FieldsOf(type.Make([.. type.Fields.Select(field => Required(field, which))]))).ToList();
            Assert.All(
                type.Fields.Select((field, i) => (Field: field, Defaults: records.Select(fields => fields[i].Value))),
                of => Assert.Equal(of.Field.DefaultInWords is not null, !of.Field.IsRequired && of.Defaults.Distinct().Count() > 1));
        });

    [Fact]
    public void A_record_is_made_of_what_a_file_has_to_state() => Assert.All(
        from type in Types
        from field in type.Fields
        from value in Samples.Of(field.Kind)
        select (type, Record: field.With(value)),
        made =>
        {
            var stated = made.type.Stated(made.Record).ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
            Assert.Equal(made.Record, made.type.Make([.. made.type.Fields.Select(field => stated.GetValueOrDefault(field.Name))]));
        });

    /// <summary>Where a record starts, whatever its required fields hold, is where no rule of its own table is broken.</summary>
    [Fact]
    public void A_blank_record_is_in_its_own_ranges() => Assert.All(
        from type in Types
        from field in type.Fields
        where field.Value is not null
        select field,
        field => Assert.True(field.Kind.Match<bool>(new(
            Whole: whole => whole.Allowed.Contains((long)field.Value!),
            Number: number => number.Allowed.Contains((double)field.Value!) && number.Narrowed.Contains((double)field.Value!),
            Flag: _ => true,
            Text: _ => true,
            Choice: choice => choice.Words.Contains((string)field.Value!, StringComparer.Ordinal),
            Size: size => size.Allowed.Contains(((Extent)field.Value!).Height) && size.Allowed.Contains(((Extent)field.Value!).Width),
            Image: _ => true,
            Record: _ => true,
            Union: _ => true,
            List: _ => true,
            Choices: _ => false)), field.Name));

    [Fact]
    public void Setting_a_required_field_leaves_the_other_required_fields_as_they_are() => Assert.All(
        from type in Types
        from first in type.Fields
        from value in Samples.Of(first.Kind)
        let fields = type.FieldsOf(first.With(value))
        from second in fields
        where second.IsRequired
        from other in Samples.Of(second.Kind)
        select (second.Name, Before: fields, After: type.FieldsOf(second.With(other))),
        set => Assert.All(
            set.Before.Zip(set.After).Where(pair => pair.First.IsRequired && pair.First.Name != set.Name),
            pair => Assert.Equal(pair.First.Value, pair.Second.Value)));

    private sealed record Doubled(int Required)
    {
        public int Follows { get; init; } = 2 * Required;
    }

    /// <summary>In whatever order a table has them: a default that follows from a required field must not undo what was stated.</summary>
    [Fact]
    public void What_is_required_is_set_first()
    {
        var digit = new FieldKind.Whole(new(0, 9), 9);
        var type = new RecordType("doubled", "A number and its double", new Doubled(1), record => record is Doubled d
            ?
            [
                new("follows", "", digit, IsRequired: false, (long)d.Follows, v => d with { Follows = (int)(long)v }),
                new("required", "", digit, IsRequired: true, (long)d.Required, v => new Doubled((int)(long)v)),
            ]
            : []);
        Assert.Equal(new Doubled(3) { Follows = 5 }, type.Make([5L, 3L]));
        Assert.Equal(new Doubled(3) { Follows = 6 }, type.Make([null, 3L]));
    }

    private static IEnumerable<RecordType> Reachable(RecordType type, HashSet<RecordType> seen) => !seen.Add(type) ? [] :
    [
        type,
        .. from field in type.Fields
           from inner in field.Kind is FieldKind.Record record ? [record.Type] : UnionOf(field).SelectMany(union => union.Cases())
           from reached in Reachable(inner, seen)
           select reached,
    ];

    private static IEnumerable<UnionType> UnionOf(Field field) =>
        field.Kind is FieldKind.Union union ? [union.Type] : field.Kind is FieldKind.List list ? [list.Items] : [];

    /// <summary>What a record is made of; a plan's architecture is no record of its own in a file.</summary>
    private static IEnumerable<PropertyInfo> Properties(Type record) =>
        from property in record.GetProperties()
        where property.SetMethod is not null
        from part in property.PropertyType == typeof(Architecture) ? property.PropertyType.GetProperties() : [property]
        where part.SetMethod is not null
        select part;

    private static PropertyInfo Property(RecordType type, Field field) =>
        Properties(type.Blank.GetType()).Single(p => Camel(p.Name) == field.Name);

    private static bool IsRequired(PropertyInfo property) =>
        property.IsDefined(typeof(RequiredMemberAttribute))
        || property.DeclaringType!.GetConstructors().Any(made => made.GetParameters().Any(p => p.Name == property.Name));

    /// <summary>A value as fields hold it.</summary>
    private static object? Plain(object? value) => value switch
    {
        int whole => (long)whole,
        Enum word => Camel($"{word}"),
        _ => value,
    };

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
