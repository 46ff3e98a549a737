using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Layers;

/// <summary>Dropout in place: values are zeroed at random in training and the others scaled by 1 / (1 - rate).</summary>
/// <remarks>
/// Value e of image i (channel by channel and row by row) is kept when number i x C x H x W + e of the step's and layer's stream is at
/// least the rate: the mask depends on no thread and no group. It is kept as one bit a value for the way back.
/// </remarks>
internal sealed unsafe class DropoutMask : Operation
{
    private readonly StepContext context;
    private readonly Value value;
    private readonly double rate;
    private readonly long seed;
    private readonly int layer;
    private NativeBuffer<ushort>? kept;

    /// <summary>A dropout.</summary>
    /// <param name="context">The pass under way.</param>
    /// <param name="value">What is changed.</param>
    /// <param name="rate">Probability of a zero, in [0, 1).</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="layer">Place of the layer among the network's layers.</param>
    public DropoutMask(StepContext context, Value value, double rate, long seed, int layer) =>
        (this.context, this.value, this.rate, this.seed, this.layer) = (context, value, rate, seed, layer);

    private float Gain => (float)(1 / (1 - rate));

    /// <inheritdoc/>
    public override void Build(Limits limits) =>
        kept = Own(new NativeBuffer<ushort>(limits.Batch.Groups * value.Shape.Elements));

    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode)
    {
        if (mode != Mode.Training)
            return;
        schedule.Each(Pass.Whole(WorkKind.Elementwise, Draw));
        schedule.Each(Apply(value.Activation));
    }

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (value.NeedsGradient)
            schedule.Each(Apply(value.Gradient));
    }

    private ushort* Kept(ImageGroup group) => kept!.Pointer + (group.Index * value.Shape.Elements);

    private void Draw(ImageGroup group)
    {
        var stream = RandomStream.Of(seed, RandomPurpose.Dropout, context.Step, layer);
        var elements = value.Shape.Elements;
        RandomMask.AtLeast(rate, stream, (long)group.Index * Lanes.Count * elements, elements, new(Kept(group), (int)elements));
    }

    private Pass Apply(BatchTensor tensor) =>
        Pass.ByRows(WorkKind.Elementwise, (group, rows) => Apply(tensor, group, rows), tensor);

    private void Apply(BatchTensor tensor, ImageGroup group, Rows rows)
    {
        var (width, gain) = (tensor.Width, Vector512.Create(Gain));
        var row = tensor.Row(group, rows.First);
        var bits = Kept(group);
        for (var y = rows.First; y < rows.End; y++)
        {
            for (var c = 0; c < tensor.Shape.Channels; c++, row += tensor.ChannelStride)
            {
                // The numbers run channel by channel, as the definition says; the tensor runs row by row.
                var ofRow = bits + (((c * tensor.Shape.Height) + y) * tensor.Shape.Width);
                for (var x = 0; x < width; x += Lanes.Count, ofRow++)
                    ((Vector512.Load(row + x) * gain) & RandomMask.Expand(*ofRow)).Store(row + x);
            }
        }
    }
}
