using Mnist.Domain.Networks;
using Mnist.Domain.Values;
using Mnist.Engine.Simd.Memory;

namespace Mnist.PropertyTests.Engine.Simd;

/// <summary>A tensor of some groups of images in memory of its own, with random values in [-1, 1) inside its halo of zeros.</summary>
internal sealed unsafe class FilledTensor : IDisposable
{
    private readonly NativeBuffer<float> memory;

    public FilledTensor(Shape shape, Halo halo, int? seed, int groups = 1)
    {
        Tensor = new(shape);
        Tensor.Require(halo);
        memory = new(groups * Tensor.SlabSize);
        Tensor.Place(memory.Pointer, Tensor.SlabSize, keepsAll: true);
        for (var group = 0; group < groups && seed is { } given; group++)
            Fill(given + group, OriginOf(group));
    }

    public BatchTensor Tensor { get; }

    public float* Origin => OriginOf(0);

    public float* OriginOf(int group) => Tensor.Origin(new(group, group, 0, 0, Lanes.Count));

    public static float[] Values(int count, long seed)
    {
        var stream = RandomStream.Of(seed, RandomPurpose.Synthetic);
        return [.. Enumerable.Range(0, count).Select(i => (float)stream.Uniform(i, -1, 1))];
    }

    /// <summary>Rounds all values, so that some are equal.</summary>
    /// <param name="steps">Different values between 0 and 1.</param>
    public void Round(int steps)
    {
        foreach (ref var value in memory.Span)
            value = MathF.Round(value * steps) / steps;
    }

    public void Dispose() => memory.Dispose();

    private void Fill(int seed, float* origin)
    {
        var values = Values(checked((int)Tensor.Shape.Elements) * Lanes.Count, seed);
        var next = 0;
        for (var c = 0; c < Tensor.Shape.Channels; c++)
        {
            for (var y = 0; y < Tensor.Shape.Height; y++)
            {
                for (var x = 0; x < Tensor.Width; x++)
                    origin[Tensor.Offset(c, y, 0) + x] = values[next++];
            }
        }
    }
}
