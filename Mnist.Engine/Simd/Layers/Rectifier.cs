using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;

namespace Mnist.Engine.Simd.Layers;

/// <summary>max(0, x) in place, where it does not follow a convolution or a normalisation that does it on the way.</summary>
/// <param name="value">What is rectified.</param>
internal sealed class Rectifier(Value value) : Operation
{
    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode) =>
        schedule.Change(value.Activation, slot => Elementwise.Rectify(value.Activation, slot));

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (value.NeedsGradient)
            schedule.Each(
                slot => Elementwise.PassRectified(value.Activation, value.Gradient, slot), value.Activation, value.Gradient);
    }
}
