using System.Runtime.Intrinsics;

namespace Mnist.Engine.Simd;

/// <summary>(C, H, W) to (C x H x W, 1, 1): every pixel becomes a channel.</summary>
/// <param name="input">What comes in.</param>
/// <param name="output">What goes out.</param>
internal sealed unsafe class Flattening(Value input, Value output) : Operation
{
    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode) => schedule.Each(Flatten);

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (input.NeedsGradient)
            schedule.Each(Restore);
    }

    private void Flatten(Slot slot)
    {
        var to = output.Activation.Origin(slot.Slab);
        for (var c = 0; c < input.Shape.Channels; c++)
        {
            for (var y = 0; y < input.Shape.Height; y++)
            {
                var from = input.Activation.Row(slot.Slab, c, y);
                for (var x = 0; x < input.Shape.Width; x++, to += output.Activation.ChannelStride)
                    Vector512.Load(from + (x * Lanes.Count)).Store(to);
            }
        }
    }

    private void Restore(Slot slot)
    {
        var from = output.Gradient.Origin(slot.Slab);
        for (var c = 0; c < input.Shape.Channels; c++)
        {
            for (var y = 0; y < input.Shape.Height; y++)
            {
                var to = input.Gradient.Row(slot.Slab, c, y);
                for (var x = 0; x < input.Shape.Width; x++, from += output.Gradient.ChannelStride)
                    Vector512.Load(from).Store(to + (x * Lanes.Count));
            }
        }
    }
}
