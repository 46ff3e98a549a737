using System.Text.Json;

namespace Mnist.Host;

/// <summary><c>mnist schema</c>: the JSON Schema of plan files.</summary>
internal static class SchemaVerb
{
    public static Reply Run()
    {
        var text = ReportText.Write(PlanSchema.Create().Deserialize(ReportJson.Default.JsonElement), ReportJson.Default.JsonElement);
        return new(ExitCode.Done) { Text = [new Block.Verbatim(text)], Json = () => text };
    }
}
