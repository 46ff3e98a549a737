using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Measuring;

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
        schedule.Each(new(
            new(WorkKind.Pooling),
            output.Shape.Height,
            (group, rows) => PoolingKernels.Mean(input.Activation, output.Activation, group, rows, window, stride),
            Use.Window(input.Activation, writes: false, 0, stride.Height, window.Height),
            Use.Write(output.Activation)));

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (input.NeedsGradient)
            schedule.Each(Pass.Whole(
                WorkKind.Pooling,
                group => PoolingKernels.SpreadMean(input.Gradient, output.Gradient, group, window, stride),
                Use.WriteAll(input.Gradient),
                Use.ReadAll(output.Gradient)));
    }
}
