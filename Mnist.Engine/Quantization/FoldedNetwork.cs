using Mnist.Domain.Deployment;

namespace Mnist.Engine.Quantization;

/// <summary>A trained network as devices compute it in float32: without dropout, normalisation part of the weights.</summary>
public sealed class FoldedNetwork
{
    private readonly FloatInterpreter interpreter;

    private FoldedNetwork(DeployedNetwork network, Normalization normalization, ValueList<FoldedConvolution?> convolutions)
    {
        (Network, Normalization, Convolutions) = (network, normalization, convolutions);
        interpreter = new(this);
    }

    /// <summary>The operations and their memory.</summary>
    public DeployedNetwork Network { get; }

    /// <summary>How grey levels become inputs.</summary>
    public Normalization Normalization { get; }

    /// <summary>For each node its weights; null where it has none.</summary>
    public ValueList<FoldedConvolution?> Convolutions { get; }

    /// <summary>A network with its weights.</summary>
    /// <param name="network">Of any format.</param>
    /// <param name="weights">Trained.</param>
    /// <param name="normalization">Of the training.</param>
    public static FoldedNetwork Of(DeployedNetwork network, Weights weights, Normalization normalization) => new(
        network,
        normalization,
        network.Graph.Nodes
            .Select(node => node.Operation is Operation.Convolution ? FoldedConvolution.Of(node, weights) : null)
            .ToValueList());

    /// <summary>The logits of an image.</summary>
    /// <param name="image">Grey levels, row by row.</param>
    public float[] Logits(ReadOnlySpan<byte> image) => interpreter.Values(image)[^1];

    /// <summary>The smallest and largest number of every value over some images, 0 among them.</summary>
    /// <param name="images">Grey levels of each.</param>
    public ValueList<(float Low, float High)> Ranges(IEnumerable<byte[]> images)
    {
        var ranges = new (float Low, float High)[1 + Network.Graph.Nodes.Count];
        foreach (var image in images)
        {
            var values = interpreter.Values(image);
            for (var v = 0; v < ranges.Length; v++)
                ranges[v] = (Math.Min(ranges[v].Low, values[v].Min()), Math.Max(ranges[v].High, values[v].Max()));
        }

        return ranges.ToValueList();
    }

    private sealed class FloatInterpreter(FoldedNetwork network) : Interpreter<float>(network.Network.Graph)
    {
        private readonly ValueList<Node> nodes = network.Network.Graph.Nodes;
        private readonly float[][] weights = [.. network.Convolutions.Select(c => c is null ? [] : ByTap(c.Weights, c.Bias.Length))];

        protected override float Pixel(byte level) =>
            (float)(((level / 255.0) - network.Normalization.Mean) / network.Normalization.StandardDeviation);

        protected override float[] Weights(int node) => weights[node];

        protected override float Zero(int value) => 0;

        protected override float Finish(int node, int channel, float sum)
        {
            var biased = sum + network.Convolutions[node]!.Bias[channel];
            return nodes[node].Operation is Operation.Convolution { Rectifies: true } ? Math.Max(biased, 0) : biased;
        }

        protected override float Mean(int node, float sum, int count) => sum / count;

        protected override float Sum(int node, float left, float right) =>
            nodes[node].Operation is Operation.Sum { Rectifies: true } ? Math.Max(left + right, 0) : left + right;
    }
}
