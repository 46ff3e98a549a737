using TorchSharp;

namespace Mnist.Engine.Torch;

/// <summary>The backend on TorchSharp: the reference, and the one that uses a GPU.</summary>
/// <remarks>
/// The bits of a result depend on torch's kernels and so on the processor, the number of threads and torch's version; masks of dropout,
/// order and augmentation do not.
/// </remarks>
internal sealed class TorchBackend : IBackend
{
    private readonly torch.Device device = TorchRuntime.Device();

    /// <inheritdoc/>
    public string Name => "torch";

    /// <summary>The backend, or why it cannot be used here.</summary>
    public static BackendState State() => TorchRuntime.Failure is { } reason
        ? new BackendState.NotLoaded(reason)
        : Ready(new TorchBackend());

    /// <inheritdoc/>
    public long Memory(Summary summary, TrainingPlan training, int threads) => CostCalculator.Memory(summary, training).PeakBytes;

    /// <inheritdoc/>
    public INetwork Create(CheckedPlan plan, Weights weights, long seed, int threads) =>
        new TorchNetwork(plan, weights, seed, threads, device);

    private static BackendState.Ready Ready(TorchBackend backend) => new(
        backend,
        backend.device.type == DeviceType.CUDA ? ComputeDevice.Gpu : ComputeDevice.Processor,
        [new("TorchSharp", TorchRuntime.BridgeVersion), new("libtorch", TorchRuntime.LibraryVersion())]);
}
