using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;
using Mnist.Domain.Values;
using Mnist.Engine.Backends;

namespace Mnist.PropertyTests.Engine;

/// <summary>Weights and images by the closed formulas of Golden/training.txt.</summary>
internal static class FormulaTraining
{
    public static Weights Weights(ValueList<ParameterTensor> tensors) => new(
        tensors,
        [.. tensors.SelectMany((tensor, t) => Enumerable
            .Range(0, (int)tensor.Count)
            .Select(i => (float)Start(tensor, (0.37 * i * i) + i + t)))]);

    public static IBatch Batch(Shape shape, int step, int size) => new Images(shape, step * size, size);

    private static double Start(ParameterTensor tensor, double phase) => tensor switch
    {
        { Trainable: false } => tensor.Initial.Low,
        { Dimensions.Count: > 1 } => Math.Sin(phase) * Math.Sqrt(2.0 / (tensor.Count / tensor.Dimensions[0])),
        _ when tensor.Name.EndsWith("bias", StringComparison.Ordinal) => 0.1 * Math.Sin(phase),
        _ => 1 + (0.1 * Math.Sin(phase)),
    };

    private sealed record Images(Shape Shape, int First, int Count) : IBatch
    {
        public int Label(int position) => ((7 * (First + position)) + 3) % 10;

        public void ReadImage(int position, Span<float> pixels)
        {
            var n = First + position;
            for (var p = 0; p < Shape.Elements; p++)
                pixels[p] = (float)Math.Sin((0.1 * p * p) + (0.7 * p * n) + n);
        }
    }
}
