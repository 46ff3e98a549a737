using System.Text.Json.Serialization;

namespace Mnist.Host.Verbs.Doctor;

/// <summary>What <c>doctor --json</c> prints.</summary>
internal sealed record DoctorDocument(IReadOnlyList<FindingDocument> Findings);

/// <summary>One thing that the program needs or can use.</summary>
internal sealed record FindingDocument(string Name, bool Fine, string Found, string? Advice);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DoctorDocument))]
internal sealed partial class DoctorJson : JsonSerializerContext;
