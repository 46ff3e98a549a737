using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Layers;

/// <summary>Writes the logits of an evaluation to the caller's memory.</summary>
/// <param name="context">The pass under way.</param>
/// <param name="logits">The network's output, (O, 1, 1).</param>
internal sealed unsafe class LogitSink(StepContext context, Value logits) : Operation
{
    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode)
    {
        if (mode == Mode.Evaluation)
            schedule.Each(Pass.Whole(WorkKind.Loss, Write, Use.ReadAll(logits.Activation)));
    }

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
    }

    private void Write(ImageGroup group)
    {
        var outputs = logits.Shape.Channels;
        var from = logits.Activation.Origin(group);
        var to = context.Logits + ((long)group.FirstImage * outputs);
        for (var lane = 0; lane < group.Active; lane++)
        {
            for (var o = 0; o < outputs; o++, to++)
                *to = from[((long)o * logits.Activation.ChannelStride) + lane];
        }
    }
}
