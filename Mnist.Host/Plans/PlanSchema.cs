using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Mnist.Host;

/// <summary>The JSON Schema of plan files, made from the same records that read them.</summary>
internal static class PlanSchema
{
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>The schema, with everything an editor needs to complete and explain members.</summary>
    public static JsonNode Create()
    {
        var schema = PlanJson.Default.PlanDocument.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TransformSchemaNode = Describe,
        }).AsObject();
        schema.Insert(0, "$schema", Dialect);
        schema.Insert(1, "title", "Plan");
        return schema;
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        var schema = OfOwnKind(context.TypeInfo.Type) ?? node as JsonObject;
        if (schema is null)
            return node;
        if (schema["type"] is JsonArray { Count: 2 } orNull)
            schema["type"] = orNull[0]!.DeepClone(); // a member is left out rather than null
        var provider = context.PropertyInfo?.AttributeProvider ?? context.TypeInfo.Type;
        if (provider.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false) is [DescriptionAttribute description, ..])
            schema["description"] = description.Description;
        return schema;
    }

    /// <summary>The kinds that have converters, which the exporter cannot look into.</summary>
    private static JsonObject? OfOwnKind(Type type)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        return kind == typeof(SizeDocument) ? new() { ["anyOf"] = new JsonArray(WholeNumber(), WholeNumbers(2)) }
            : kind == typeof(ShapeDocument) ? WholeNumbers(3)
            : null;
    }

    private static JsonObject WholeNumber() => new() { ["type"] = "integer" };

    private static JsonObject WholeNumbers(int count) =>
        new() { ["type"] = "array", ["items"] = WholeNumber(), ["minItems"] = count, ["maxItems"] = count };
}
