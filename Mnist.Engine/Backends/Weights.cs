using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Mnist.Engine.Backends;

/// <summary>All values of a network, trainable and running, in the order of PyTorch's <c>state_dict</c>.</summary>
public sealed class Weights
{
    private readonly int[] offsets;

    /// <summary>Values for these tensors.</summary>
    /// <param name="tensors">A network's tensors, in order.</param>
    /// <param name="values">One value after the other, tensor by tensor, row-major; kept, not copied.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the tensors.</exception>
    public Weights(ValueList<ParameterTensor> tensors, float[] values)
    {
        Tensors = tensors;
        Values = values;
        offsets = new int[tensors.Count + 1];
        for (var i = 0; i < tensors.Count; i++)
            offsets[i + 1] = checked(offsets[i] + (int)tensors[i].Count);
        if (values.Length != offsets[^1])
            throw new ArgumentException($"{values.Length} values for tensors of {offsets[^1]}.", nameof(values));
    }

    /// <summary>Names and dimensions.</summary>
    public ValueList<ParameterTensor> Tensors { get; }

    /// <summary>All values, tensor by tensor.</summary>
    public float[] Values { get; }

    /// <summary>Where a tensor's values start in <see cref="Values"/>.</summary>
    /// <param name="tensor">In [0, Tensors.Count].</param>
    public int Offset(int tensor) => offsets[tensor];

    /// <summary>The values of one tensor.</summary>
    /// <param name="tensor">In [0, Tensors.Count).</param>
    public Span<float> this[int tensor] => Values.AsSpan(offsets[tensor]..offsets[tensor + 1]);

    /// <summary>A copy of the values of the tensor of a name; null where there is none.</summary>
    /// <param name="name">Such as "0.weight".</param>
    public float[]? Of(string name)
    {
        var tensor = Tensors.Index().FirstOrDefault(at => at.Item.Name == name);
        return tensor.Item is null ? null : this[tensor.Index].ToArray();
    }

    /// <summary>SHA-256 of the values as little-endian float32, in lower-case hexadecimal: equal exactly when the bits are.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Values.AsSpan())));

    /// <summary>Values to start a run from: each tensor's own distribution, drawn from its own stream of the seed.</summary>
    /// <param name="tensors">A network's tensors.</param>
    /// <param name="seed">The run's seed.</param>
    public static Weights Initial(ValueList<ParameterTensor> tensors, long seed)
    {
        var weights = new Weights(tensors, new float[tensors.Sum(t => t.Count)]);
        for (var t = 0; t < tensors.Count; t++)
        {
            var stream = RandomStream.Of(seed, RandomPurpose.InitialWeights, index: t);
            var (low, high) = (tensors[t].Initial.Low, tensors[t].Initial.High);
            var values = weights[t];
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)stream.Uniform(i, low, high);
        }

        return weights;
    }
}
