using Mnist.Domain.Networks;
using Mnist.Engine.Backends;

namespace Mnist.PropertyTests;

/// <summary>What a network means: plain loops over doubles, as PyTorch documents each layer. Slow, and simple enough to read.</summary>
/// <remarks>
/// Shapes come from <see cref="ReferenceShapes"/>, and names are put together here: nothing of the calculators under test.
/// </remarks>
/// <param name="architecture">The network.</param>
/// <param name="weights">Its values by tensor name.</param>
/// <param name="isTraining">Whether normalisation uses the batch's statistics and dropout drops.</param>
public sealed class ReferenceNetwork(
    Architecture architecture, IReadOnlyDictionary<string, double[]> weights, bool isTraining)
{
    /// <summary>Whether dropout keeps a value: path of the layer, image, element.</summary>
    public Func<string, int, int, bool> Keeps { get; init; } = (_, _, _) => true;

    /// <summary>Batch mean and unbiased variance of each normalisation, by path, after a pass in training mode.</summary>
    public Dictionary<string, (double[] Mean, double[] Variance)> Statistics { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The least distance of a value from where its slope jumps, where it is not there: of a rectifier's input from 0, of the two largest
    /// values of a pooling's window from each other. Nearer than rounding, float32 may take the slope of the other side.
    /// </summary>
    public double NearestKink { get; private set; } = double.PositiveInfinity;

    public static Dictionary<string, double[]> Doubles(Weights weights) => Enumerable.Range(0, weights.Tensors.Count)
        .ToDictionary(t => weights.Tensors[t].Name, t => weights[t].ToArray().Select(v => (double)v).ToArray(), StringComparer.Ordinal);

    public ReferenceTensor Logits(ReferenceTensor images) => Chain(architecture.Layers, "", images);

    /// <summary>Mean over the batch of the cross-entropy against smoothed labels.</summary>
    public static double Loss(ReferenceTensor logits, IReadOnlyList<int> labels, double smoothing) =>
        Enumerable.Range(0, logits.Images).Average(n =>
        {
            var row = Enumerable.Range(0, logits.Shape.Channels).Select(o => logits[n, o, 0, 0]).ToArray();
            var largest = row.Max();
            var total = largest + Math.Log(row.Sum(v => Math.Exp(v - largest)));
            return total - ((1 - smoothing) * row[labels[n]]) - (smoothing * row.Average());
        });

    private ReferenceTensor Chain(IEnumerable<Layer> layers, string prefix, ReferenceTensor x) =>
        layers.Index().Aggregate(x, (value, at) => Apply(at.Item, $"{prefix}{at.Index}", value));

    private ReferenceTensor Apply(Layer layer, string path, ReferenceTensor x)
    {
        var shape = ReferenceShapes.Output(layer, x.Shape) ?? throw new InvalidOperationException($"{layer} does not fit {x.Shape}.");
        return layer.Match<ReferenceTensor>(new(
            Conv2d: c => Convolve(x, c, shape, weights[$"{path}.weight"], c.Bias ? weights[$"{path}.bias"] : null),
            BatchNorm2d: b => Normalise(path, b, x),
            Relu: _ => x.Map((v, _) => Kinked(Math.Max(v, 0), Math.Abs(v))),
            MaxPool2d: p => Pool(x, p.Window, p.Stride, shape, Largest),
            AvgPool2d: p => Pool(x, p.Window, p.Stride, shape, window => window.Average()),
            GlobalAvgPool: _ => Pool(x, new(x.Shape.Height, x.Shape.Width), 1, shape, window => window.Average()),
            Dropout: d => Drop(path, d.Rate, x),
            Flatten: _ => x with { Shape = shape },
            Linear: l => Convolve(x, new(l.Units, 1), shape, weights[$"{path}.weight"], l.Bias ? weights[$"{path}.bias"] : null),
            Residual: r => Sum(Chain(r.Body, $"{path}.body.", x), Chain(r.Projection, $"{path}.projection.", x))));
    }

    private double Largest(IEnumerable<double> window)
    {
        var values = window.OrderDescending().Take(2).ToArray();
        return Kinked(values[0], values[0] - values[^1]);
    }

    private double Kinked(double value, double distance)
    {
        if (distance > 0)
            NearestKink = Math.Min(NearestKink, distance);
        return value;
    }

    private static ReferenceTensor Convolve(ReferenceTensor x, Layer.Conv2d c, Shape shape, double[] weight, double[]? bias)
    {
        var (inputs, outputs) = (x.Shape.Channels / c.Groups, c.Filters / c.Groups);
        var taps = Taps(inputs, c.Kernel).ToArray();
        return ReferenceTensor.Of(x.Images, shape, (n, o, y, h) =>
        {
            var sum = bias?[o] ?? 0;
            foreach (var tap in taps)
            {
                var row = (y * c.Stride.Height) - c.Padding.Height + (tap.Row * c.Dilation.Height);
                var column = (h * c.Stride.Width) - c.Padding.Width + (tap.Column * c.Dilation.Width);
                if (row >= 0 && row < x.Shape.Height && column >= 0 && column < x.Shape.Width)
                    sum += weight[(o * taps.Length) + tap.Index] * x[n, (o / outputs * inputs) + tap.Input, row, column];
            }

            return sum;
        });
    }

    private static IEnumerable<(int Input, int Row, int Column, int Index)> Taps(int inputs, Extent kernel) =>
        from i in Enumerable.Range(0, inputs)
        from y in Enumerable.Range(0, kernel.Height)
        from x in Enumerable.Range(0, kernel.Width)
        select (i, y, x, (((i * kernel.Height) + y) * kernel.Width) + x);

    private ReferenceTensor Normalise(string path, Layer.BatchNorm2d b, ReferenceTensor x)
    {
        var plane = x.Shape.Height * x.Shape.Width;
        int Channel(int index) => index / plane % x.Shape.Channels;
        var (mean, variance) = (weights[$"{path}.running_mean"], weights[$"{path}.running_var"]);
        if (isTraining)
        {
            var channels = x.Values.Select((value, index) => (Value: value, Channel: Channel(index)))
                .GroupBy(v => v.Channel, v => v.Value).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray();
            mean = [.. channels.Select(c => c.Average())];
            variance = [.. channels.Zip(mean, (c, m) => c.Average(v => (v - m) * (v - m)))];
            var count = (double)channels[0].Length;
            Statistics[path] = (mean, [.. variance.Select(v => v * count / (count - 1))]);
        }

        var (scale, shift) = (weights[$"{path}.weight"], weights[$"{path}.bias"]);
        return x.Map((v, i) => ((v - mean[Channel(i)]) / Math.Sqrt(variance[Channel(i)] + b.Epsilon) * scale[Channel(i)])
            + shift[Channel(i)]);
    }

    private static ReferenceTensor Pool(
        ReferenceTensor x, Extent window, Extent stride, Shape shape, Func<IEnumerable<double>, double> reduce) =>
        ReferenceTensor.Of(x.Images, shape, (n, c, y, h) => reduce(
            from row in Enumerable.Range(y * stride.Height, window.Height)
            from column in Enumerable.Range(h * stride.Width, window.Width)
            select x[n, c, row, column]));

    private ReferenceTensor Drop(string path, double rate, ReferenceTensor x)
    {
        var elements = x.Shape.Channels * x.Shape.Height * x.Shape.Width;
        return isTraining ? x.Map((v, i) => Keeps(path, i / elements, i % elements) ? v / (1 - rate) : 0) : x;
    }

    private static ReferenceTensor Sum(ReferenceTensor left, ReferenceTensor right) => left.Map((v, i) => v + right.Values[i]);
}
