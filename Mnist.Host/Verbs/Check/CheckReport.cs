using Mnist.Host.Commands;
using Mnist.Host.Reports;
using Mnist.Host.Wording;

namespace Mnist.Host.Verbs.Check;

/// <summary>The result of a check for people.</summary>
internal static class CheckReport
{
    private static readonly ValueList<Column> Columns =
    [
        new("layer", Importance: 8),
        new("type", Importance: 9),
        new("settings", Importance: 5),
        new("output", RightAligned: true, Importance: 6),
        new("parameters", RightAligned: true, Importance: 7),
        new("share", RightAligned: true, Importance: 1),
        new("MACs", RightAligned: true, Importance: 4),
        new("field", RightAligned: true, Importance: 3),
        new("jump", RightAligned: true, Importance: 2),
        new("flash", RightAligned: true, Importance: 0),
        new("RAM", RightAligned: true, Importance: 0),
    ];

    public static IEnumerable<Block> Of(
        PlanReport report, PlanPlaces places, RepairSearch repairs, TimeEstimate? estimate, Devices? devices) =>
    [
        new Block.Line(
            report.Plan.Description.Length > 0 ? $"{report.Plan.Name}: {report.Plan.Description}" : report.Plan.Name, Tone.Strong),
        .. report.Summary is { } summary
            ? [Layers(summary, devices), .. NetworkTotals.Of(summary, report.Plan, Environment.ProcessorCount)]
            : Enumerable.Empty<Block>(),
        .. devices is { } d ? d.Lines : Enumerable.Empty<Block>(),
        .. estimate is { } p ? [new Block.Line(p.Sentence())] : Enumerable.Empty<Block>(),
        .. report.Errors
            .Lines("error", e => $"error: {ErrorMessage.Of(e, places).Sentence}")
            .Select(line => new Block.Line(line, Tone.Bad)),
        .. report.Hiding is { } path
            ? [new Block.Line($"Layers behind layers.{path} are not checked until it fits.", Tone.Bad)]
            : Enumerable.Empty<Block>(),
        .. report.Warnings
            .Lines("warning", w => $"warning: {ErrorMessage.Of(w, places).Sentence}")
            .Select(line => new Block.Line(line, Tone.Warning)),
        .. Edits(report, repairs),
        Verdict(report),
    ];

    private static Block.Table Layers(Summary summary, Devices? devices)
    {
        var all = summary.Parameters.Trainable;
        return new(Columns, summary.Layers.Select(layer => Row(layer, all, devices)).ToValueList());
    }

    private static ValueList<Cell> Row(LayerSummary layer, long all, Devices? devices)
    {
        var own = layer.Parameters.Trainable;
        return
        [
            layer.Layer.Path,
            layer.Layer.Layer.TypeName(),
            new(layer.Layer.Layer.Settings(), Tone.Muted),
            $"{layer.Output}",
            own == 0 ? "" : own.Grouped(),
            own == 0 ? "" : Percentage((double)own / all),
            layer.Macs == 0 ? "" : layer.Macs.Grouped(),
            $"{layer.Field.Size}",
            $"{layer.Field.Jump}",
            Bytes(devices?.Int8.FlashOf(layer.Layer)),
            Bytes(devices?.Int8.RamOf(layer.Layer)),
        ];
    }

    private static Cell Bytes(long? bytes) => bytes is > 0 and var some ? some.Grouped() : "";

    private static Cell Percentage(double fraction) => new($"{100 * fraction,5:F1} %", Fraction: fraction);

    private static IEnumerable<Block> Edits(PlanReport report, RepairSearch search)
    {
        const int Shown = 5;
        var budgets = report.Errors.OfType<PlanError.OverBudget>().Select(error => error.Quantity.Unit()).ToValueList();
        return
        [
            .. search.Repairs.Take(Shown).Select(r => new Block.Line($"  {r.Sentence()}"))
                .Prepend(new($"The smallest edits that meet the budget of {budgets.And()}, each alone:"))
                .Where(_ => search.Repairs.Count > 0),
            .. ValueList.If(search.Untried > 0, new Block.Line(
                $"The search for edits was stopped after much work: {search.Untried.Of("layer")} were not tried.", Tone.Muted)),
        ];
    }

    private static Block.Line Verdict(PlanReport report) =>
        !report.Runs ? new("The plan cannot be executed.", Tone.Bad)
        : !report.MayMeetTarget ? new($"The plan can be executed, but not within its target: {report.Plan.Target.Limits()}.", Tone.Bad)
        : report.Plan.Target.Limits() is { Length: > 0 } limits ? new(
            $"The plan can be executed and is within its target: {limits}.", Tone.Good)
        : new("The plan can be executed; it sets no target.", Tone.Good);
}
