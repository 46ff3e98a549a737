using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Layers;

/// <summary>Softmax and cross-entropy against smoothed labels (Szegedy et al. 2015), in double precision.</summary>
/// <remarks>
/// The target of label t is 1 - s + s / O for output t and s / O for the others. The loss of a step is the mean over the batch, so the
/// gradient of a logit is (softmax - target) / N.
/// </remarks>
/// <param name="context">The pass under way.</param>
/// <param name="logits">The network's output, (O, 1, 1).</param>
/// <param name="smoothing">Fraction s of the target that is spread over all outputs, in [0, 1).</param>
internal sealed unsafe class CrossEntropy(StepContext context, Value logits, double smoothing) : Operation
{
    private NativeBuffer<StepResult>? results;

    /// <summary>Loss and score of the last batch.</summary>
    public StepResult Result
    {
        get
        {
            var (loss, correct) = (0.0, 0);
            for (var group = 0; group < context.Partition.Groups; group++)
            {
                loss += results!.Pointer[group].LossSum;
                correct += results!.Pointer[group].Correct;
            }

            return new(loss, correct);
        }
    }

    /// <inheritdoc/>
    public override void Build(Limits limits) => results = Own(new NativeBuffer<StepResult>(limits.Batch.Groups));

    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode)
    {
        if (mode == Mode.Training)
            schedule.Each(Pass.Whole(WorkKind.Loss, Measure, Use.ReadAll(logits.Activation)));
    }

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (logits.NeedsGradient)
            schedule.Each(Pass.Whole(
                WorkKind.Loss, WriteGradient, Use.ReadAll(logits.Activation), Use.WriteAll(logits.Gradient)));
    }

    private void Measure(ImageGroup group)
    {
        var (loss, correct) = (0.0, 0);
        for (var lane = 0; lane < group.Active; lane++)
        {
            var image = Image(logits.Activation, group, lane);
            var label = Label(group, lane);
            var sum = 0.0;
            for (var o = 0; o < image.Length; o++)
                sum += image[o];
            loss += image.LogSumExp() - ((1 - smoothing) * image[label]) - (smoothing * sum / image.Length);
            correct += image.Largest() == label ? 1 : 0;
        }

        results!.Pointer[group.Index] = new(loss, correct);
    }

    private void WriteGradient(ImageGroup group)
    {
        for (var lane = 0; lane < group.Active; lane++)
        {
            var (image, gradient) = (Image(logits.Activation, group, lane), Image(logits.Gradient, group, lane));
            var (label, total, spread) = (Label(group, lane), image.LogSumExp(), smoothing / image.Length);
            for (var o = 0; o < image.Length; o++)
            {
                var target = spread + (o == label ? 1 - smoothing : 0);
                gradient[o] = (float)((Math.Exp(image[o] - total) - target) / context.Partition.Images);
            }
        }

        for (var lane = group.Active; lane < Lanes.Count; lane++)
        {
            var gradient = Image(logits.Gradient, group, lane);
            for (var o = 0; o < gradient.Length; o++)
                gradient[o] = 0;
        }
    }

    private int Label(ImageGroup group, int lane) => context.Images.Label(group.FirstImage + lane);

    private static LaneRow Image(BatchTensor tensor, ImageGroup group, int lane) =>
        new(tensor.Origin(group) + lane, tensor.ChannelStride, tensor.Shape.Channels);

    /// <summary>The values of one image in a tensor of shape (O, 1, 1).</summary>
    private readonly struct LaneRow(float* first, int stride, int length)
    {
        public int Length => length;

        public ref float this[int channel] => ref first[(long)channel * stride];

        // The first of the largest, as PyTorch's argmax.
        public int Largest()
        {
            var best = 0;
            for (var o = 1; o < length; o++)
                best = this[o] > this[best] ? o : best;
            return best;
        }

        public double LogSumExp()
        {
            double largest = this[Largest()], sum = 0;
            for (var o = 0; o < length; o++)
                sum += Math.Exp(this[o] - largest);
            return largest + Math.Log(sum);
        }
    }
}
