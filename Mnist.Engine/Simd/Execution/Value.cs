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
    public BatchTensor Gradient { get; }

    /// <summary>Whether anything before it learns.</summary>
    public bool NeedsGradient { get; }

    /// <summary>Whether another value has the same activation, which then must not be changed.</summary>
    public bool IsView { get; }

    /// <summary>The same activation for another consumer.</summary>
    public Value View() => new(Activation, NeedsGradient, isView: true);
}
