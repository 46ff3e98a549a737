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

/// <summary>Edits, all that they change and what they come to; a device's memory is null where it is not limited.</summary>
internal sealed record PlanRepairDocument(
    IReadOnlyList<LayerEditDocument> Edits,
    IReadOnlyList<LayerEditDocument> Changes,
    long Parameters,
    long Macs,
    long ReceptiveField,
    long? FlashBytes,
    long? RamBytes,
    string Message,
    JsonElement Plan)
{
    public static PlanRepairDocument Of(PlanRepair repair, PlanReport report) => new(
        [.. repair.Edits.Select(LayerEditDocument.Of)],
        [.. repair.Changes.Select(LayerEditDocument.Of)],
        repair.Summary.Parameters.Trainable,
        repair.Summary.Macs,
        repair.Summary.Coverage.Size,
        Memory(repair, Domain.Analysis.Quantity.Flash),
        Memory(repair, Domain.Analysis.Quantity.Ram),
        repair.Sentence(report.Summary),
        PlanText.Json(repair.Plan));

    private static long? Memory(PlanRepair repair, Domain.Analysis.Quantity quantity) =>
        repair.Memory.Where(memory => memory.Quantity == quantity).Select(memory => (long?)memory.Bytes).FirstOrDefault();
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RepairDocument))]
internal sealed partial class RepairJson : JsonSerializerContext;
