using System.Text.Json;
using System.Text.Json.Serialization;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Wording;

namespace Mnist.Host.Verbs.Repair;

/// <summary>What <c>repair --json</c> prints; <c>whole</c> is false where not every pair of edits was tried.</summary>
internal sealed record RepairDocument(
    string Name, IReadOnlyList<ErrorDocument> Errors, bool Whole, IReadOnlyList<PlanRepairDocument> Repairs)
{
    public static RepairDocument Of(PlanReport report, PlanRepairs repairs) => new(
        report.Plan.Name,
        [.. report.Errors.Select(e => ErrorDocument.Of(ErrorMessage.Of(e)))],
        repairs.IsWhole,
        [.. repairs.Repairs.Select(repair => PlanRepairDocument.Of(repair, report))]);
}

internal sealed record PlanRepairDocument(
    IReadOnlyList<LayerEditDocument> Edits, long Parameters, long Macs, long ReceptiveField, string Message, JsonElement Plan)
{
    public static PlanRepairDocument Of(PlanRepair repair, PlanReport report) => new(
        [.. repair.Edits.Select(e => new LayerEditDocument(e.Layer.Path, e.Layer.Layer.TypeName(), e.Field, $"{e.From}", $"{e.To}"))],
        repair.Summary.Parameters.Trainable,
        repair.Summary.Macs,
        repair.Summary.Coverage.Size,
        repair.Sentence(report.Summary),
        PlanText.Json(repair.Plan));
}

internal sealed record LayerEditDocument(string Layer, string Type, string Field, string From, string To);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RepairDocument))]
internal sealed partial class RepairJson : JsonSerializerContext;
