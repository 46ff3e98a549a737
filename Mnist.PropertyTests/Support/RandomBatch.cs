using Mnist.Domain.Networks;
using Mnist.Domain.Values;
using Mnist.Engine.Backends;

namespace Mnist.PropertyTests;

/// <summary>Random images, standard normal as normalised ones are, with labels in turn.</summary>
public sealed class RandomBatch : IBatch
{
    private readonly int classes;
    private readonly Shape shape;

    public RandomBatch(Shape shape, int count, int classes, int seed)
    {
        (this.shape, Count, this.classes) = (shape, count, classes);
        var stream = RandomStream.Of(seed, RandomPurpose.Synthetic);
        Pixels = [.. Enumerable.Range(0, checked((int)(count * shape.Elements))).Select(i => (float)Normal(stream, i))];
    }

    public float[] Pixels { get; }

    public int Count { get; }

    public IReadOnlyList<int> Labels => [.. Enumerable.Range(0, Count).Select(Label)];

    public ReferenceTensor Doubles => new(Count, shape, [.. Pixels.Select(p => (double)p)]);

    public int Label(int position) => position % classes;

    public void ReadImage(int position, Span<float> pixels) =>
        Pixels.AsSpan(position * pixels.Length, pixels.Length).CopyTo(pixels);

    // Box and Muller (1958).
    private static double Normal(RandomStream stream, int i) =>
        Math.Sqrt(-2 * Math.Log(1 - stream.Unit(2L * i))) * Math.Cos(2 * Math.PI * stream.Unit((2L * i) + 1));
}
