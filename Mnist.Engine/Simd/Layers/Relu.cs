using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;

namespace Mnist.Engine.Simd.Layers;

/// <summary>max(0, x) in place, where it does not follow a convolution or a normalisation that does it on the way.</summary>
/// <param name="value">What it is applied to.</param>
internal sealed class Relu(Value value) : Operation
{
    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode) =>
        schedule.Change(value.Activation, group => Elementwise.Relu(value.Activation, group));

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (value.NeedsGradient)
            schedule.Each(
                group => Elementwise.ReluBackward(value.Activation, value.Gradient, group), value.Activation, value.Gradient);
    }
}
