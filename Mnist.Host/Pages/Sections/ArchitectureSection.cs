using Mnist.Host.Pages.Parts;
using Mnist.Host.Reports;

namespace Mnist.Host.Pages.Sections;

/// <summary>The network layer by layer: where its parameters and its work are.</summary>
internal static class ArchitectureSection
{
    private static readonly ValueList<Column> Columns =
    [
        new("layer"),
        new("type"),
        new("output", RightAligned: true),
        new("parameters", RightAligned: true),
        new("MACs", RightAligned: true),
        new("field", RightAligned: true, Importance: 4),
        new("jump", RightAligned: true, Importance: 3),
    ];

    public static Html Of(CheckedPlan plan, int threads) => PageParts.Section("Network", Content(plan, threads));

    /// <summary>The table and the totals without the heading.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="threads">Threads that its runs computed with; each takes memory of its own.</param>
    public static IEnumerable<Html> Content(CheckedPlan plan, int threads) =>
    [
        NetworkDiagram.Of(plan.Summary),
        BlockHtml.Table(
            "Layers in order; bars show the share of the whole",
            Columns,
            plan.Summary.Layers.Select(layer => Row(layer, plan.Summary))),
        .. NetworkTotals.Of(plan.Summary, plan.Plan, threads).Select(BlockHtml.Line),
        .. plan.Warnings.Select(w => BlockHtml.Line(new($"warning: {w.Message().Sentence}", Tone.Warning))),
    ];

    private static ValueList<Html> Row(LayerSummary layer, Summary all) =>
    [
        Html.Text(layer.Layer.Path),
        Html.Of($"{layer.Layer.Layer.TypeName()} <small>{layer.Layer.Layer.Settings()}</small>"),
        Html.Text($"{layer.Output}"),
        Amount(layer.Parameters.Trainable, all.Parameters.Trainable),
        Amount(layer.Macs, all.Macs),
        Html.Text($"{layer.Field.Size}"),
        Html.Text($"{layer.Field.Jump}"),
    ];

    private static Html Amount(long part, long all) => part == 0 ? Html.Empty : PageParts.WithBar(part.Grouped(), (double)part / all);
}
