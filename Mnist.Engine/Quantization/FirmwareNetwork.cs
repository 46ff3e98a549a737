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

    /// <summary>What it makes of images.</summary>
    /// <param name="images">Read side by side on all cores.</param>
    /// <param name="cancellation">Stops after the images under way.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public FirmwareReading Read(ImageSet images, CancellationToken cancellation) => Match<FirmwareReading>(new(
        Int8: n =>
        {
            var exact = new IntegerInterpreter(n.Quantized);
            var logits = Logits(images, i => exact.Logits(images.Image(i)), cancellation);
            var real = logits.Chunk(Outputs).SelectMany(image => image.Max() is var largest
                ? image.Select(logit => (float)(n.Quantized.LogitScale * ((long)logit - largest)))
                : []);
            return FirmwareReading.Of(logits, [.. real], Outputs);
        },
        Float32: n =>
        {
            var logits = Logits(images, i => n.Folded.Logits(images.Image(i)), cancellation);
            return FirmwareReading.Of(logits, logits, Outputs);
        }));

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

    private int Outputs => (int)Network.Graph.Nodes[^1].Output.Elements;

    private T[] Logits<T>(ImageSet images, Func<int, T[]> read, CancellationToken cancellation)
    {
        var logits = new T[images.Count * Outputs];
        Parallel.For(0, images.Count, new() { CancellationToken = cancellation }, i => read(i).CopyTo(logits, i * Outputs));
        return logits;
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
