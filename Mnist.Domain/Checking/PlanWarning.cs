using Mnist.Domain.Analysis;
using Mnist.Domain.Training;

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
    /// <param name="AccuracyAsFraction">A target of less than one per cent.</param>
    /// <param name="PaddingBeyondKernel">Windows that see nothing but padding.</param>
    /// <param name="HeavyDropout">Dropout of more than half of the values.</param>
    /// <param name="HeavyDecay">A weight decay that leaves no weights.</param>
    /// <param name="IgnoredLearningRate">A learning rate that its schedule does not use.</param>
    /// <param name="NoNormalization">A high learning rate without normalisation.</param>
    /// <param name="LatePooling">Maximum pooling next to the output.</param>
    /// <param name="ScheduleTooLong">A schedule that outlasts the run.</param>
    public sealed record Cases<T>(
        Func<UnusedOutputs, T> UnusedOutputs,
        Func<BiasBeforeBatchNorm, T> BiasBeforeBatchNorm,
        Func<UnseenPixels, T> UnseenPixels,
        Func<RectifiedLogits, T> RectifiedLogits,
        Func<AccuracyAsFraction, T> AccuracyAsFraction,
        Func<PaddingBeyondKernel, T> PaddingBeyondKernel,
        Func<HeavyDropout, T> HeavyDropout,
        Func<HeavyDecay, T> HeavyDecay,
        Func<IgnoredLearningRate, T> IgnoredLearningRate,
        Func<NoNormalization, T> NoNormalization,
        Func<LatePooling, T> LatePooling,
        Func<ScheduleTooLong, T> ScheduleTooLong);

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

    /// <summary>A target that any network meets: per cent were asked for.</summary>
    /// <param name="Accuracy">As the plan has it, above 0 and at most 1.</param>
    public sealed record AccuracyAsFraction(double Accuracy) : PlanWarning
    {
        internal override T Pick<T>(Cases<T> on) => on.AccuracyAsFraction(this);
    }

    /// <summary>The first windows lie in the padding alone: what they give is a constant.</summary>
    /// <param name="Layer">The convolution.</param>
    /// <param name="Padding">Its padding.</param>
    /// <param name="Most">The largest at which every window still touches the image.</param>
    public sealed record PaddingBeyondKernel(PlacedLayer Layer, Extent Padding, Extent Most) : PlanWarning
    {
        internal override T Pick<T>(Cases<T> on) => on.PaddingBeyondKernel(this);
    }

    /// <summary>Dropout leaves less than half of the values.</summary>
    /// <param name="Layer">The dropout.</param>
    /// <param name="Rate">Its probability of a zero.</param>
    public sealed record HeavyDropout(PlacedLayer Layer, double Rate) : PlanWarning
    {
        internal override T Pick<T>(Cases<T> on) => on.HeavyDropout(this);
    }

    /// <summary>The penalty outweighs the loss, and the weights go to zero.</summary>
    /// <param name="Decay">As the plan has it.</param>
    /// <param name="Usual">More than this is not usual for the optimiser.</param>
    public sealed record HeavyDecay(double Decay, double Usual) : PlanWarning
    {
        internal override T Pick<T>(Cases<T> on) => on.HeavyDecay(this);
    }

    /// <summary>The optimiser's learning rate is above the largest of the schedule, which sets all rates itself.</summary>
    /// <param name="LearningRate">The optimiser's.</param>
    /// <param name="Largest">The schedule's.</param>
    public sealed record IgnoredLearningRate(double LearningRate, double Largest) : PlanWarning
    {
        internal override T Pick<T>(Cases<T> on) => on.IgnoredLearningRate(this);
    }

    /// <summary>Several convolutions without normalisation, and a learning rate that such networks seldom survive.</summary>
    /// <param name="Convolutions">How many.</param>
    /// <param name="LearningRate">The largest of the run.</param>
    /// <param name="Usual">More than this is not usual without normalisation.</param>
    public sealed record NoNormalization(int Convolutions, double LearningRate, double Usual) : PlanWarning
    {
        internal override T Pick<T>(Cases<T> on) => on.NoNormalization(this);
    }

    /// <summary>Maximum pooling that no convolution of more than one pixel follows: where things lie is thrown away and not used.</summary>
    /// <param name="Layer">The pooling.</param>
    public sealed record LatePooling(PlacedLayer Layer) : PlanWarning
    {
        internal override T Pick<T>(Cases<T> on) => on.LatePooling(this);
    }

    /// <summary>A schedule that the run is too short for: it is executed as far as it comes, as PyTorch does.</summary>
    /// <param name="Schedule">The schedule.</param>
    /// <param name="Field">Its field.</param>
    /// <param name="Value">What it holds.</param>
    /// <param name="Available">What the run has room for.</param>
    public sealed record ScheduleTooLong(LearningRateSchedule Schedule, string Field, long Value, long Available) : PlanWarning
    {
        internal override T Pick<T>(Cases<T> on) => on.ScheduleTooLong(this);
    }
}
