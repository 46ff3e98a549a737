using System.Runtime.Intrinsics;

namespace Mnist.Engine.Simd;

/// <summary>max(0, x) in place, where it does not follow a convolution or a normalisation that does it on the way.</summary>
/// <param name="value">What is rectified.</param>
internal sealed unsafe class Rectifier(Value value) : Operation
{
    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode) => schedule.Each(Rectify);

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (value.NeedsGradient)
            schedule.Each(slot => Mask(value, slot));
    }

    /// <summary>Sets the gradient to zero where the rectified activation is zero.</summary>
    /// <param name="value">The rectified value.</param>
    /// <param name="slot">Which images.</param>
    public static void Mask(Value value, Slot slot)
    {
        var (width, shape) = (value.Shape.Width * Lanes.Count, value.Shape);
        for (var y = 0; y < shape.Height; y++)
        {
            for (var c = 0; c < shape.Channels; c++)
            {
                var activation = value.Activation.Row(slot.Slab, c, y);
                var gradient = value.Gradient.Row(slot.Slab, c, y);
                for (var x = 0; x < width; x += Lanes.Count)
                {
                    var passes = Vector512.GreaterThan(Vector512.Load(activation + x), Vector512<float>.Zero);
                    (Vector512.Load(gradient + x) & passes).Store(gradient + x);
                }
            }
        }
    }

    private void Rectify(Slot slot)
    {
        var (width, shape) = (value.Shape.Width * Lanes.Count, value.Shape);
        for (var y = 0; y < shape.Height; y++)
        {
            for (var c = 0; c < shape.Channels; c++)
            {
                var row = value.Activation.Row(slot.Slab, c, y);
                for (var x = 0; x < width; x += Lanes.Count)
                    Vector512.MaxNative(Vector512<float>.Zero, Vector512.Load(row + x)).Store(row + x);
            }
        }
    }
}
