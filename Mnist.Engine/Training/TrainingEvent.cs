using Mnist.Domain.Results;
using Mnist.Domain.Statistics;

namespace Mnist.Engine.Training;

/// <summary>What a trainer tells while it works.</summary>
public abstract record TrainingEvent
{
    private TrainingEvent() { }

    /// <summary>An optimiser step is done.</summary>
    /// <param name="Epoch">From 1.</param>
    /// <param name="Step">Steps done in this epoch, from 1.</param>
    /// <param name="Steps">Steps of an epoch.</param>
    /// <param name="Loss">Mean loss over this epoch's images so far, in nats.</param>
    /// <param name="Score">Of this epoch's images so far.</param>
    /// <param name="ImagesPerSecond">Over this epoch so far.</param>
    public sealed record StepDone(int Epoch, int Step, int Steps, double Loss, Score Score, double ImagesPerSecond) : TrainingEvent;

    /// <summary>An epoch is trained and evaluated.</summary>
    /// <param name="Result">Its results.</param>
    public sealed record EpochDone(EpochResult Result) : TrainingEvent;
}
