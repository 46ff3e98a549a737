using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Execution;

/// <summary>What flows between two operations: an activation and, in training, its gradient.</summary>
/// <remarks>
/// A value has one producer and one consumer, so either may change it in place. <see cref="View"/> is the exception: it makes a
/// second value with the same activation and a gradient of its own.
/// </remarks>
internal sealed class Value
{
    /// <summary>A new activation.</summary>
    /// <param name="shape">Shape of one image.</param>
    /// <param name="needsGradient">Whether anything before it learns.</param>
    public Value(Shape shape, bool needsGradient)
        : this(new BatchTensor(shape), needsGradient, isView: false)
    {
    }

    private Value(BatchTensor activation, bool needsGradient, bool isView)
    {
        Activation = activation;
        Gradient = new(activation.Shape);
        NeedsGradient = needsGradient;
        IsView = isView;
    }

    /// <summary>Shape of one image.</summary>
    public Shape Shape => Activation.Shape;

    /// <summary>The values themselves.</summary>
    public BatchTensor Activation { get; }

    /// <summary>Derivative of the loss with respect to each of them; unused where none is needed.</summary>
    public BatchTensor Gradient { get; private set; }

    /// <summary>Whether anything before it learns.</summary>
    public bool NeedsGradient { get; }

    /// <summary>Whether another value has the same activation, which then must not be changed.</summary>
    public bool IsView { get; }

    /// <summary>
    /// Has its gradient written over another tensor, if both are laid out alike; before anything is put into a schedule.
    /// </summary>
    /// <remarks>A place that was just read is in the nearest cache; any other has to come there before it is written.</remarks>
    /// <param name="last">Of the same shape; what makes the gradient is the last to read it.</param>
    public void WriteGradientOver(BatchTensor last)
    {
        if (NeedsGradient && Gradient.MayShareMemory && last.MayShareMemory)
            Gradient = last;
    }

    /// <summary>The same activation for another consumer.</summary>
    public Value View() => new(Activation, NeedsGradient, isView: true);
}
