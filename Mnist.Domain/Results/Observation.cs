namespace Mnist.Domain.Results;

/// <summary>One thing that the curves of a run show; accuracies in percent, means over the last epochs unless said.</summary>
public abstract record Observation
{
    private Observation() { }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Sentence();

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="Observation"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Overfitting">Better on the training images.</param>
    /// <param name="Underfitting">Below the target on both.</param>
    /// <param name="HarderTraining">Better on the images held out.</param>
    /// <param name="Balanced">No difference that counts.</param>
    /// <param name="Steady">Last epochs alike.</param>
    /// <param name="Unsteady">Last epochs far apart.</param>
    /// <param name="ReachedNotKept">A target reached at times.</param>
    /// <param name="LossRising">A test loss past its lowest.</param>
    /// <param name="StillRising">An accuracy that still grows at the end.</param>
    /// <param name="Diverged">A loss that is infinite or NaN.</param>
    /// <param name="TooFewEpochs">A run that is too short to tell.</param>
    public sealed record Cases<T>(
        Func<Overfitting, T> Overfitting,
        Func<Underfitting, T> Underfitting,
        Func<HarderTraining, T> HarderTraining,
        Func<Balanced, T> Balanced,
        Func<Steady, T> Steady,
        Func<Unsteady, T> Unsteady,
        Func<ReachedNotKept, T> ReachedNotKept,
        Func<LossRising, T> LossRising,
        Func<StillRising, T> StillRising,
        Func<Diverged, T> Diverged,
        Func<TooFewEpochs, T> TooFewEpochs);

    /// <summary>Accuracy is higher on the training images than on those held out.</summary>
    /// <param name="Train">Training accuracy.</param>
    /// <param name="HeldOut">Accuracy on the images held out.</param>
    /// <param name="Precision">A smaller difference would not count.</param>
    /// <param name="Causes">What the plan already has against it.</param>
    public sealed record Overfitting(double Train, double HeldOut, double Precision, ValueList<HarderTrainingCause> Causes) : Observation
    {
        internal override T Pick<T>(Cases<T> on) => on.Overfitting(this);
    }

    /// <summary>Not even the training images reach the target.</summary>
    /// <param name="Train">Training accuracy.</param>
    /// <param name="HeldOut">Accuracy on the images held out.</param>
    /// <param name="Asked">The target.</param>
    /// <param name="Causes">What the plan has that makes training harder; none where it is plain.</param>
    /// <param name="EndsLow">Whether the learning rate ended low.</param>
    public sealed record Underfitting(double Train, double HeldOut, double Asked, ValueList<HarderTrainingCause> Causes, bool EndsLow)
        : Observation
    {
        internal override T Pick<T>(Cases<T> on) => on.Underfitting(this);
    }

    /// <summary>Accuracy is higher on the images held out than on the training images.</summary>
    /// <param name="Train">Training accuracy.</param>
    /// <param name="HeldOut">Accuracy on the images held out.</param>
    /// <param name="Causes">What the plan has that makes training the harder of the two; none where it only learns meanwhile.</param>
    public sealed record HarderTraining(double Train, double HeldOut, ValueList<HarderTrainingCause> Causes) : Observation
    {
        internal override T Pick<T>(Cases<T> on) => on.HarderTraining(this);
    }

    /// <summary>Accuracy is the same on the training images and on those held out.</summary>
    /// <param name="Train">Training accuracy.</param>
    /// <param name="HeldOut">Accuracy on the images held out.</param>
    /// <param name="Precision">A smaller difference does not count.</param>
    public sealed record Balanced(double Train, double HeldOut, double Precision) : Observation
    {
        internal override T Pick<T>(Cases<T> on) => on.Balanced(this);
    }

    /// <summary>The last epochs are alike.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="Range">Points between the best and the worst of them.</param>
    public sealed record Steady(int Count, double Range) : Observation { internal override T Pick<T>(Cases<T> on) => on.Steady(this); }

    /// <summary>The last epochs are further apart than the measurement is precise.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="Range">Points between the best and the worst of them.</param>
    /// <param name="Precision">A smaller difference would not count.</param>
    /// <param name="EndsLow">Whether the learning rate ended low.</param>
    /// <param name="Averages">Whether the weights are averaged.</param>
    public sealed record Unsteady(int Count, double Range, double Precision, bool EndsLow, bool Averages) : Observation
    {
        internal override T Pick<T>(Cases<T> on) => on.Unsteady(this);
    }

    /// <summary>The target was reached, but not in all of the last epochs.</summary>
    /// <param name="Asked">The target.</param>
    /// <param name="Times">Epochs that reached it.</param>
    /// <param name="Epochs">All epochs.</param>
    /// <param name="First">The first one that did, from 1.</param>
    public sealed record ReachedNotKept(double Asked, int Times, int Epochs, int First) : Observation
    {
        internal override T Pick<T>(Cases<T> on) => on.ReachedNotKept(this);
    }

    /// <summary>The loss of the images held out has risen while that of the training images fell.</summary>
    /// <param name="LowestEpoch">Where it was lowest, from 1.</param>
    /// <param name="Lowest">Mean cross-entropy there, in nats.</param>
    /// <param name="Final">At the end.</param>
    public sealed record LossRising(int LowestEpoch, double Lowest, double Final) : Observation
    {
        internal override T Pick<T>(Cases<T> on) => on.LossRising(this);
    }

    /// <summary>The accuracy was still growing when the run ended.</summary>
    /// <param name="PointsPerEpoch">Slope over the last epochs.</param>
    /// <param name="EndsLow">Whether the learning rate ended low.</param>
    public sealed record StillRising(double PointsPerEpoch, bool EndsLow) : Observation
    {
        internal override T Pick<T>(Cases<T> on) => on.StillRising(this);
    }

    /// <summary>The training loss became infinite or NaN.</summary>
    /// <param name="Epoch">The first epoch where it did, from 1.</param>
    public sealed record Diverged(int Epoch) : Observation { internal override T Pick<T>(Cases<T> on) => on.Diverged(this); }

    /// <summary>The run ended after too few epochs for its curves to tell more.</summary>
    /// <param name="Epochs">Epochs of the run.</param>
    /// <param name="Own">Epochs of the plan itself, where the run was shortened; null where it was not.</param>
    public sealed record TooFewEpochs(int Epochs, int? Own) : Observation
    {
        internal override T Pick<T>(Cases<T> on) => on.TooFewEpochs(this);
    }
}

/// <summary>What a plan may do while training and leaves out when it evaluates.</summary>
public enum HarderTrainingCause
{
    /// <summary>Images are changed.</summary>
    Augmentation,

    /// <summary>Values are zeroed.</summary>
    Dropout,

    /// <summary>The weights that learn are not yet averaged.</summary>
    WeightAverage,
}
