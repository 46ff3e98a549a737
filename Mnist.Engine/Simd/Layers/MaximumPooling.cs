using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Layers;

/// <summary>Largest value of each window.</summary>
/// <param name="input">What comes in.</param>
/// <param name="output">What goes out.</param>
/// <param name="window">Height and width of a window.</param>
/// <param name="stride">Step between windows.</param>
internal sealed class MaximumPooling(Value input, Value output, Extent window, Extent stride) : Operation
{
    /// <summary>Whether the normalisation before it does its work in training.</summary>
    public bool IsFused { get; set; }

    /// <summary>What goes out.</summary>
    public Value Output => output;

    /// <summary>Whether windows are two by two and each value lies in one of them.</summary>
    public bool IsByFours => PooledNormalization.Fits(output.Shape, window, stride, input.Shape);

    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode)
    {
        if (mode == Mode.Training && IsFused)
            return;
        schedule.Each(new(
            new(WorkKind.Pooling),
            output.Shape.Height,
            (group, rows) => PoolingKernels.Maximum(input.Activation, output.Activation, group, rows, window, stride),
            Use.Window(input.Activation, writes: false, 0, stride.Height, window.Height),
            Use.Write(output.Activation)));
    }

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (input.NeedsGradient && !IsFused)
            schedule.Make(input.Gradient, PoolingKernels.Covers(output.Shape, window, stride, input.Shape)
                ? new(
                    new(WorkKind.Pooling),
                    output.Shape.Height,
                    Spread,
                    Use.Window(input.Activation, writes: false, 0, stride.Height, window.Height),
                    Use.Window(input.Gradient, writes: true, 0, stride.Height, window.Height),
                    Use.Read(output.Gradient))
                : Pass.Whole(
                    WorkKind.Pooling,
                    group => Spread(group, new(0, output.Shape.Height)),
                    Use.ReadAll(input.Activation),
                    Use.WriteAll(input.Gradient),
                    Use.ReadAll(output.Gradient)));
    }

    private void Spread(ImageGroup group, Rows rows) =>
        PoolingKernels.SpreadMaximum(input.Activation, input.Gradient, output.Gradient, group, rows, window, stride);
}
