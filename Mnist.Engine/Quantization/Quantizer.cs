using Mnist.Domain.Deployment;
using Mnist.Engine.Data;

namespace Mnist.Engine.Quantization;

/// <summary>Makes networks of 8 bits from trained ones, by TFLite's specification of 8-bit quantisation.</summary>
/// <remarks>
/// Weights are symmetric with a scale for each output channel, those of the last layer with one scale, so that its sums are logits as they
/// are. Activations are affine with one scale for each value, from the smallest and the largest number that training images give.
/// </remarks>
public static class Quantizer
{
    /// <summary>Training images that ranges are taken from: the first of the set.</summary>
    public const int CalibrationImages = 1_000;

    /// <summary>Most products in a sum: with a bias of 30 bits they fit into 32.</summary>
    public const int MostTaps = 1 << 15;

    private const int MostWeight = 127, Levels = 255, BiasBits = 30;

    /// <summary>The network in 8 bits.</summary>
    /// <param name="folded">The trained network, deployed as <see cref="NumberFormat.Int8"/>.</param>
    /// <param name="training">Images that it was trained on; the first are used.</param>
    public static Validation<QuantizedNetwork, QuantizationError> Quantize(FoldedNetwork folded, ImageSet training) =>
        Quantize(
            folded,
            Enumerable.Range(0, Math.Min(CalibrationImages, training.Count)).Select(i => training.Image(i).ToArray()).ToList());

    /// <summary>The network in 8 bits.</summary>
    /// <param name="folded">The trained network, deployed as <see cref="NumberFormat.Int8"/>.</param>
    /// <param name="images">What ranges are taken from.</param>
    public static Validation<QuantizedNetwork, QuantizationError> Quantize(FoldedNetwork folded, IReadOnlyCollection<byte[]> images)
    {
        var calibration = Calibration.Of(folded, images);
        var errors = folded.Network.Graph.Nodes.Index()
            .SelectMany(at => Errors(folded, at.Index, calibration.Ranges[at.Index + 1]))
            .ToValueList();
        return errors.Count > 0
            ? Validation.Invalid<QuantizedNetwork, QuantizationError>(errors)
            : Validation.Valid<QuantizedNetwork, QuantizationError>(Quantize(folded, calibration));
    }

    private static IEnumerable<QuantizationError> Errors(FoldedNetwork folded, int index, (float Low, float High) range)
    {
        var node = folded.Network.Graph.Nodes[index];
        var convolution = folded.Convolutions[index];
        var window = node.Reads.Kernel;
        var taps = convolution is null ? (long)window.Height * window.Width : convolution.Weights.Length / convolution.Bias.Length;
        if (taps > MostTaps)
            yield return new QuantizationError.WindowTooLarge(node.Layer, taps, MostTaps);
        if (!float.IsFinite(range.High - range.Low) || convolution is { } c && !c.Weights.Concat(c.Bias).All(float.IsFinite))
            yield return new QuantizationError.NotFinite(node.Layer);
    }

    private static QuantizedNetwork Quantize(FoldedNetwork folded, Calibration calibration)
    {
        var graph = folded.Network.Graph;
        var values = new List<Affine> { Image(folded) };
        for (var i = 0; i < graph.Nodes.Count; i++)
            values.Add(KeepsScale(graph.Nodes[i].Operation) ? values[graph.Nodes[i].Inputs[0]] : Over(calibration.Ranges[i + 1]));

        var nodes = graph.Nodes.Index().Select(at => Node(folded, at.Index, at.Item, values)).ToValueList();
        var seen = values[graph.Nodes[^1].Inputs[0]];
        var logitScale = folded.Network.EndsInSums && folded.Convolutions[^1] is { } last
            ? seen.Scale * WeightScale(last.Weights, last.Bias, seen)
            : values[^1].Scale;
        return new(folded.Network, values.ToValueList(), nodes, logitScale, calibration);
    }

    /// <summary>(level / 255 - mean) / deviation, with the whole level nearest to the mean as zero.</summary>
    private static Affine Image(FoldedNetwork folded) => new(
        1 / (byte.MaxValue * folded.Normalization.StandardDeviation),
        (int)Math.Clamp(Math.Round(byte.MaxValue * folded.Normalization.Mean), 0, byte.MaxValue) - QuantizedNetwork.GreyOffset);

    /// <summary>A scale on which 0 is a whole number.</summary>
    private static Affine Over((float Low, float High) range)
    {
        var scale = range.High > range.Low ? ((double)range.High - range.Low) / Levels : 1;
        return new(scale, (int)Math.Clamp(Math.Round(sbyte.MinValue - (range.Low / scale)), sbyte.MinValue, sbyte.MaxValue));
    }

    private static bool KeepsScale(Operation operation) => operation.Match<bool>(new(
        Convolution: _ => false, Pooling: p => !p.IsMean, Sum: _ => false, Relu: _ => true, Flatten: _ => true));

    private static QuantizedNode Node(FoldedNetwork folded, int index, Node node, List<Affine> values)
    {
        var (input, output) = (values[node.Inputs[0]], values[index + 1]);
        return node.Operation.Match<QuantizedNode>(new(
            Convolution: _ => Convolution(
                folded.Convolutions[index]!, input, folded.Network.EndsInSums && node == folded.Network.Graph.Nodes[^1] ? null : output),
            Pooling: p => p.IsMean ? Mean(p.Window.Kernel.Height * p.Window.Kernel.Width, input, output) : new QuantizedNode.Plain(),
            Sum: _ => Sum(input, values[node.Inputs[1]], output),
            Relu: _ => new QuantizedNode.Plain(),
            Flatten: _ => new QuantizedNode.Plain()));
    }

    private static QuantizedNode.Mean Mean(int count, Affine input, Affine output) =>
        new(count * input.Zero, Rescaling.Of(input.Scale / (count * output.Scale)));

    private static QuantizedNode.Sum Sum(Affine left, Affine right, Affine output)
    {
        var twice = 2 * Math.Max(left.Scale, right.Scale);
        return new(
            Rescaling.Of(left.Scale / twice),
            Rescaling.Of(right.Scale / twice),
            Rescaling.Of(Math.ScaleB(twice, -QuantizedNode.Sum.FinerBits) / output.Scale));
    }

    private static QuantizedNode.Convolution Convolution(FoldedConvolution trained, Affine input, Affine? output)
    {
        var taps = trained.Weights.Length / trained.Bias.Length;
        var common = output is null ? WeightScale(trained.Weights, trained.Bias, input) : 0;
        var scales = trained.Bias
            .Select((bias, channel) => output is null ? common : WeightScale(trained.Weights.AsSpan(channel * taps, taps), [bias], input))
            .ToArray();
        sbyte[] weights =
            [.. trained.Weights.Select((w, i) => (sbyte)Math.Clamp(Math.Round(w / scales[i / taps]), -MostWeight, MostWeight))];
        int[] biases = [.. trained.Bias.Select((bias, channel) => (int)Math.Round(bias / (input.Scale * scales[channel]))
            - (input.Zero * weights.AsSpan(channel * taps, taps).ToArray().Sum(w => w)))];
        return new(weights, biases, output is { } to ? [.. scales.Select(scale => Rescaling.Of(input.Scale * scale / to.Scale))] : []);
    }

    /// <summary>The scale on which the largest weight is 127, and no bias has more than 30 bits.</summary>
    private static double WeightScale(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Affine input) => Math.Max(
        Math.Max(Largest(weights) / MostWeight, Largest(bias) / Math.ScaleB(input.Scale, BiasBits)), 1e-30);

    private static double Largest(ReadOnlySpan<float> values)
    {
        var largest = 0f;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
