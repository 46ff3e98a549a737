using Mnist.Domain.Deployment;

namespace Mnist.Engine.Quantization;

/// <summary>Computes a network of 8 bits exactly: what any other implementation has to give, bit for bit.</summary>
/// <param name="network">The network.</param>
public sealed class IntegerInterpreter(QuantizedNetwork network)
{
    private readonly Exact exact = new(network);

    /// <summary>The logits of an image, in units of the network's scale of logits.</summary>
    /// <param name="image">Grey levels, row by row.</param>
    public int[] Logits(ReadOnlySpan<byte> image) => exact.Values(image)[^1];

    private sealed class Exact : Interpreter<int>
    {
        private readonly QuantizedNetwork network;
        private readonly int[][] weights;

        public Exact(QuantizedNetwork network)
            : base(network.Network.Graph)
        {
            this.network = network;
            weights = [.. network.Nodes.Select(node =>
                node is QuantizedNode.Convolution c ? ByTap([.. c.Weights.Select(w => (int)w)], c.Bias.Length) : [])];
        }

        protected override int Pixel(byte level) => level - QuantizedNetwork.GreyOffset;

        protected override int[] Weights(int node) => weights[node];

        protected override int Zero(int value) => network.Values[value].Zero;

        protected override int Finish(int node, int channel, int sum)
        {
            var convolution = (QuantizedNode.Convolution)network.Nodes[node];
            var rectifies = network.Network.Graph.Nodes[node].Operation is Operation.Convolution { Rectifies: true };
            var whole = sum + convolution.Bias[channel];
            return convolution.Scales.Length > 0 ? Clamp(node, convolution.Scales[channel].Apply(whole), rectifies)
                : rectifies ? Math.Max(whole, 0)
                : whole;
        }

        protected override int Mean(int node, int sum, int count)
        {
            var mean = (QuantizedNode.Mean)network.Nodes[node];
            return Clamp(node, mean.Scale.Apply(sum - mean.Offset), rectifies: false);
        }

        protected override int Sum(int node, int left, int right)
        {
            var (sum, at) = ((QuantizedNode.Sum)network.Nodes[node], network.Network.Graph.Nodes[node]);
            var finer = (int)(sum.Left.Apply((left - Zero(at.Inputs[0])) << QuantizedNode.Sum.FinerBits)
                + sum.Right.Apply((right - Zero(at.Inputs[1])) << QuantizedNode.Sum.FinerBits));
            return Clamp(node, sum.Result.Apply(finer), at.Operation is Operation.Sum { Rectifies: true });
        }

        private int Clamp(int node, long number, bool rectifies)
        {
            var zero = Zero(node + 1);
            return (int)Math.Clamp(number + zero, rectifies ? zero : sbyte.MinValue, sbyte.MaxValue);
        }
    }
}
