using System.Numerics;
using Mnist.Domain.Deployment;
using Mnist.Engine.Data;

namespace Mnist.Engine.Quantization;

/// <summary>A network that can be written as C: of 8 bits, or of float32.</summary>
public abstract record FirmwareNetwork
{
    private FirmwareNetwork()
    {
    }

    /// <summary>Its operations and their memory.</summary>
    public abstract DeployedNetwork Network { get; }

    /// <summary>The output with the largest logit, the first of several, for each image.</summary>
    /// <param name="images">Read side by side on all cores.</param>
    /// <param name="cancellation">Stops after the images under way.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public int[] Classes(ImageSet images, CancellationToken cancellation)
    {
        var classes = new int[images.Count];
        var read = Match<Func<int, int>>(new(
            Int8: n =>
            {
                var exact = new IntegerInterpreter(n.Quantized);
                return i => Largest(exact.Logits(images.Image(i)));
            },
            Float32: n => i => Largest(n.Folded.Logits(images.Image(i)))));
        Parallel.For(0, images.Count, new() { CancellationToken = cancellation }, i => classes[i] = read(i));
        return classes;
    }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="FirmwareNetwork"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Int8">Integers only.</param>
    /// <param name="Float32">As trained.</param>
    public sealed record Cases<T>(Func<Int8, T> Int8, Func<Float32, T> Float32);

    private static int Largest<T>(T[] logits)
        where T : IComparisonOperators<T, T, bool>
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
            best = logits[i] > logits[best] ? i : best;
        return best;
    }

    /// <summary>A network of 8 bits.</summary>
    /// <param name="Quantized">Its integers.</param>
    public sealed record Int8(QuantizedNetwork Quantized) : FirmwareNetwork
    {
        /// <inheritdoc/>
        public override DeployedNetwork Network => Quantized.Network;

        internal override T Pick<T>(Cases<T> on) => on.Int8(this);
    }

    /// <summary>A network of float32, deployed as such.</summary>
    /// <param name="Folded">Its weights.</param>
    public sealed record Float32(FoldedNetwork Folded) : FirmwareNetwork
    {
        /// <inheritdoc/>
        public override DeployedNetwork Network => Folded.Network;

        internal override T Pick<T>(Cases<T> on) => on.Float32(this);
    }
}
