using System.Text.Json.Serialization;
using Mnist.Engine.Simd.Estimates;
using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Mnist.Host.Wording;

namespace Mnist.Host.Verbs.Check;

/// <summary>
/// What <c>check --json</c> prints; members whose value is not known are null. Of many errors or warnings the first hundred are told.
/// </summary>
internal sealed record CheckDocument(
    string? Name,
    bool Valid,
    IReadOnlyList<ErrorDocument> Errors,
    IReadOnlyList<ErrorDocument> Warnings,
    IReadOnlyList<int>? Output,
    ParameterCount? Parameters,
    long? Macs,
    ReceptiveFieldDocument? ReceptiveField,
    MemoryDocument? Memory,
    IReadOnlyList<LayerRowDocument> Layers,
    TargetReportDocument Target,
    CoverageDocument? Coverage,
    int ErrorsLeftOut,
    int WarningsLeftOut)
{
    /// <summary>What training should take here on the simd backend; left out where the plan cannot be executed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeEstimateDocument? Prediction { get; init; }

    /// <summary>The layer that has to fit before those behind it can be checked; left out where all were.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UncheckedBehind { get; init; }

    /// <summary>Memory on a device; left out where it is not calculated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeploymentsDocument? Deployment { get; init; }

    /// <summary>Of a plan that was read.</summary>
    /// <param name="report">What the checker says.</param>
    /// <param name="places">Where the parts of its file stand.</param>
    /// <param name="repairs">Edits that would meet its budget.</param>
    /// <param name="estimate">What training should take here; null where it cannot be told.</param>
    /// <param name="devices">Its memory on a device; null where it cannot be told.</param>
    public static CheckDocument Of(
        PlanReport report, PlanPlaces places, RepairSearch repairs, TimeEstimate? estimate, Devices? devices) => new(
        report.Plan.Name,
        report.Errors.Count == 0,
        [.. report.Errors.First().Select(e => ErrorDocument.Of(ErrorMessage.Of(e, places)))],
        [.. report.Warnings.First().Select(w => ErrorDocument.Of(ErrorMessage.Of(w, places)))],
        report.Summary is { } s ? Sides(s.Output) : null,
        report.Summary?.Parameters,
        report.Summary?.Macs,
        report.Summary is { } f ? ReceptiveFieldDocument.Of(f.Field) : null,
        report.Summary is { } m ? MemoryDocument.Of(m, report.Plan.Training) : null,
        [.. report.Summary?.Layers.Select((layer, index) => LayerRowDocument.Of(layer, index, devices)) ?? []],
        TargetReportDocument.Of(report, repairs),
        report.Summary is { } c ? CoverageDocument.Of(c) : null,
        report.Errors.LeftOut(),
        report.Warnings.LeftOut())
        {
            Prediction = estimate is { } predicted ? TimeEstimateDocument.Of(predicted) : null,
            UncheckedBehind = report.Hiding,
            Deployment = devices is { } d ? DeploymentsDocument.Of(d) : null,
        };

    /// <summary>Of a plan that could not be read.</summary>
    /// <param name="errors">Why not.</param>
    public static CheckDocument Of(ValueList<ErrorMessage> errors) => new(
        Name: null,
        Valid: false,
        [.. errors.First().Select(ErrorDocument.Of)],
        Warnings: [],
        Output: null,
        Parameters: null,
        Macs: null,
        ReceptiveField: null,
        Memory: null,
        Layers: [],
        new(MaxParameters: null, Met: false, Blame: [], Repairs: [], LayersLeftOut: 0),
        Coverage: null,
        errors.LeftOut(),
        WarningsLeftOut: 0);

    internal static IReadOnlyList<int> Sides(Shape shape) => [shape.Channels, shape.Height, shape.Width];
}

internal sealed record ReceptiveFieldDocument(long Size, long Jump)
{
    public static ReceptiveFieldDocument Of(ReceptiveField field) => new(field.Size, field.Jump);
}

/// <summary>Rows, columns and pixels of the image that the logits depend on, and the pixels that they do not.</summary>
internal sealed record CoverageDocument(long Rows, long Columns, long Pixels, long UnseenPixels)
{
    public static CoverageDocument Of(Summary summary) =>
        new(summary.Coverage.Rows, summary.Coverage.Columns, summary.Coverage.Pixels, summary.UnseenPixels);
}

/// <summary>Bytes; the peak is what the simd backend takes at most on all cores.</summary>
internal sealed record MemoryDocument(long ParametersBytes, long OptimizerBytes, long ActivationsBytesPerImage, long PeakBytes)
{
    public static MemoryDocument Of(Summary summary, TrainingPlan training)
    {
        var cost = CostCalculator.Memory(summary, training);
        var peak = MemoryModel.Predict(summary, training, Environment.ProcessorCount);
        return new(cost.ParametersBytes, cost.OptimizerBytes, cost.ActivationsBytesPerImage, peak);
    }
}

/// <summary>Memory on a device, with numbers of 8 and of 32 bits.</summary>
internal sealed record DeploymentsDocument(DeploymentDocument Int8, DeploymentDocument Float32)
{
    public static DeploymentsDocument Of(Devices devices) =>
        new(DeploymentDocument.Of(devices.Int8), DeploymentDocument.Of(devices.Float32));
}

/// <summary>Bytes; so many of the stages go by rows, the others layer by layer.</summary>
internal sealed record DeploymentDocument(long FlashBytes, long WeightBytes, long RamBytes, long ArenaBytes, int Stages, int StagesByRows)
{
    public static DeploymentDocument Of(DeployedNetwork network) => new(
        network.FlashBytes, network.WeightBytes, network.RamBytes, network.ArenaBytes, network.Stages.Count, network.ByRows);
}

/// <summary>A row of the table of layers; a residual block's layers come before it, so the path says what the index cannot.</summary>
internal sealed record LayerRowDocument(
    int Index,
    string Path,
    string Type,
    IReadOnlyList<int> Input,
    IReadOnlyList<int> Output,
    long Trainable,
    long NonTrainable,
    long Macs,
    long ReceptiveField,
    long Jump,
    long? FlashBytes,
    long? RamBytes)
{
    public static LayerRowDocument Of(LayerSummary layer, int index, Devices? devices) => new(
        index,
        layer.Layer.Path,
        layer.Layer.Layer.TypeName(),
        CheckDocument.Sides(layer.Input),
        CheckDocument.Sides(layer.Output),
        layer.Parameters.Trainable,
        layer.Parameters.NonTrainable,
        layer.Macs,
        layer.Field.Size,
        layer.Field.Jump,
        devices?.Int8.FlashOf(layer.Layer),
        devices?.Int8.RamOf(layer.Layer));
}

/// <summary>
/// How the plan stands to its target before it runs; layers are left out where the search for repairs would take too long.
/// </summary>
internal sealed record TargetReportDocument(
    long? MaxParameters, bool Met, IReadOnlyList<BlameDocument> Blame, IReadOnlyList<RepairDocument> Repairs, int LayersLeftOut)
{
    public static TargetReportDocument Of(PlanReport report, RepairSearch repairs) => new(
        report.Plan.Target.MaxParameters,
        report.Summary is not null && report.MayMeetTarget,
        [.. report.Errors.OfType<PlanError.OverBudget>().SelectMany(BlameDocument.Of)],
        [.. repairs.Repairs.Select(RepairDocument.Of)],
        repairs.Untried);
}

internal sealed record BlameDocument(string Layer, string Type, string Quantity, long Amount)
{
    public static IEnumerable<BlameDocument> Of(PlanError.OverBudget over) => over.Blame.Select(b =>
        new BlameDocument(
            b.Layer.Path,
            b.Layer.Layer.TypeName(),
            over.Quantity switch
            {
                Domain.Analysis.Quantity.Macs => "macs",
                Domain.Analysis.Quantity.Flash => "flashBytes",
                Domain.Analysis.Quantity.Ram => "ramBytes",
                _ => "parameters",
            },
            b.Amount));
}

/// <summary>
/// An edit: of one layer, from so many filters or units to so many; or of all convolutions, to so many percent; with every field that it
/// changes, also in layers that follow. Figures that are within their budget without it are null, but for parameters.
/// </summary>
internal sealed record RepairDocument(
    string Kind,
    string? Layer,
    int? From,
    int? To,
    int? Percent,
    IReadOnlyList<LayerEditDocument> Changes,
    long Parameters,
    long? Macs,
    long? FlashBytes,
    long? RamBytes,
    string Message)
{
    public static RepairDocument Of(BudgetRepair repair)
    {
        long? Figure(Domain.Analysis.Quantity quantity) =>
            repair.Network.Figures.Where(f => f.Quantity == quantity).Select(f => (long?)f.Actual).FirstOrDefault();
        RepairDocument Of(string kind, string? layer, int? from, int? to, int? percent) => new(
            kind,
            layer,
            from,
            to,
            percent,
            [.. repair.Network.Changes.Select(LayerEditDocument.Of)],
            repair.Parameters,
            Figure(Domain.Analysis.Quantity.Macs),
            Figure(Domain.Analysis.Quantity.Flash),
            Figure(Domain.Analysis.Quantity.Ram),
            repair.Sentence());
        return repair.Match(new BudgetRepair.Cases<RepairDocument>(
            Narrow: r => Of("narrow", r.Layer.Path, r.From, r.To, null),
            Scale: r => Of("scale", null, null, null, r.Percent)));
    }
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CheckDocument))]
internal sealed partial class CheckJson : JsonSerializerContext;
