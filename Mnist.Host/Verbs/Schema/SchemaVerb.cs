using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mnist.Host.Commands;
using Mnist.Host.Plans;

namespace Mnist.Host.Verbs.Schema;

/// <summary><c>mnist schema</c>: the JSON Schema of plan files.</summary>
internal static class SchemaVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around) =>
        around.Answering(new("schema", "Prints the JSON Schema of plan files, for editors."), _ => Run());

    public static Reply Run()
    {
        var text = JsonText.Write(PlanSchema.Create().Deserialize(SchemaJson.Default.JsonElement), SchemaJson.Default.JsonElement);
        return new(ExitCode.Done) { Text = [new Block.Verbatim(text)], Json = () => text };
    }
}

/// <summary>How the schema is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class SchemaJson : JsonSerializerContext;
