using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Threads;

namespace Mnist.Engine.Simd.Execution;

/// <summary>One piece of the network's arithmetic, forward and backward.</summary>
/// <remarks>
/// Made in three strokes: the constructor asks tensors for halos; <see cref="Build"/> makes tables once all halos are known;
/// <see cref="Forward"/> and <see cref="Backward"/> put the work into a schedule. After that nothing is allocated.
/// </remarks>
internal abstract unsafe class Operation : IDisposable
{
    private readonly List<IDisposable> owned = [];

    /// <summary>Makes what depends on the layout of tensors and on the size of a batch.</summary>
    /// <param name="limits">The most there will be of everything.</param>
    public virtual void Build(Limits limits)
    {
    }

    /// <summary>Takes over one part of what it needs of the weights, before each pass.</summary>
    /// <param name="weights">All values of the network; they stay where they are until the pass is over.</param>
    /// <param name="mode">What the pass is for.</param>
    /// <param name="part">Which part.</param>
    public virtual void Prepare(float* weights, Mode mode, ThreadPart part)
    {
    }

    /// <summary>Schedules the way from input to output.</summary>
    /// <param name="schedule">Where to put it.</param>
    /// <param name="mode">Training or evaluation.</param>
    public abstract void Forward(Schedule schedule, Mode mode);

    /// <summary>Schedules the way from the output's gradient to the input's and the weights'.</summary>
    /// <param name="schedule">Where to put it.</param>
    public abstract void Backward(Schedule schedule);

    /// <summary>What <see cref="Total"/> is.</summary>
    public virtual StepPart TotalPart => new(WorkKind.Optimizer);

    /// <summary>Bytes of activations and gradients that <see cref="Total"/> reads for sixteen images.</summary>
    public virtual double TotalBytes => 0;

    /// <summary>Adds up a part of what the shards of a batch have summed, once every group has gone backward.</summary>
    /// <param name="part">Which part.</param>
    public virtual void Total(ThreadPart part)
    {
    }

    /// <summary>Writes the gradients of those of its weights that lie in a range, once all is added up.</summary>
    /// <param name="gradients">Of all values of the network.</param>
    /// <param name="first">First place of the range among the network's values.</param>
    /// <param name="end">First place after it.</param>
    public virtual void Reduce(float* gradients, int first, int end)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => owned.ForEach(resource => resource.Dispose());

    /// <summary>Keeps something that is disposed with the operation.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="resource">A buffer, say.</param>
    protected T Own<T>(T resource)
        where T : IDisposable
    {
        owned.Add(resource);
        return resource;
    }
}

/// <summary>What a pass through the network is for.</summary>
internal enum Mode
{
    /// <summary>Statistics of the batch, dropout, and everything kept for the way back.</summary>
    Training,

    /// <summary>Running statistics, no dropout.</summary>
    Evaluation,
}
