using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Layers;

/// <summary>(C, H, W) to (C x H x W, 1, 1): every pixel becomes a channel.</summary>
/// <param name="input">What comes in.</param>
/// <param name="output">What goes out.</param>
internal sealed unsafe class Flattening(Value input, Value output) : Operation
{
    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode) =>
        schedule.Each(Pass.Whole(
            WorkKind.Elementwise, Flatten, Use.ReadAll(input.Activation), Use.WriteAll(output.Activation)));

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (input.NeedsGradient)
            schedule.Each(Pass.Whole(
                WorkKind.Elementwise, Restore, Use.WriteAll(input.Gradient), Use.ReadAll(output.Gradient)));
    }

    private void Flatten(ImageGroup group)
    {
        float* image = input.Activation.Origin(group), flat = output.Activation.Origin(group);
        for (var pixel = 0; pixel < output.Shape.Channels; pixel++, flat += output.Activation.ChannelStride)
            Vector512.Load(image + Place(input.Activation, pixel)).Store(flat);
    }

    private void Restore(ImageGroup group)
    {
        float* image = input.Gradient.Origin(group), flat = output.Gradient.Origin(group);
        for (var pixel = 0; pixel < output.Shape.Channels; pixel++, flat += output.Gradient.ChannelStride)
            Vector512.Load(flat).Store(image + Place(input.Gradient, pixel));
    }

    // Pixels count channel by channel and row by row.
    private static int Place(BatchTensor image, int pixel)
    {
        var (rows, column) = Math.DivRem(pixel, image.Shape.Width);
        var (channel, row) = Math.DivRem(rows, image.Shape.Height);
        return image.Offset(channel, row, column);
    }
}
