using Mnist.Engine.Benchmarks;
using Mnist.Engine.Simd.Measuring;

namespace Mnist.Host.Verbs.Bench;

/// <summary>What a benchmark measured, for people.</summary>
internal static class BenchReport
{
    private static readonly ValueList<Column> SpeedColumns =
    [
        new("backend"),
        new("what"),
        new("images/s", RightAligned: true),
        new("least", RightAligned: true, Importance: 5),
        new("most", RightAligned: true, Importance: 5),
        new("GFLOP/s", RightAligned: true, Importance: 7),
        new("of peak", RightAligned: true, Importance: 8),
    ];

    private static readonly ValueList<Column> StepColumns =
    [
        new("work"),
        new("µs", RightAligned: true),
        new("of step", RightAligned: true),
        new("bytes moved", RightAligned: true),
        new("bytes/ns", RightAligned: true, Importance: 5),
    ];

    // A layer's three products.
    private static readonly ValueList<WorkKind> Products = [WorkKind.Forward, WorkKind.InputGradient, WorkKind.WeightGradient];

    private static readonly ValueList<Column> KernelColumns =
    [
        new("layer"),
        new("type", Importance: 7),
        new("settings", Importance: 6),
        new("output", RightAligned: true, Importance: 5),
        new("MACs", RightAligned: true, Importance: 4),
        new("forward", RightAligned: true),
        new("of peak", RightAligned: true, Importance: 8),
        new("input grad.", RightAligned: true),
        new("of peak", RightAligned: true, Importance: 8),
        new("weight grad.", RightAligned: true),
        new("of peak", RightAligned: true, Importance: 8),
    ];

    public static IEnumerable<Block> Of(CheckedPlan plan, BenchmarkResult result, BenchRequest request) =>
    [
        new Block.Line(
            $"{plan.Plan.Name}: {plan.Summary.Macs.Of("multiply-add")} an image, batch {plan.Plan.Training.BatchSize.Grouped()}, "
            + $"{request.Threads.Of("thread")}; medians of {result.Repeats.Of("repeat")}.",
            Tone.Strong),
        new Block.Line(
            $"{result.Machine.Cores.Of("core")}; peak of fused multiply-adds {Gflops(result.Machine.PeakOneThread)} GFLOP/s on one thread, "
            + $"{Gflops(result.Machine.Peak)} on {request.Threads.Grouped()} together."),
        new Block.Table(SpeedColumns, result.Backends.SelectMany(Rows).ToValueList()),
        .. result.Backends.SelectMany(Augmentation),
        .. Comparison(result.Backends),
        new Block.Line("A training step of simd, for an image:"),
        new Block.Table(StepColumns, result.Step.Select(Row).Append(Total(result.Step)).ToValueList()),
        new Block.Line("Kernels of simd in training, in GFLOP/s of each thread and as a share of one thread's peak:"),
        new Block.Table(
            KernelColumns,
            result.Kernels.GroupBy(k => k.Kernel.Row!.Value).Select(row => Row(plan.Summary.Layers[row.Key], row)).ToValueList()),
        new Block.Line(
            "1 multiply-add = 2 FLOP; training an image counts 3 x its forward multiply-adds, evaluating it counts them once. A depthwise "
            + "convolution goes forward twice in a step and may normalise what it reads; its multiply-adds forward count once.",
            Tone.Muted),
    ];

    private static IEnumerable<ValueList<Cell>> Rows(BackendSpeed speed) =>
    [
        Row(speed.Backend, "training", speed.Training),
        .. speed.WithoutAugmentation is { } unchanged
            ? [Row(speed.Backend, "training, images unchanged", unchanged)]
            : Enumerable.Empty<ValueList<Cell>>(),
        Row(speed.Backend, "evaluation", speed.Evaluation),
    ];

    private static ValueList<Cell> Row(string backend, string what, Throughput speed) =>
    [
        backend,
        what,
        Rate(speed.ImagesPerSecond.Median),
        Rate(speed.ImagesPerSecond.Min),
        Rate(speed.ImagesPerSecond.Max),
        Gflops(speed.Gflops),
        Percent(speed.PercentOfPeak),
    ];

    private static ValueList<Cell> Row(LayerSummary layer, IEnumerable<KernelSpeed> kernels) =>
    [
        layer.Layer.Path,
        layer.Layer.Layer.TypeName(),
        layer.Layer.Layer.Settings(),
        $"{layer.Output}",
        layer.Macs.Grouped(),
        .. Products.SelectMany(kind => kernels.FirstOrDefault(k => k.Kernel.Kind == kind) is { } speed
            ? (IEnumerable<Cell>)[Gflops(speed.Gflops), Percent(speed.PercentOfPeak)]
            : ["", ""]),
    ];

    private static ValueList<Cell> Row(StepShare share) => Row(NameOf(share.Kind), share);

    private static ValueList<Cell> Total(ValueList<StepShare> shares) =>
        Row("step", new(default, shares.Sum(s => s.Microseconds), shares.Sum(s => s.Bytes), shares.Sum(s => s.Percent)));

    private static ValueList<Cell> Row(string name, StepShare share) =>
    [
        name,
        $"{share.Microseconds:F2}",
        Percent(share.Percent),
        Rate(share.Bytes),
        share is { Bytes: > 0, Microseconds: > 0 } ? Gflops(share.Bytes / (1e3 * share.Microseconds)) : "",
    ];

    private static string NameOf(WorkKind kind) => kind switch
    {
        WorkKind.Images => "images, augmented",
        WorkKind.Forward => "convolution forward",
        WorkKind.InputGradient => "convolution, input grad.",
        WorkKind.WeightGradient => "convolution, weight grad.",
        WorkKind.Normalization => "normalisation",
        WorkKind.Pooling => "pooling",
        WorkKind.Elementwise => "value by value",
        WorkKind.Loss => "loss",
        WorkKind.Optimizer => "optimiser",
        WorkKind.Waiting => "meeting and waiting",
    };

    private static IEnumerable<Block> Augmentation(BackendSpeed speed) => speed.WithoutAugmentation is { } unchanged
        ? [new Block.Line($"{speed.Backend}: augmentation leaves {Percent(100 * Ratio(speed.Training, unchanged))} of the speed.")]
        : [];

    private static IEnumerable<Block> Comparison(ValueList<BackendSpeed> speeds) => speeds.Skip(1).Select(other => new Block.Line(
        $"{speeds[0].Backend} is {Ratio(speeds[0].Training, other.Training):F2} x as fast as {other.Backend} in training and "
        + $"{Ratio(speeds[0].Evaluation, other.Evaluation):F2} x in evaluation (ratio of medians, measured in turn)."));

    private static double Ratio(Throughput one, Throughput other) =>
        other.ImagesPerSecond.Median > 0 ? one.ImagesPerSecond.Median / other.ImagesPerSecond.Median : 0;

    private static string Rate(double value) => ((long)Math.Round(value)).Grouped();

    private static string Gflops(double value) => $"{value:F1}";

    private static string Percent(double value) => $"{value:F1} %";
}
