using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Measuring;

namespace Mnist.Engine.Simd.Layers;

/// <summary>max(0, x) in place, where it does not follow a convolution or a normalisation that does it on the way.</summary>
/// <param name="value">What it is applied to.</param>
internal sealed class Relu(Value value) : Operation
{
    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode) =>
        schedule.Each(Pass.ByRows(
            WorkKind.Elementwise, (group, rows) => Elementwise.Relu(value.Activation, group, rows), value.Activation));

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (value.NeedsGradient)
            schedule.Each(Pass.ByRows(
                WorkKind.Elementwise,
                (group, rows) => Elementwise.ReluBackward(value.Activation, value.Gradient, group, rows),
                value.Gradient,
                value.Activation));
    }
}
