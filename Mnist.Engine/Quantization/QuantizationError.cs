namespace Mnist.Engine.Quantization;

/// <summary>Why a network cannot be held in 8 bits.</summary>
public abstract record QuantizationError
{
    private QuantizationError()
    {
    }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Sentence();

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="QuantizationError"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="WindowTooLarge">Sums beyond 32 bits.</param>
    /// <param name="NotFinite">Weights that are no numbers.</param>
    public sealed record Cases<T>(Func<WindowTooLarge, T> WindowTooLarge, Func<NotFinite, T> NotFinite);

    /// <summary>A sum of so many products may not fit into 32 bits.</summary>
    /// <param name="Layer">The layer to blame.</param>
    /// <param name="Taps">Values that one output adds up.</param>
    /// <param name="Most">Most that fit.</param>
    public sealed record WindowTooLarge(PlacedLayer Layer, long Taps, long Most) : QuantizationError
    {
        internal override T Pick<T>(Cases<T> on) => on.WindowTooLarge(this);
    }

    /// <summary>A layer's weights, or what it computes, are infinite or not a number.</summary>
    /// <param name="Layer">The layer to blame.</param>
    public sealed record NotFinite(PlacedLayer Layer) : QuantizationError
    {
        internal override T Pick<T>(Cases<T> on) => on.NotFinite(this);
    }
}
