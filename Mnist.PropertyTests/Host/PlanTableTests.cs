using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Schema;
using Mnist.Domain.Values;
using Xunit;
using Interval = Mnist.Domain.Values.Interval;

namespace Mnist.PropertyTests.Host;

/// <summary>Schema, reader and checker agree on every field, wherever its record may stand in a plan.</summary>
public sealed class PlanTableTests
{
    private static readonly JsonNode Schema = PlanSchema.Create();

    private static readonly ValueList<(RecordType Type, Field Field, Func<JsonObject, JsonObject> InPlan)> All =
    [
        .. from place in Places(PlanFile.Type, record => record, [])
           from field in place.Type.Fields
           select (place.Type, field, place.InPlan),
    ];

    private static readonly (RecordType Type, Field Field, Func<JsonObject, JsonObject> InPlan)[] Ranged =
        [.. All.Where(at => at.Field.Kind is FieldKind.Whole or FieldKind.Number or FieldKind.Size)];

    /// <summary>Fields whose range depends on another field or on the data, where a schema cannot follow.</summary>
    private static readonly string[] Narrowed = ["momentum", "scaleMax", "areaMax", "aspectMax", "high", "maxLearningRate", "padding"];

    [Fact]
    public void A_default_in_the_schema_is_what_a_file_that_leaves_it_out_means()
    {
        var described = 0;
        Assert.All(All, at =>
        {
            var member = Member(at.Type, at.Field);
            if (member["default"] is not { } value)
                return;
            described++;
            var record = Sample(at.Type);
            var without = Plan(at.InPlan(record));
            record[at.Field.Name] = value.DeepClone();
            Assert.Equal(without, Plan(at.InPlan(record)));
        });
        Assert.Equal(All.Count(at => at.Field is { IsRequired: false, DefaultInWords: null, Value: not null }), described);
    }

    [Fact]
    public void What_stands_in_the_schema_as_required_is_missed()
    {
        Assert.All(All, at =>
        {
            var record = Sample(at.Type);
            record.Remove(at.Field.Name);
            var plan = at.InPlan(record);
            Assert.Equal(!at.Field.IsRequired, SchemaSubset.IsValid(Schema, plan));
            Assert.Equal(
                !at.Field.IsRequired,
                PlanText.Read(plan.ToJsonString()).Match(valid: _ => true, invalid: errors => errors is not [DocumentError.MissingMember]));
        });
    }

    [Property(MaxTest = 1_000)]
    public Property A_number_is_out_of_range_for_the_schema_where_it_is_for_the_checker() => Prop.ForAll(
        Gen.Elements(Ranged).SelectMany(at => Near(at.Field.Kind).Select(number => (at, number))).ToArbitrary(),
        sample =>
        {
            var ((type, field, inPlan), number) = sample;
            var record = Sample(type);
            record[field.Name] = number;
            var plan = inPlan(record);
            var said = PlanText.Read(plan.ToJsonString()).Match(
                valid: read => PlanChecker.Examine(read, DataSpec.Mnist).Errors.Any(e => e is PlanError.OutOfRange wrong
                    && wrong.Field == field.Name),
                invalid: _ => true);
            var valid = SchemaSubset.IsValid(Schema, plan);
            var narrowed = Narrowed.Contains(field.Name, StringComparer.Ordinal);
            return (narrowed ? valid || said : valid != said)
                .Label($"{type.Name} {field.Name} {number}: schema {valid}, checker {said}")
                .Classify(valid, "in range");
        });

    /// <summary>Every type of record with a way to put one into a plan that is sound otherwise.</summary>
    private static IEnumerable<(RecordType Type, Func<JsonObject, JsonObject> InPlan)> Places(
        RecordType type, Func<JsonObject, JsonObject> inPlan, HashSet<RecordType> seen) => !seen.Add(type) ? [] :
    [
        (type, inPlan),
        .. from field in type.Fields
           from inner in Inner(field.Kind)
           let outer = (Func<JsonObject, JsonObject>)(record => With(Sample(type), field.Name, inner.Make((JsonObject)record.DeepClone())))
           from place in Places(inner.Type, record => inPlan(outer(record)), seen)
           select place,
    ];

    private static IEnumerable<(RecordType Type, Func<JsonObject, JsonNode> Make)> Inner(FieldKind kind) => kind switch
    {
        FieldKind.Record record => [(record.Type, json => json)],
        FieldKind.Union union => union.Type.Cases().Select(type => (type, new Func<JsonObject, JsonNode>(json => json))),
        FieldKind.List list => list.Items.Cases().Select(type => (type, new Func<JsonObject, JsonNode>(json => new JsonArray(json)))),
        _ => [],
    };

    /// <summary>A record with what is required only.</summary>
    private static JsonObject Sample(RecordType type)
    {
        var json = new JsonObject();
        if (type.Name.Length > 0)
            json.Add("type", type.Name);
        foreach (var field in type.Fields.Where(field => field.IsRequired))
            json.Add(field.Name, Sample(field.Kind));
        return json;
    }

    private static JsonNode Sample(FieldKind kind) => kind switch
    {
        FieldKind.Record record => Sample(record.Type),
        FieldKind.Union union => Sample(union.Type.Cases()[0]),
        FieldKind.List list => new JsonArray(Sample(list.Items.Cases().First(type => type.Fields.Count == 0))),
        _ => PlanWriter.Write(kind, Samples.Of(kind).Last()),
    };

    /// <summary>Numbers at the ends of a field's range and beside them, and far away.</summary>
    private static Gen<double> Near(FieldKind kind)
    {
        var range = kind.Match(new FieldKind.Cases<Interval?>(
            Whole: whole => whole.Allowed,
            Number: number => number.Allowed,
            Flag: _ => null,
            Text: _ => null,
            Choice: _ => null,
            Size: size => size.Allowed,
            Image: _ => null,
            Record: _ => null,
            Union: _ => null,
            List: _ => null,
            Choices: _ => null))!;
        double[] ends = [.. new[] { range.Low, range.High }.Where(double.IsFinite)];
        return Gen.OneOf(
            Gen.Elements([.. ends.SelectMany(Beside), -1, 0, 0.5, 1, 2]),
            Gen.Choose(-10_000, 10_000).Select(n => (double)n),
            Gen.Elements(-1e30, 1e30, int.MaxValue, 1L + int.MaxValue));
    }

    private static double[] Beside(double end) => [end - 1, end - 0.5, Math.BitDecrement(end), end, Math.BitIncrement(end), end + 1];

    private static JsonObject With(JsonObject json, string name, JsonNode value)
    {
        json[name] = value;
        return json;
    }

    private static Plan Plan(JsonObject json) =>
        PlanText.Read(json.ToJsonString()).OrThrow();

    /// <summary>What the schema says of a field.</summary>
    private static JsonNode Member(RecordType type, Field field) =>
        Objects(Schema).Select(o => o["properties"]).OfType<JsonObject>()
            .Where(members => (string?)members["type"]?["const"] == (type.Name.Length > 0 ? type.Name : null))
            .Where(members => members.Select(m => m.Key).Where(n => n != "type").SequenceEqual(
                type.Fields.Select(f => f.Name),
                StringComparer.Ordinal))
            .Select(members => members[field.Name]!)
            .DistinctBy(member => member.ToJsonString(), StringComparer.Ordinal)
            .Single();

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.Select(m => m.Value).SelectMany(Objects).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };
}
