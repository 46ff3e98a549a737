namespace Mnist.Engine.Training;

/// <summary>What a trainer tells while it works.</summary>
public abstract record TrainingEvent
{
    private TrainingEvent() { }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="TrainingEvent"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="StepDone">After a step.</param>
    /// <param name="EpochDone">After an epoch.</param>
    public sealed record Cases<T>(Func<StepDone, T> StepDone, Func<EpochDone, T> EpochDone);

    /// <summary>An optimiser step is done.</summary>
    /// <param name="Epoch">From 1.</param>
    /// <param name="Step">Steps done in this epoch, from 1.</param>
    /// <param name="Steps">Steps of an epoch.</param>
    /// <param name="Loss">Mean loss over this epoch's images so far, in nats.</param>
    /// <param name="Score">Of this epoch's images so far.</param>
    /// <param name="ImagesPerSecond">Over this epoch so far.</param>
    public sealed record StepDone(int Epoch, int Step, int Steps, double Loss, Score Score, double ImagesPerSecond) : TrainingEvent
    {
        internal override T Pick<T>(Cases<T> on) => on.StepDone(this);
    }

    /// <summary>An epoch is trained and evaluated.</summary>
    /// <param name="Result">Its results.</param>
    public sealed record EpochDone(EpochResult Result) : TrainingEvent { internal override T Pick<T>(Cases<T> on) => on.EpochDone(this); }
}
