using static TorchSharp.torch;

namespace Mnist.Engine.Torch;

/// <summary>Reads batches into whole tensors, several images at a time.</summary>
/// <param name="shape">Of one image.</param>
/// <param name="capacity">Most images of a batch.</param>
/// <param name="threads">Images that are read at once.</param>
/// <param name="device">Where the network computes.</param>
internal sealed class BatchReader(Shape shape, int capacity, int threads, Device device) : IDisposable
{
    private readonly SharedBuffer<float> pixels = new(checked((int)(capacity * shape.Elements)));
    private readonly SharedBuffer<long> labels = new(capacity);
    private readonly ParallelOptions options = new() { MaxDegreeOfParallelism = threads };

    /// <summary>Most images of a batch.</summary>
    public int Capacity => capacity;

    /// <summary>Some images of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">Position of the first one.</param>
    /// <param name="count">At most <see cref="Capacity"/>.</param>
    /// <returns>(count, C, H, W); its values hold until the next call.</returns>
    public Tensor Images(IBatch batch, int first, int count)
    {
        var size = (int)shape.Elements;
        Parallel.For(0, count, options, i => batch.ReadImage(first + i, pixels.Values.AsSpan(i * size, size)));
        return pixels.Take(device, [count, shape.Channels, shape.Height, shape.Width]);
    }

    /// <summary>All labels of a batch.</summary>
    /// <param name="batch">At most <see cref="Capacity"/> images.</param>
    /// <returns>(N); its values hold until the next call.</returns>
    public Tensor Labels(IBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
            labels.Values[i] = batch.Label(i);
        return labels.Take(device, [batch.Count]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        pixels.Dispose();
        labels.Dispose();
    }
}
