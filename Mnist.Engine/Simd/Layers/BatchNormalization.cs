using Mnist.Domain.Networks;
using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Memory;
using Mnist.Engine.Simd.Threads;

namespace Mnist.Engine.Simd.Layers;

/// <summary>Batch normalisation (Ioffe and Szegedy 2015), with the rectifier behind it.</summary>
/// <remarks>
/// In training z = scale (y - mean) / sqrt(variance + epsilon) + shift with the batch's mean and biased variance; the running variance
/// takes the unbiased one, as in PyTorch. Both ways need sums over the whole batch: here the team meets.
/// </remarks>
internal sealed unsafe class BatchNormalization : Operation
{
    private readonly StepContext context;
    private readonly Value input;
    private readonly Value output;
    private readonly Layer.BatchNorm2d layer;
    private readonly int valuesAt;
    private readonly bool rectifies;
    private readonly NativeBuffer<ChannelMap> maps;
    private readonly NativeBuffer<GradientMap> gradientMaps;
    private readonly NativeBuffer<GradientSums> totals;
    private readonly NativeBuffer<double> deviations;
    private NativeBuffer<float>? sums;
    private NativeBuffer<Moments>? moments;
    private NativeBuffer<GradientSums>? gradientSums;
    private float* weights;

    /// <summary>A normalisation; it needs no halo.</summary>
    /// <param name="context">The pass under way.</param>
    /// <param name="input">What comes in.</param>
    /// <param name="output">What goes out.</param>
    /// <param name="layer">Epsilon and momentum.</param>
    /// <param name="valuesAt">Place of scale, shift, running mean and running variance, one after the other.</param>
    /// <param name="rectifies">Whether a rectifier follows.</param>
    public BatchNormalization(StepContext context, Value input, Value output, Layer.BatchNorm2d layer, int valuesAt, bool rectifies)
    {
        (this.context, this.input, this.output) = (context, input, output);
        (this.layer, this.valuesAt, this.rectifies) = (layer, valuesAt, rectifies);
        maps = Own(new NativeBuffer<ChannelMap>(Channels));
        gradientMaps = Own(new NativeBuffer<GradientMap>(Channels));
        totals = Own(new NativeBuffer<GradientSums>(Channels));
        deviations = Own(new NativeBuffer<double>(Channels));
    }

    /// <summary>z.</summary>
    public LaneTensor Output => output.Activation;

    /// <summary>0 if a rectifier follows, else negative infinity.</summary>
    public float Floor => rectifies ? 0 : float.NegativeInfinity;

    /// <summary>Whether the convolution before it does its work in evaluation.</summary>
    public bool IsFolded { get; set; }

    private int Channels => input.Shape.Channels;

    private float* Scale => weights + valuesAt;

    private float* Shift => Scale + Channels;

    private float* RunningMean => Shift + Channels;

    private float* RunningVariance => RunningMean + Channels;

    /// <inheritdoc/>
    public override void Build(Limits limits)
    {
        moments = Own(new NativeBuffer<Moments>((long)limits.Batch.Groups * Channels));
        sums = Own(new NativeBuffer<float>((long)limits.Members * Channels * NormalizationKernels.SumsSize));
        gradientSums = Own(new NativeBuffer<GradientSums>((long)limits.Batch.Groups * Channels));
    }

    /// <inheritdoc/>
    public override void Prepare(float* weights, Mode mode, Share share)
    {
        this.weights = weights;
        if (mode == Mode.Training || IsFolded)
            return;
        for (var (c, end) = share.Of(Channels); c < end; c++)
            maps.Pointer[c] = RunningMap(weights, c);
    }

    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode)
    {
        var (y, z) = (input.Activation, output.Activation);
        if (mode == Mode.Evaluation && IsFolded)
            return;
        if (mode == Mode.Training)
        {
            schedule.Each(slot => NormalizationKernels.Measure(y, slot, Sums(slot), moments!.Pointer + Of(slot)), y);
            schedule.Together(CombineMoments);
        }

        schedule.Make(z, slot => NormalizationKernels.Apply(y, z, slot, maps.Pointer, Floor), y);
    }

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        var (y, dy, dz) = (input.Activation, input.Gradient, output.Gradient);
        schedule.Each(
            slot => NormalizationKernels.SumGradients(y, dz, slot, maps.Pointer, Floor, Sums(slot), gradientSums!.Pointer + Of(slot)), y, dz);
        schedule.Together(CombineGradients);
        if (input.NeedsGradient)
            schedule.Each(
                slot => NormalizationKernels.ApplyGradient(y, dz, dy, slot, maps.Pointer, gradientMaps.Pointer, Floor), y, dz, dy);
    }

    /// <inheritdoc/>
    public override void Reduce(float* gradients, int first, int end)
    {
        for (var c = 0; c < Channels; c++)
        {
            var (scale, shift) = (valuesAt + c, valuesAt + Channels + c);
            if (scale >= first && scale < end)
                gradients[scale] = (float)(totals.Pointer[c].Product / deviations.Pointer[c]);
            if (shift >= first && shift < end)
                gradients[shift] = (float)totals.Pointer[c].Gradient;
        }
    }

    /// <summary>From y to z by the running statistics.</summary>
    /// <param name="values">All values of the network.</param>
    /// <param name="channel">Which channel.</param>
    public ChannelMap RunningMap(float* values, int channel)
    {
        weights = values;
        return Map(channel, RunningMean[channel], Math.Sqrt(RunningVariance[channel] + layer.Epsilon));
    }

    private long Of(Slot slot) => (long)slot.Group * Channels;

    private float* Sums(Slot slot) => sums!.Pointer + ((long)slot.Member * Channels * NormalizationKernels.SumsSize);

    private void CombineMoments(Share share)
    {
        var momentum = layer.Momentum;
        for (var (c, end) = share.Of(Channels); c < end; c++)
        {
            var all = default(Moments);
            for (var group = 0; group < context.Partition.Groups; group++)
                all = all.With(moments!.Pointer[((long)group * Channels) + c]);
            var deviation = Math.Sqrt((all.Squares / all.Count) + layer.Epsilon);
            deviations.Pointer[c] = deviation;
            maps.Pointer[c] = Map(c, all.Mean, deviation);
            RunningMean[c] = (float)(((1 - momentum) * RunningMean[c]) + (momentum * all.Mean));
            RunningVariance[c] = (float)(((1 - momentum) * RunningVariance[c]) + (momentum * all.Squares / (all.Count - 1)));
        }
    }

    // With g the gradient behind the rectifier and d = sqrt(variance + epsilon):
    // dy = scale / d (g - mean(g) - (y - mean) mean(g (y - mean)) / d^2).
    private void CombineGradients(Share share)
    {
        var count = (double)context.Partition.Images * input.Shape.Positions;
        for (var (c, end) = share.Of(Channels); c < end; c++)
        {
            var all = default(GradientSums);
            for (var group = 0; group < context.Partition.Groups; group++)
                all = all.With(gradientSums!.Pointer[((long)group * Channels) + c]);
            totals.Pointer[c] = all;
            var deviation = deviations.Pointer[c];
            var factor = Scale[c] / deviation;
            gradientMaps.Pointer[c] = new(
                (float)factor, (float)(-factor * all.Product / (count * deviation * deviation)), (float)(-factor * all.Gradient / count));
        }
    }

    private ChannelMap Map(int channel, double mean, double deviation) =>
        new((float)mean, (float)(Scale[channel] / deviation), Shift[channel]);
}
