using Mnist.Domain.Deployment;

namespace Mnist.Engine.Quantization;

/// <summary>A convolution with its bias and the normalisation behind it in its weights.</summary>
/// <param name="Weights">(O, kernel height, kernel width, I / groups): each window row lies together, as it does in the image.</param>
/// <param name="Bias">(O).</param>
public sealed record FoldedConvolution(float[] Weights, float[] Bias)
{
    /// <summary>gamma (w x + b - mean) / sqrt(variance + epsilon) + beta is a convolution too.</summary>
    /// <param name="node">A convolution of a graph.</param>
    /// <param name="weights">The network's.</param>
    internal static FoldedConvolution Of(Node node, Weights weights)
    {
        var operation = (Operation.Convolution)node.Operation;
        var outputs = node.Output.Channels;
        if (node.Layer.Layer is Layer.BatchNorm2d alone)
            return Scaled(Enumerable.Repeat(1f, outputs).ToArray(), new float[outputs], Scales(node.Layer, alone, weights));

        var (taps, inputs) = (operation.Window.Kernel.Height * operation.Window.Kernel.Width, node.Input.Channels / operation.Groups);
        var trained = weights.Of($"{node.Layer.Path}.weight")!;
        var ordered = new float[trained.Length];
        for (var i = 0; i < ordered.Length; i++)
        {
            var (output, tap, input) = (i / (taps * inputs), i / inputs % taps, i % inputs);
            ordered[i] = trained[(((output * inputs) + input) * taps) + tap];
        }

        var bias = weights.Of($"{node.Layer.Path}.bias") ?? new float[outputs];
        return operation.Normalization is { Layer: Layer.BatchNorm2d norm } at
            ? Scaled(ordered, bias, Scales(at, norm, weights))
            : new(ordered, bias);
    }

    private static (double Scale, double Shift)[] Scales(PlacedLayer at, Layer.BatchNorm2d norm, Weights weights)
    {
        var (gamma, beta) = (weights.Of($"{at.Path}.weight")!, weights.Of($"{at.Path}.bias")!);
        var (mean, variance) = (weights.Of($"{at.Path}.running_mean")!, weights.Of($"{at.Path}.running_var")!);
        return [.. gamma
            .Select((g, c) => g / Math.Sqrt(variance[c] + norm.Epsilon))
            .Select((scale, c) => (scale, beta[c] - (mean[c] * scale)))];
    }

    private static FoldedConvolution Scaled(float[] weights, float[] bias, (double Scale, double Shift)[] by)
    {
        var taps = weights.Length / bias.Length;
        return new(
            [.. weights.Select((w, i) => (float)(w * by[i / taps].Scale))],
            [.. bias.Select((b, c) => (float)((b * by[c].Scale) + by[c].Shift))]);
    }
}
