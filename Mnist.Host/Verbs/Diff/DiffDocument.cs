using System.Text.Json.Serialization;
using Mnist.Host.Plans;

namespace Mnist.Host.Verbs.Diff;

/// <summary>What <c>diff --json</c> prints; null stands for a layer or setting that one of the two does not have. Networks with too many
/// differences are not aligned but compared position by position.</summary>
internal sealed record DiffDocument(
    string Before,
    string After,
    IReadOnlyList<LayerChangeDocument> Layers,
    bool LayersByPosition,
    IReadOnlyList<SettingChange> Settings,
    NetworkFigures? CostBefore,
    NetworkFigures? CostAfter)
{
    public static DiffDocument Of(PlanDifference difference) => new(
        difference.Before.Name,
        difference.After.Name,
        [.. difference.Layers.Changes.Select(change => new LayerChangeDocument(
            IndexedLayerDocument.Of(change.Before), IndexedLayerDocument.Of(change.After)))],
        difference.Layers.ByPosition,
        difference.Settings,
        NetworkFigures.Of(difference.Before),
        NetworkFigures.Of(difference.After));
}

internal sealed record LayerChangeDocument(IndexedLayerDocument? Before, IndexedLayerDocument? After);

internal sealed record IndexedLayerDocument(int Index, string Type, string Settings)
{
    public static IndexedLayerDocument? Of(IndexedLayer? layer) => layer is null
        ? null
        : new(layer.Index, layer.Layer.TypeName(), layer.Layer.Settings());
}

/// <summary>What <c>diff --json</c> prints of more than two plans: each against the one before it.</summary>
internal sealed record DiffChainDocument(IReadOnlyList<DiffDocument> Steps);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DiffDocument))]
[JsonSerializable(typeof(DiffChainDocument))]
internal sealed partial class DiffJson : JsonSerializerContext;
