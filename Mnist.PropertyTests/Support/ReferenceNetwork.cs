using Mnist.Domain;
using Mnist.Engine;

namespace Mnist.PropertyTests;

/// <summary>Activations of a batch in double precision: (N, C, H, W), row-major.</summary>
public sealed record ReferenceTensor(int Images, Shape Shape, double[] Values)
{
    public double this[int n, int c, int y, int x] =>
        Values[(((((n * Shape.Channels) + c) * Shape.Height) + y) * Shape.Width) + x];

    /// <summary>A tensor by its value at each (image, channel, row, column).</summary>
    public static ReferenceTensor Of(int images, Shape shape, Func<int, int, int, int, double> value)
    {
        var (c, h, w) = (shape.Channels, shape.Height, shape.Width);
        var values = new double[images * c * h * w];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(i / (c * h * w), i / (h * w) % c, i / w % h, i % w);
        return new(images, shape, values);
    }

    public ReferenceTensor Map(Func<double, int, double> f) => this with { Values = [.. Values.Select(f)] };
}

/// <summary>What a network means: plain loops over doubles, as PyTorch documents each layer. Slow, and simple enough to read.</summary>
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

    public static Dictionary<string, double[]> Doubles(Weights weights) => Enumerable.Range(0, weights.Tensors.Count)
        .ToDictionary(t => weights.Tensors[t].Name, t => weights[t].ToArray().Select(v => (double)v).ToArray(), StringComparer.Ordinal);

    public ReferenceTensor Logits(ReferenceTensor images) => Chain(PlacedLayer.Chain(architecture.Layers), images);

    /// <summary>Mean over the batch of the cross-entropy against smoothed labels.</summary>
    public static double Loss(ReferenceTensor logits, IReadOnlyList<int> labels, double smoothing) =>
        Enumerable.Range(0, logits.Images).Average(n =>
        {
            var row = Enumerable.Range(0, logits.Shape.Channels).Select(o => logits[n, o, 0, 0]).ToArray();
            var largest = row.Max();
            var total = largest + Math.Log(row.Sum(v => Math.Exp(v - largest)));
            return total - ((1 - smoothing) * row[labels[n]]) - (smoothing * row.Average());
        });

    private ReferenceTensor Chain(IEnumerable<PlacedLayer> layers, ReferenceTensor x) =>
        layers.Aggregate(x, (value, layer) => Apply(layer, value));

    private ReferenceTensor Apply(PlacedLayer at, ReferenceTensor x) => at.Layer.Match<ReferenceTensor>(new(
        Conv2d: c => Convolve(x, c, Output(at, x), weights[$"{at.Path}.weight"], c.Bias ? weights[$"{at.Path}.bias"] : null),
        BatchNorm2d: b => Normalise(at.Path, b, x),
        Relu: _ => x.Map((v, _) => Math.Max(v, 0)),
        MaxPool2d: p => Pool(x, p.Window, p.Stride, Output(at, x), window => window.Max()),
        AvgPool2d: p => Pool(x, p.Window, p.Stride, Output(at, x), window => window.Average()),
        GlobalAvgPool: _ => Pool(x, new(x.Shape.Height, x.Shape.Width), 1, Output(at, x), window => window.Average()),
        Dropout: d => Drop(at.Path, d.Rate, x),
        Flatten: _ => x with { Shape = Output(at, x) },
        Linear: l => Linear(x, l.Units, weights[$"{at.Path}.weight"], l.Bias ? weights[$"{at.Path}.bias"] : null),
        Residual: r => Sum(Chain(at.Body(r), x), Chain(at.Projection(r), x))));

    private static Shape Output(PlacedLayer at, ReferenceTensor x) => ShapeCalculator.Output(at, x.Shape).Match(
        valid: shape => shape,
        invalid: errors => throw new InvalidOperationException(errors.ToString()));

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

    private static ReferenceTensor Linear(ReferenceTensor x, int units, double[] weight, double[]? bias) => Convolve(
        x, new Layer.Conv2d(units, 1), new(units, 1, 1), weight, bias);

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
        return x.Map((v, i) => ((v - mean[Channel(i)]) / Math.Sqrt(variance[Channel(i)] + b.Epsilon) * scale[Channel(i)]) + shift[Channel(i)]);
    }

    private static ReferenceTensor Pool(ReferenceTensor x, Extent window, Extent stride, Shape shape, Func<IEnumerable<double>, double> reduce) =>
        ReferenceTensor.Of(x.Images, shape, (n, c, y, h) => reduce(
            from row in Enumerable.Range(y * stride.Height, window.Height)
            from column in Enumerable.Range(h * stride.Width, window.Width)
            select x[n, c, row, column]));

    private ReferenceTensor Drop(string path, double rate, ReferenceTensor x)
    {
        var elements = (int)x.Shape.Elements;
        return isTraining ? x.Map((v, i) => Keeps(path, i / elements, i % elements) ? v / (1 - rate) : 0) : x;
    }

    private static ReferenceTensor Sum(ReferenceTensor left, ReferenceTensor right) => left.Map((v, i) => v + right.Values[i]);
}
