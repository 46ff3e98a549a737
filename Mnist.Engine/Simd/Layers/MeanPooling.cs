using Mnist.Domain.Networks;
using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;

namespace Mnist.Engine.Simd.Layers;

/// <summary>Mean of each window; of each channel, where the window is the image.</summary>
/// <param name="input">What comes in.</param>
/// <param name="output">What goes out.</param>
/// <param name="window">Height and width of a window.</param>
/// <param name="stride">Step between windows.</param>
internal sealed class MeanPooling(Value input, Value output, Extent window, Extent stride) : Operation
{
    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode) =>
        schedule.Each(
            group => PoolingKernels.Mean(input.Activation, output.Activation, group, window, stride),
            input.Activation,
            output.Activation);

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (input.NeedsGradient)
            schedule.Each(
                group => PoolingKernels.SpreadMean(input.Gradient, output.Gradient, group, window, stride),
                input.Gradient,
                output.Gradient);
    }
}
