using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mnist.PropertyTests;

/// <summary>
/// Validates JSON against the part of JSON Schema 2020-12 that plan files need; a keyword that it does not know is a failure.
/// </summary>
internal static class SchemaSubset
{
    public static bool IsValid(JsonNode schema, JsonNode? value) => IsValid(schema, schema, value);

    private static bool IsValid(JsonNode root, JsonNode? schema, JsonNode? value) => schema switch
    {
        JsonObject keywords => keywords.All(keyword => Holds(root, keywords, keyword.Key, keyword.Value!, value)),
        JsonValue boolean => boolean.GetValue<bool>(),
        _ => throw new InvalidOperationException($"{schema} is no schema."),
    };

    private static bool Holds(JsonNode root, JsonObject schema, string keyword, JsonNode rule, JsonNode? value) => keyword switch
    {
        "$schema" or "$defs" or "title" or "description" or "default" => true,
        "$ref" => IsValid(root, Resolve(root, (string)rule!), value),
        "type" => rule is JsonArray kinds ? kinds.Any(kind => IsOfKind((string)kind!, value)) : IsOfKind((string)rule!, value),
        "const" => JsonNode.DeepEquals(rule, value),
        "enum" => rule.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)),
        "anyOf" => rule.AsArray().Any(choice => IsValid(root, choice, value)),
        "required" => value is not JsonObject o || rule.AsArray().All(name => o.ContainsKey((string)name!)),
        "properties" => value is not JsonObject o || o.All(m => rule[m.Key] is not { } member || IsValid(root, member, m.Value)),
        "additionalProperties" =>
            value is not JsonObject o || o.All(m => schema["properties"]?[m.Key] is not null || IsValid(root, rule, m.Value)),
        "items" => value is not JsonArray a || a.All(item => IsValid(root, rule, item)),
        "minItems" => value is not JsonArray a || a.Count >= (int)rule,
        "minimum" => Number(value) is not { } n || n >= (double)rule,
        "maximum" => Number(value) is not { } n || n <= (double)rule,
        "exclusiveMinimum" => Number(value) is not { } n || n > (double)rule,
        "exclusiveMaximum" => Number(value) is not { } n || n < (double)rule,
        "maxItems" => value is not JsonArray a || a.Count <= (int)rule,
        _ => throw new InvalidOperationException($"The keyword {keyword} is not known here."),
    };

    private static double? Number(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString()) : null;

    private static bool IsOfKind(string kind, JsonNode? value) => kind switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => value?.GetValueKind() == JsonValueKind.Number,
        "integer" => value?.GetValueKind() == JsonValueKind.Number && double.IsInteger(Number(value)!.Value),
        _ => throw new InvalidOperationException($"The kind {kind} is not known here."),
    };

    /// <summary>A JSON pointer within the schema, such as "#/properties/layers/items".</summary>
    private static JsonNode Resolve(JsonNode root, string pointer) => pointer.Split('/').Skip(1).Aggregate(
        root,
        (node, step) => (node is JsonArray array
            ? array[int.Parse(step)]
            : node[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)])
            ?? throw new InvalidOperationException($"{pointer} points nowhere."));
}
