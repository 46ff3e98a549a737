using Mnist.Domain.Analysis;

namespace Mnist.Domain.Checking;

/// <summary>Something in a plan that runs, and that its author may not have meant.</summary>
public abstract record PlanWarning
{
    private PlanWarning() { }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Message().Sentence;

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="PlanWarning"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="UnusedOutputs">More logits than classes.</param>
    /// <param name="BiasBeforeBatchNorm">A constant that the next layer takes away.</param>
    /// <param name="UnseenPixels">Logits that do not see the whole image.</param>
    /// <param name="RectifiedLogits">Logits that cannot be negative.</param>
    public sealed record Cases<T>(
        Func<UnusedOutputs, T> UnusedOutputs,
        Func<BiasBeforeBatchNorm, T> BiasBeforeBatchNorm,
        Func<UnseenPixels, T> UnseenPixels,
        Func<RectifiedLogits, T> RectifiedLogits);

    /// <summary>More logits than classes: the last ones are trained never to be chosen.</summary>
    /// <param name="Outputs">Logits.</param>
    /// <param name="Classes">Classes of the data.</param>
    public sealed record UnusedOutputs(int Outputs, int Classes) : PlanWarning
    {
        internal override T Pick<T>(Cases<T> on) => on.UnusedOutputs(this);
    }

    /// <summary>Batch normalisation subtracts the mean, so a bias just before it does nothing but count.</summary>
    /// <param name="Layer">The layer with the bias.</param>
    /// <param name="Parameters">Parameters that it wastes.</param>
    public sealed record BiasBeforeBatchNorm(PlacedLayer Layer, int Parameters) : PlanWarning
    {
        internal override T Pick<T>(Cases<T> on) => on.BiasBeforeBatchNorm(this);
    }

    /// <summary>No logit depends on some of the image, whatever the weights are.</summary>
    /// <param name="Pixels">How many pixels of it, at least 1.</param>
    /// <param name="Field">Smaller side of the receptive field; where it covers the image, pixels are lost at edges or in gaps.</param>
    /// <param name="Seen">What the logits depend on.</param>
    /// <param name="Image">Shape of an image.</param>
    public sealed record UnseenPixels(long Pixels, long Field, Coverage Seen, Shape Image) : PlanWarning
    {
        internal override T Pick<T>(Cases<T> on) => on.UnseenPixels(this);
    }

    /// <summary>
    /// ReLU makes the logits. One that starts below 0 for every image has no gradient, and its class is learned only if changes made
    /// for other classes happen to lift it: in a network like eva7/1 a third of the classes start so.
    /// </summary>
    /// <param name="Layer">The ReLU.</param>
    public sealed record RectifiedLogits(PlacedLayer Layer) : PlanWarning
    {
        internal override T Pick<T>(Cases<T> on) => on.RectifiedLogits(this);
    }
}
