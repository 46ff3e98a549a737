using System.Security.Cryptography;
using Mnist.Domain.Deployment;

namespace Mnist.Engine.Quantization;

/// <summary>What the integers of a value mean: real = scale x (integer - zero).</summary>
/// <param name="Scale">Above 0.</param>
/// <param name="Zero">The integer that means 0, in [-128, 127].</param>
public readonly record struct Affine(double Scale, int Zero);

/// <summary>What a node of a network of 8 bits computes with.</summary>
public abstract record QuantizedNode
{
    private QuantizedNode()
    {
    }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="QuantizedNode"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Plain">No numbers of its own.</param>
    /// <param name="Convolution">Weights and scales.</param>
    /// <param name="Mean">An offset and a scale.</param>
    /// <param name="Sum">Three scales.</param>
    public sealed record Cases<T>(Func<Plain, T> Plain, Func<Convolution, T> Convolution, Func<Mean, T> Mean, Func<Sum, T> Sum);

    /// <summary>Nothing but the integers that come in: the largest of a window, max(0, x), another order.</summary>
    public sealed record Plain : QuantizedNode
    {
        internal override T Pick<T>(Cases<T> on) => on.Plain(this);
    }

    /// <summary>A convolution.</summary>
    /// <param name="Weights">(O, kernel height, kernel width, I / groups), each in [-127, 127].</param>
    /// <param name="Bias">(O): the bias, less what the zero of the input adds to every sum.</param>
    /// <param name="Scales">(O); empty for the last node, whose sums are the logits.</param>
    public sealed record Convolution(sbyte[] Weights, int[] Bias, Rescaling[] Scales) : QuantizedNode
    {
        internal override T Pick<T>(Cases<T> on) => on.Convolution(this);
    }

    /// <summary>The mean of a window, as TFLite's MEAN: with a scale of its own.</summary>
    /// <param name="Offset">What the zero of the input adds to a sum.</param>
    /// <param name="Scale">From a sum to the mean.</param>
    public sealed record Mean(int Offset, Rescaling Scale) : QuantizedNode
    {
        internal override T Pick<T>(Cases<T> on) => on.Mean(this);
    }

    /// <summary>A sum, as TFLite's ADD: both parts are brought to one finer scale first.</summary>
    /// <param name="Left">The scale of the body.</param>
    /// <param name="Right">The scale of the shortcut.</param>
    /// <param name="Result">From the finer scale to the sum's.</param>
    public sealed record Sum(Rescaling Left, Rescaling Right, Rescaling Result) : QuantizedNode
    {
        /// <summary>Bits by which both parts are moved up.</summary>
        public const int FinerBits = 20;

        internal override T Pick<T>(Cases<T> on) => on.Sum(this);
    }
}

/// <summary>A network of 8 bits: integers only, the same bits wherever it is computed.</summary>
/// <param name="Network">The operations and their memory.</param>
/// <param name="Values">What the integers of each value mean: of the image, then of each node's.</param>
/// <param name="Nodes">For each node what it computes with.</param>
/// <param name="LogitScale">What one unit of the logits means.</param>
/// <param name="Calibration">What its scales are from.</param>
public sealed record QuantizedNetwork(
    DeployedNetwork Network, ValueList<Affine> Values, ValueList<QuantizedNode> Nodes, double LogitScale, Calibration Calibration)
{
    /// <summary>Grey levels less this are the integers of the image.</summary>
    public const int GreyOffset = 128;

    /// <summary>SHA-256 over all integers that it computes with, lower-case hexadecimal.</summary>
    public string Hash()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var value in Values)
            writer.Write(value.Zero);
        foreach (var node in Nodes)
        {
            foreach (var number in Numbers(node))
                writer.Write(number);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
    }

    private static IEnumerable<int> Numbers(QuantizedNode node) => node.Match<IEnumerable<int>>(new(
        Plain: _ => [],
        Convolution: c => [.. c.Weights, .. c.Bias, .. c.Scales.SelectMany(Numbers)],
        Mean: m => [m.Offset, .. Numbers(m.Scale)],
        Sum: s => [.. Numbers(s.Left), .. Numbers(s.Right), .. Numbers(s.Result)]));

    private static int[] Numbers(Rescaling scale) => [scale.Multiplier, scale.Shift];
}
