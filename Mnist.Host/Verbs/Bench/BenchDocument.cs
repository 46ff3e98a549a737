using System.Text.Json.Serialization;
using Mnist.Engine.Benchmarks;
using Mnist.Engine.Simd.Measuring;

namespace Mnist.Host.Verbs.Bench;

/// <summary>What <c>bench --json</c> prints. Speeds are those of the first backend; kernels those of simd on one thread.</summary>
internal sealed record BenchDocument(
    MachineDocument Machine, ThroughputDocument Training, ThroughputDocument Evaluation, IReadOnlyList<KernelDocument> Kernels)
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
        new(new(speed.ImagesPerSecond.Min, speed.ImagesPerSecond.Median, speed.ImagesPerSecond.Max), speed.Gflops, speed.PercentOfPeak);
}

internal sealed record SpreadDocument(double Min, double Median, double Max);

/// <summary>A kernel: the layer's path, and "forward", "inputGradient" or "weightGradient".</summary>
internal sealed record KernelDocument(string Layer, string Pass, double Gflops, double PercentOfPeak)
{
    public static KernelDocument Of(CheckedPlan plan, KernelSpeed speed) => new(
        $"layers.{plan.Summary.Layers[speed.Kernel.Row].Layer.Path}",
        speed.Kernel.Pass switch
        {
            KernelPass.Forward => "forward",
            KernelPass.InputGradient => "inputGradient",
            KernelPass.WeightGradient => "weightGradient",
        },
        speed.Gflops,
        speed.PercentOfPeak);
}

internal sealed record BackendSpeedDocument(string Backend, ThroughputDocument Training, ThroughputDocument Evaluation);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BenchDocument))]
internal sealed partial class BenchJson : JsonSerializerContext;
