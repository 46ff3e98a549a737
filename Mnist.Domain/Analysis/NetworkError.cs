namespace Mnist.Domain.Analysis;

/// <summary>Why the layers of a network do not fit together, or which figure of it is beyond what can be held.</summary>
public abstract record NetworkError
{
    private NetworkError() { }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Message().Sentence;

    /// <summary>Path of the layer whose output is not known, so that layers behind it are not checked; null for none.</summary>
    public virtual string? Hiding => null;

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="NetworkError"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="DoesNotFit">A window larger than its input.</param>
    /// <param name="GroupsMismatch">Channels that groups do not divide.</param>
    /// <param name="NotFlat">A linear layer on an image.</param>
    /// <param name="BranchesDisagree">A sum of unlike shapes.</param>
    /// <param name="BranchesMisaligned">A sum of unlike places.</param>
    /// <param name="TooLarge">A count beyond what can be held.</param>
    public sealed record Cases<T>(
        Func<DoesNotFit, T> DoesNotFit,
        Func<GroupsMismatch, T> GroupsMismatch,
        Func<NotFlat, T> NotFlat,
        Func<BranchesDisagree, T> BranchesDisagree,
        Func<BranchesMisaligned, T> BranchesMisaligned,
        Func<TooLarge, T> TooLarge);

    /// <summary>The window, with its dilation, is larger than the padded input.</summary>
    /// <param name="Layer">The layer to blame.</param>
    /// <param name="Window">Its extent in pixels: dilation x (kernel - 1) + 1.</param>
    /// <param name="Input">What comes in, without padding.</param>
    public sealed record DoesNotFit(PlacedLayer Layer, Extent Window, Shape Input) : NetworkError
    {
        /// <inheritdoc/>
        public override string? Hiding => Layer.Path;

        internal override T Pick<T>(Cases<T> on) => on.DoesNotFit(this);
    }

    /// <summary>Groups have to divide both the channels that come in and the filters.</summary>
    /// <param name="Layer">The layer to blame.</param>
    /// <param name="Channels">Channels that come in.</param>
    /// <param name="Filters">Channels that go out.</param>
    /// <param name="Groups">The groups asked for.</param>
    public sealed record GroupsMismatch(PlacedLayer Layer, int Channels, int Filters, int Groups) : NetworkError
    {
        internal override T Pick<T>(Cases<T> on) => on.GroupsMismatch(this);
    }

    /// <summary>A linear layer needs a flat input.</summary>
    /// <param name="Layer">The layer to blame.</param>
    /// <param name="Input">What comes in.</param>
    public sealed record NotFlat(PlacedLayer Layer, Shape Input) : NetworkError
    {
        internal override T Pick<T>(Cases<T> on) => on.NotFlat(this);
    }

    /// <summary>The two branches of a residual block end in unlike shapes.</summary>
    /// <param name="Layer">The block.</param>
    /// <param name="Body">Where the body ends.</param>
    /// <param name="Projection">Where the shortcut ends.</param>
    public sealed record BranchesDisagree(PlacedLayer Layer, Shape Body, Shape Projection) : NetworkError
    {
        /// <inheritdoc/>
        public override string? Hiding => Layer.Path;

        internal override T Pick<T>(Cases<T> on) => on.BranchesDisagree(this);
    }

    /// <summary>The two branches of a residual block step over the input at unlike strides, so their sum mixes unlike places.</summary>
    /// <param name="Layer">The block.</param>
    /// <param name="Body">Input pixels between neighbouring outputs of the body.</param>
    /// <param name="Projection">The same for the shortcut.</param>
    public sealed record BranchesMisaligned(PlacedLayer Layer, Extent Body, Extent Projection) : NetworkError
    {
        /// <inheritdoc/>
        public override string? Hiding => Layer.Path;

        internal override T Pick<T>(Cases<T> on) => on.BranchesMisaligned(this);
    }

    /// <summary>A count beyond what can be held or allocated.</summary>
    /// <param name="Where">The layer's path, or "layers" for a total.</param>
    /// <param name="Quantity">What is counted.</param>
    /// <param name="Limit">The most there may be.</param>
    public sealed record TooLarge(string Where, Quantity Quantity, long Limit) : NetworkError
    {
        /// <inheritdoc/>
        public override string? Hiding => PlacedLayer.IsPath(Where) ? Where : null;

        internal override T Pick<T>(Cases<T> on) => on.TooLarge(this);
    }
}

/// <summary>What a calculator counts.</summary>
public enum Quantity
{
    /// <summary>Trainable parameters.</summary>
    Parameters,

    /// <summary>Multiply-adds for one image, forward.</summary>
    Macs,

    /// <summary>Values of an activation.</summary>
    Activations,

    /// <summary>Input pixels of the receptive field, or of the jump, along one axis.</summary>
    ReceptiveField,

    /// <summary>Bytes at the peak of training.</summary>
    Memory,

    /// <summary>Bytes of constants on a device.</summary>
    Flash,

    /// <summary>Bytes that change on a device.</summary>
    Ram,
}
