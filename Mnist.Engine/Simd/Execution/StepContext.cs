namespace Mnist.Engine.Simd.Execution;

/// <summary>What the operations have to know of the pass under way.</summary>
internal sealed unsafe class StepContext
{
    private IBatch? images;

    /// <summary>The images.</summary>
    /// <exception cref="InvalidOperationException">No pass has begun.</exception>
    public IBatch Images => images ?? throw new InvalidOperationException("No pass has begun.");

    /// <summary>How they are cut into groups and shards.</summary>
    public Partition Partition { get; private set; }

    /// <summary>Optimiser steps taken so far in the run; in training only.</summary>
    public long Step { get; private set; }

    /// <summary>Where (images, outputs) logits go; in evaluation only.</summary>
    public float* Logits { get; private set; }

    /// <summary>Starts a training step.</summary>
    /// <param name="batch">Its images.</param>
    /// <param name="step">Optimiser steps taken so far.</param>
    public void BeginTraining(IBatch batch, long step) => (images, Partition, Step) = (batch, new(batch.Count), step);

    /// <summary>Starts an evaluation.</summary>
    /// <param name="batch">Its images.</param>
    /// <param name="logits">(images, outputs); has to stay where it is until the pass is over.</param>
    public void BeginEvaluation(IBatch batch, float* logits)
    {
        (images, Partition) = (batch, new(batch.Count));
        Logits = logits;
    }
}
