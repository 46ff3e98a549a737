using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mnist.Host.Commands;

namespace Mnist.Host.Verbs.Schema;

/// <summary><c>mnist schema</c>: the JSON Schema of plan files.</summary>
internal static class SchemaVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var space = new Option<bool>("--space") { Description = "The schema of the files of spaces, which `mnist search` takes." };
        return around.Answering(
            new("schema", "Prints the JSON Schema of plan files, for editors.") { space }, parsed => Run(parsed.GetValue(space)));
    }

    /// <summary>The answer.</summary>
    /// <param name="ofSpaces">Whether files of spaces are asked for, and not of plans.</param>
    public static Reply Run(bool ofSpaces)
    {
        var schema = ofSpaces ? PlanSchema.CreateForSpaces() : PlanSchema.Create();
        var text = JsonText.Write(schema.Deserialize(SchemaJson.Default.JsonElement), SchemaJson.Default.JsonElement);
        return new(ExitCode.Done) { Text = [new Block.Verbatim(text)], Json = () => text };
    }
}

/// <summary>How the schema is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class SchemaJson : JsonSerializerContext;
