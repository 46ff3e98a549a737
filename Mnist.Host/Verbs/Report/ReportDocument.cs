using System.Text.Json.Serialization;

namespace Mnist.Host.Verbs.Report;

/// <summary>What <c>report --json</c> prints.</summary>
internal sealed record ReportDocument(string File, long Bytes, double Seconds);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext;
