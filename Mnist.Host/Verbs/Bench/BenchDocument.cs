using System.Text.Json.Serialization;
using Mnist.Engine.Benchmarks;
using Mnist.Engine.Simd.Measuring;

namespace Mnist.Host.Verbs.Bench;

/// <summary>What <c>bench --json</c> prints. Speeds are those of the first backend; step and kernels those of simd.</summary>
internal sealed record BenchDocument(
    MachineDocument Machine,
    ThroughputDocument Training,
    ThroughputDocument Evaluation,
    IReadOnlyList<WorkDocument> Step,
    IReadOnlyList<KernelDocument> Kernels)
{
    /// <summary>Training on images as they are; left out where the plan changes none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ThroughputDocument? WithoutAugmentation { get; init; }

    /// <summary>Every backend, where several were compared; else left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BackendSpeedDocument>? Comparison { get; init; }

    public static BenchDocument Of(CheckedPlan plan, BenchmarkResult result) => new(
        new(result.Machine.Cores, result.Machine.PeakOneThread, result.Machine.Peak),
        ThroughputDocument.Of(result.Backends[0].Training),
        ThroughputDocument.Of(result.Backends[0].Evaluation),
        [.. result.Step.Select(WorkDocument.Of)],
        [.. result.Kernels.Select(kernel => KernelDocument.Of(plan, kernel))])
    {
        WithoutAugmentation = result.Backends[0].WithoutAugmentation is { } unchanged ? ThroughputDocument.Of(unchanged) : null,
        Comparison = result.Backends.Count < 2
            ? null
            : [.. result.Backends.Select(b => new BackendSpeedDocument(
                b.Backend, ThroughputDocument.Of(b.Training), ThroughputDocument.Of(b.Evaluation)))],
    };
}

internal sealed record MachineDocument(int Cores, double FmaPeakGflopsOneThread, double FmaPeakGflops);

internal sealed record ThroughputDocument(SpreadDocument ImagesPerSecond, double Gflops, double PercentOfPeak)
{
    public static ThroughputDocument Of(Throughput speed) =>
        new(SpreadDocument.Of(speed.ImagesPerSecond), speed.Gflops, speed.PercentOfPeak);
}

/// <summary>Over the repeats.</summary>
internal sealed record SpreadDocument(double Min, double Median, double Max)
{
    public static SpreadDocument Of(Spread measured) => new(measured.Min, measured.Median, measured.Max);
}

/// <summary>What a kind of work takes of a training step; bytes and microseconds are those of an image.</summary>
internal sealed record WorkDocument(string Work, double Microseconds, double Bytes, double Percent)
{
    public static WorkDocument Of(StepShare share) => new(NameOf(share.Kind), share.Microseconds, share.Bytes, share.Percent);

    public static string NameOf(WorkKind kind) => kind switch
    {
        WorkKind.Images => "images",
        WorkKind.Forward => "forward",
        WorkKind.InputGradient => "inputGradient",
        WorkKind.WeightGradient => "weightGradient",
        WorkKind.Normalization => "normalization",
        WorkKind.Pooling => "pooling",
        WorkKind.Elementwise => "elementwise",
        WorkKind.Loss => "loss",
        WorkKind.Optimizer => "optimizer",
        WorkKind.Waiting => "waiting",
    };
}

/// <summary>A kernel: the layer's path, and "forward", "inputGradient" or "weightGradient".</summary>
internal sealed record KernelDocument(string Layer, string Pass, double Gflops, double PercentOfPeak)
{
    public static KernelDocument Of(CheckedPlan plan, KernelSpeed speed) => new(
        $"layers.{plan.Summary.Layers[speed.Kernel.Row!.Value].Layer.Path}",
        WorkDocument.NameOf(speed.Kernel.Kind),
        speed.Gflops,
        speed.PercentOfPeak);
}

internal sealed record BackendSpeedDocument(string Backend, ThroughputDocument Training, ThroughputDocument Evaluation);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BenchDocument))]
internal sealed partial class BenchJson : JsonSerializerContext;
