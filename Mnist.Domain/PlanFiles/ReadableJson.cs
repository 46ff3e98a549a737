using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mnist.Domain.Documents;

namespace Mnist.Domain.PlanFiles;

/// <summary>JSON for people: an object or array that fits on a line stands on one.</summary>
internal static class ReadableJson
{
    private const int LineLength = 110;

    public static string Write(JsonNode json)
    {
        var text = new StringBuilder();
        Append(text, Element(json), indent: 0);
        return text.ToString();
    }

    /// <summary>The same JSON to be read, as deep as a plan may be.</summary>
    public static JsonElement Element(JsonNode json) => JsonElement.Parse(json.ToJsonString(), new() { MaxDepth = LocatedJson.MaxDepth });

    private static void Append(StringBuilder text, JsonElement json, int indent)
    {
        if (!HoldsStructure(json) && OnOneLine(json) is var line && line.Length + indent <= LineLength)
            text.Append(line);
        else if (json.ValueKind == JsonValueKind.Object)
            AppendLines(text, '{', '}', json.EnumerateObject().Select(m => ($"{Quote(m.Name)}: ", m.Value)), indent);
        else if (json.ValueKind == JsonValueKind.Array)
            AppendLines(text, '[', ']', json.EnumerateArray().Select(item => ("", item)), indent);
        else
            text.Append(OnOneLine(json));
    }

    private static void AppendLines(
        StringBuilder text, char open, char close, IEnumerable<(string Name, JsonElement Value)> items, int indent)
    {
        const int Step = 2;
        var separator = open.ToString();
        foreach (var (name, value) in items)
        {
            text.Append(separator).Append('\n').Append(' ', indent + Step).Append(name);
            Append(text, value, indent + Step);
            separator = ",";
        }

        text.Append('\n').Append(' ', indent).Append(close);
    }

    /// <summary>Objects inside stand on lines of their own; arrays of numbers do not.</summary>
    private static bool HoldsStructure(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Any(m => IsStructure(m.Value)),
        JsonValueKind.Array => json.EnumerateArray().Any(IsStructure),
        _ => false,
    };

    private static bool IsStructure(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object || (json.ValueKind == JsonValueKind.Array && HoldsStructure(json));

    private static string OnOneLine(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().ToList() is { Count: > 0 } members
            ? $"{{ {string.Join(", ", members.Select(m => $"{Quote(m.Name)}: {OnOneLine(m.Value)}"))} }}"
            : "{}",
        JsonValueKind.Array => $"[{string.Join(", ", json.EnumerateArray().Select(OnOneLine))}]",
        JsonValueKind.String => Quote(json.GetString()!),
        _ => json.GetRawText(),
    };

    private static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
