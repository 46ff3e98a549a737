using static TorchSharp.torch;

namespace Mnist.Engine.Torch;

/// <summary>A managed array and a tensor on the same memory, so that C# fills what torch reads.</summary>
/// <typeparam name="T">The element, one that torch has: <see cref="float"/> or <see cref="long"/>.</typeparam>
internal sealed class SharedBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly Tensor whole;

    /// <summary>Allocates zeros.</summary>
    /// <param name="length">At least 1.</param>
    public SharedBuffer(int length)
    {
        Values = new T[length];
        whole = frombuffer(Values, typeof(T) == typeof(float) ? ScalarType.Float32 : ScalarType.Int64);
    }

    /// <summary>The memory.</summary>
    public T[] Values { get; }

    /// <summary>A view of the first values, on the device: the same memory where that is the processor.</summary>
    /// <param name="device">Where it is used.</param>
    /// <param name="dimensions">Their product is at most the length.</param>
    public Tensor Take(Device device, long[] dimensions) =>
        whole.narrow(0, 0, dimensions.Aggregate((product, size) => product * size)).view(dimensions).to(device);

    /// <inheritdoc/>
    public void Dispose() => whole.Dispose();
}
