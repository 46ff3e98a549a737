using Mnist.Domain.Networks;
using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;

namespace Mnist.Engine.Simd.Layers;

/// <summary>Largest value of each window.</summary>
/// <param name="input">What comes in.</param>
/// <param name="output">What goes out.</param>
/// <param name="window">Height and width of a window.</param>
/// <param name="stride">Step between windows.</param>
internal sealed class MaximumPooling(Value input, Value output, Extent window, Extent stride) : Operation
{
    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode) =>
        schedule.Each(
            group => PoolingKernels.Maximum(input.Activation, output.Activation, group, window, stride),
            input.Activation,
            output.Activation);

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (input.NeedsGradient)
            schedule.Each(
                group => PoolingKernels.SpreadMaximum(input.Activation, input.Gradient, output.Gradient, group, window, stride),
                input.Activation,
                input.Gradient,
                output.Gradient);
    }
}
