using System.Text.Json.Nodes;
using Mnist.Domain.Schema;
using Mnist.Domain.Spaces;

namespace Mnist.Domain.PlanFiles;

/// <summary>The JSON Schema of plan files, made from the tables that plans are read and written by.</summary>
public static class PlanSchema
{
    /// <summary>The version of JSON Schema that it is written in.</summary>
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>The schema, with everything an editor needs to complete and explain members.</summary>
    public static JsonNode Create() => Create("Plan", PlanFile.Type, PlanFields.Unions);

    /// <summary>The same for spaces.</summary>
    public static JsonNode CreateForSpaces() => Create("Space", SpaceFile.Type, SpaceFields.Unions);

    private static JsonObject Create(string title, RecordType type, ValueList<UnionType> unions)
    {
        var schema = Record(type);
        schema.Insert(0, "$schema", Dialect);
        schema.Insert(1, "title", title);
        schema.Insert(2, "description", $"{type.Meaning}.");
        schema.Add("$defs", new JsonObject(unions.Select(union => Named(union.Name, Union(union)))));
        return schema;
    }

    private static JsonObject Record(RecordType type)
    {
        var schema = Members(type);
        schema.Insert(0, "type", "object");
        return schema;
    }

    private static JsonObject Union(UnionType union) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray(PlanFile.Discriminator),
        ["anyOf"] = new JsonArray([.. union.Cases().Select(Case)]),
    };

    private static JsonObject Case(RecordType type)
    {
        var schema = Members(type);
        schema["properties"]!.AsObject().Insert(0, PlanFile.Discriminator, new JsonObject { ["const"] = type.Name });
        schema.Insert(0, "description", $"{type.Meaning}.");
        return schema;
    }

    private static JsonObject Members(RecordType type) => new()
    {
        ["properties"] = new JsonObject(type.Fields.Select(field => Named(field.Name, Member(field)))),
        ["required"] = Texts(type.Fields.Where(field => field.IsRequired).Select(field => field.Name)),
        ["additionalProperties"] = false,
    };

    private static JsonObject Member(Field field)
    {
        var schema = Value(field.Kind);
        schema["description"] = field.Description();
        if (field is { IsRequired: false, DefaultInWords: null, Value: { } value })
            schema["default"] = PlanWriter.Write(field.Kind, value);
        return schema;
    }

    private static JsonObject Value(FieldKind kind) => kind.Match(new FieldKind.Cases<JsonObject>(
        Whole: whole => Within(whole.Allowed with { High = Math.Min(whole.Allowed.High, whole.Limit) }, "integer"),
        Number: number => Within(number.Allowed, "number"),
        Flag: _ => new() { ["type"] = "boolean" },
        Text: _ => new() { ["type"] = "string" },
        Choice: choice => new() { ["enum"] = Texts(choice.Words) },
        Size: size => new() { ["anyOf"] = new JsonArray(Within(size.Allowed, "integer"), Array(Within(size.Allowed, "integer"), 2, 2)) },
        Image: _ => Array(new() { ["type"] = "integer", ["minimum"] = 1 }, 3, 3),
        Record: record => Record(record.Type),
        Union: union => Reference(union.Type),
        List: list => Array(Reference(list.Items), list.MayBeEmpty ? null : 1, null),
        Choices: choices => new() { ["anyOf"] = new JsonArray([.. Choices(choices.Of)]) }));

    private static IEnumerable<JsonObject> Choices(FieldKind of)
    {
        yield return One();
        yield return Object(new JsonObject { [SpaceFile.Any] = Array(One(), 1, null) }, SpaceFile.Any);
        if (of is not FieldKind.Size)
            yield return Array(One(), 1, null);
        if (of is FieldKind.Whole or FieldKind.Size)
            yield return Record(WholeRange.Type);

        JsonObject One() => of is FieldKind.Whole
            ? new() { ["anyOf"] = new JsonArray(Value(of), new JsonObject { ["const"] = SpaceFile.InputChannels }) }
            : Value(of);
    }

    private static JsonObject Object(JsonObject members, string required) => new()
    {
        ["type"] = "object",
        ["properties"] = members,
        ["required"] = new JsonArray(required),
        ["additionalProperties"] = false,
    };

    private static JsonObject Reference(UnionType union) => new() { ["$ref"] = $"#/$defs/{union.Name}" };

    private static JsonObject Within(Interval range, string type)
    {
        var schema = new JsonObject { ["type"] = type };
        if (double.IsFinite(range.Low))
            schema[range.LowIncluded ? "minimum" : "exclusiveMinimum"] = range.Low;
        if (double.IsFinite(range.High))
            schema[range.HighIncluded ? "maximum" : "exclusiveMaximum"] = range.High;
        return schema;
    }

    private static JsonObject Array(JsonObject items, int? least, int? most)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = items };
        if (least is { } low)
            schema["minItems"] = low;
        if (most is { } high)
            schema["maxItems"] = high;
        return schema;
    }

    private static KeyValuePair<string, JsonNode?> Named(string name, JsonObject schema) => new(name, schema);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
