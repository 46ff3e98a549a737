using System.Runtime.CompilerServices;
using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Layers;

/// <summary>Reads the images of a group and puts them into lanes; lanes without an image are zero.</summary>
/// <param name="context">The pass under way.</param>
/// <param name="image">Where the images go.</param>
internal sealed unsafe class ImageSource(StepContext context, Value image) : Operation
{
    private NativeBuffer<float>? pixels;

    private int Elements => (int)image.Shape.Elements;

    /// <inheritdoc/>
    public override void Build(Limits limits) =>
        pixels = Own(new NativeBuffer<float>((long)limits.Members * Lanes.Count * Elements));

    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode) =>
        schedule.Each(Pass.Whole(WorkKind.Images, Read, Use.WriteAll(image.Activation)));

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
    }

    private void Read(ImageGroup group)
    {
        var from = pixels!.Pointer + ((long)group.Member * Lanes.Count * Elements);
        for (var lane = 0; lane < Lanes.Count; lane++)
        {
            var pixelsOfLane = new Span<float>(from + (lane * Elements), Elements);
            if (lane < group.Active)
                context.Images.ReadImage(group.FirstImage + lane, pixelsOfLane);
            else
                pixelsOfLane.Clear();
        }

        Transpose(from, group);
    }

    private void Transpose(float* from, ImageGroup group)
    {
        var (shape, elements, activation) = (image.Shape, Elements, image.Activation);
        for (var c = 0; c < shape.Channels; c++)
        {
            for (var y = 0; y < shape.Height; y++, from += shape.Width)
                TransposeRow(from, elements, shape.Width, activation.Origin(group) + activation.Offset(c, y, 0));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeRow(float* from, nint elements, int width, float* to)
    {
        for (var end = from + width; from < end; from++, to += Lanes.Count)
        {
            for (nint lane = 0; lane < Lanes.Count; lane++)
                to[lane] = from[lane * elements];
        }
    }
}
