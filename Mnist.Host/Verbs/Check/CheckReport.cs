using System.Globalization;
using Mnist.Domain.Analysis;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Repairs;
using Mnist.Domain.Results;
using Mnist.Domain.Values;
using Mnist.Engine.Simd.Estimates;
using Mnist.Host.Presentation;
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
    ];

    public static IEnumerable<Block> Of(PlanReport report, RepairSearch repairs, TimeEstimate? prediction) =>
    [
        new Block.Line(report.Plan.Description.Length > 0 ? $"{report.Plan.Name}: {report.Plan.Description}" : report.Plan.Name, Tone.Strong),
        .. report.Summary is { } summary ? [Layers(summary), .. Totals(summary, report.Plan, Environment.ProcessorCount)] : Enumerable.Empty<Block>(),
        .. prediction is { } p ? [new Block.Line(p.Sentence())] : Enumerable.Empty<Block>(),
        .. report.Errors.Lines("error", e => $"error: {e.Remark().Sentence}").Select(line => new Block.Line(line, Tone.Bad)),
        .. report.Warnings.Lines("warning", w => $"warning: {w.Remark().Sentence}").Select(line => new Block.Line(line, Tone.Warning)),
        .. Edits(repairs),
        Verdict(report),
    ];

    private static Block.Table Layers(Summary summary)
    {
        var all = summary.Parameters.Trainable;
        return new(Columns, summary.Layers.Select(layer => Row(layer, all)).ToValueList());
    }

    private static ValueList<Cell> Row(LayerSummary layer, long all)
    {
        var own = layer.Parameters.Trainable;
        return
        [
            layer.Layer.Path,
            layer.Layer.Layer.TypeName(),
            new(layer.Layer.Layer.Settings(), Tone.Muted),
            $"{layer.Output}",
            own == 0 ? "" : own.Grouped(),
            own == 0 ? "" : new Cell(string.Create(CultureInfo.InvariantCulture, $"{100.0 * own / all,5:F1} %"), Share: (double)own / all),
            layer.Macs == 0 ? "" : layer.Macs.Grouped(),
            $"{layer.Field.Size}",
            $"{layer.Field.Jump}",
        ];
    }

    /// <summary>The whole network in two lines.</summary>
    /// <param name="summary">The network.</param>
    /// <param name="plan">Its training.</param>
    /// <param name="threads">Each takes memory of its own.</param>
    public static IEnumerable<Block.Line> Totals(Summary summary, Plan plan, int threads)
    {
        var memory = CostCalculator.Memory(summary, plan.Training);
        var peak = MemoryModel.Predict(summary, plan.Training, threads);
        return
        [
            new Block.Line(
                $"{summary.Parameters.Trainable.Of("trainable parameter")}"
                + (summary.Parameters.NonTrainable > 0 ? $" and {summary.Parameters.NonTrainable.Grouped()} running values; " : "; ")
                + $"{summary.Macs.Of("multiply-add")} an image, forward; receptive field {summary.Field.Size}, jump {summary.Field.Jump}."),
            new Block.Line(
                $"At most {peak.Bytes()} to train in batches of {plan.Training.BatchSize.Grouped()} "
                + $"with backend simd on {threads.Of("thread")}: "
                + $"{memory.ActivationsBytesPerImage.Bytes()} of activations an image, {memory.ParametersBytes.Bytes()} of parameters."),
        ];
    }

    private static IEnumerable<Block> Edits(RepairSearch search)
    {
        const int Shown = 5;
        return
        [
            .. search.Repairs.Take(Shown).Select(r => new Block.Line($"  {r.Sentence()}"))
                .Prepend(new("The smallest edits that meet the parameter budget, each alone:")).Where(_ => search.Repairs.Count > 0),
            .. search.Untried > 0
                ? [new Block.Line($"The search for edits was stopped after much work: {search.Untried.Of("layer")} were not tried.", Tone.Muted)]
                : Enumerable.Empty<Block>(),
        ];
    }

    private static Block.Line Verdict(PlanReport report) =>
        !report.Runs ? new("The plan cannot be executed.", Tone.Bad)
        : !report.MayMeetTarget ? new($"The plan can be executed, but not within its target: {Limits(report.Plan.Target)}.", Tone.Bad)
        : Limits(report.Plan.Target) is { Length: > 0 } limits ? new($"The plan can be executed and is within its target: {limits}.", Tone.Good)
        : new("The plan can be executed; it sets no target.", Tone.Good);

    /// <summary>What the target asks, in one line; empty where it asks for nothing.</summary>
    public static string Limits(Target target) => string.Join(", ", new[]
    {
        target.MaxParameters is { } parameters ? $"at most {parameters.Of("parameter")}" : "",
        target.MaxMacs is { } macs ? $"at most {macs.Of("multiply-add")}" : "",
        target.MinReceptiveField is { } field ? $"at least {field} rows and columns of the image seen" : "",
        target.MaxEpochs is { } epochs ? $"at most {epochs.Of("epoch")}" : "",
        target.Accuracy is { } accuracy ? $"{accuracy.Exact()} % in all of the last {target.LastEpochs.Of("epoch")}" : "",
    }.Where(part => part.Length > 0));
}
