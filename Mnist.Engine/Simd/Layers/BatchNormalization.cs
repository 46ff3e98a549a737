using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;
using Mnist.Engine.Simd.Threads;

namespace Mnist.Engine.Simd.Layers;

/// <summary>Batch normalisation (Ioffe and Szegedy 2015), with the ReLU behind it.</summary>
/// <remarks>
/// In training z = scale (y - mean) / sqrt(variance + epsilon) + shift with the batch's mean and biased variance; the running variance
/// takes the unbiased one, as in PyTorch. Both passes need sums over the whole batch: there the team has a barrier.
/// </remarks>
internal sealed unsafe class BatchNormalization : Operation
{
    private readonly StepContext context;
    private readonly Value input;
    private readonly Value output;
    private readonly Layer.BatchNorm2d layer;
    private readonly int valuesAt;
    private readonly bool hasRelu;
    private readonly NativeBuffer<ChannelMap> maps;
    private readonly NativeBuffer<GradientMap> gradientMaps;
    private readonly NativeBuffer<GradientSums> totals;
    private readonly NativeBuffer<double> means;
    private readonly NativeBuffer<double> deviations;
    private NativeBuffer<float>? sums;
    private NativeBuffer<Moments>? moments;
    private NativeBuffer<GradientSums>? gradientSums;
    private float* weights;
    private Value? pooled;
    private BatchTensor? selected;

    /// <summary>A normalisation; it needs no halo.</summary>
    /// <param name="context">The pass under way.</param>
    /// <param name="input">What comes in.</param>
    /// <param name="output">What goes out.</param>
    /// <param name="layer">Epsilon and momentum.</param>
    /// <param name="valuesAt">Place of scale, shift, running mean and running variance, one after the other.</param>
    /// <param name="hasRelu">Whether a ReLU follows.</param>
    public BatchNormalization(StepContext context, Value input, Value output, Layer.BatchNorm2d layer, int valuesAt, bool hasRelu)
    {
        (this.context, this.input, this.output) = (context, input, output);
        (this.layer, this.valuesAt, this.hasRelu) = (layer, valuesAt, hasRelu);
        input.WriteGradientOver(output.Gradient);
        maps = Own(new NativeBuffer<ChannelMap>(Channels));
        gradientMaps = Own(new NativeBuffer<GradientMap>(Channels));
        totals = Own(new NativeBuffer<GradientSums>(Channels));
        means = Own(new NativeBuffer<double>(Channels));
        deviations = Own(new NativeBuffer<double>(Channels));
    }

    /// <summary>z.</summary>
    public BatchTensor Output => output.Activation;

    /// <summary>0 if a ReLU follows, else negative infinity.</summary>
    public float Floor => hasRelu ? 0 : float.NegativeInfinity;

    /// <summary>Whether the convolution before it, which has no ReLU, does its work in evaluation.</summary>
    public bool IsFolded { get; set; }

    /// <summary>Whether it does the work of a pooling that follows, in training.</summary>
    public bool IsPooled => pooled is not null;

    /// <summary>What its output is made of: y, or of each window of the pooling the one whose z is largest.</summary>
    public BatchTensor Input => selected ?? input.Activation;

    /// <summary>From y to z, once the batch has met.</summary>
    public ReadThrough Through => new(maps.Pointer, Floor);

    /// <summary>Whether what follows makes z of y while it reads, in training; it is then made nowhere.</summary>
    public bool IsReadThrough { get; set; }

    /// <summary>In training, does the work of a pooling that follows; what lies between them is then made nowhere.</summary>
    /// <param name="next">What follows, by fours.</param>
    public void Pool(MaximumPooling next)
    {
        pooled = next.Output;
        selected = new(next.Output.Shape);

        // A convolution without a ReLU does not read its output again, and nothing else does.
        if (IsFolded)
            input.WriteGradientOver(input.Activation);
        next.IsFused = true;
    }

    /// <summary>Whether a value is this normalisation's output, that of the pooling included.</summary>
    /// <param name="value">Any value.</param>
    public bool Makes(Value value) => value == (pooled ?? output);

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
    public override void Prepare(float* weights, Mode mode, ThreadPart part)
    {
        this.weights = weights;
        if (mode == Mode.Training || IsFolded)
            return;
        for (var (c, end) = part.RangeOf(Channels); c < end; c++)
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
            schedule.Each(new(new(WorkKind.Normalization), y.Shape.Height, Measure, Use.Read(y)));
            if (selected is { } chosen)
                schedule.Each(new(new(WorkKind.Normalization), chosen.Shape.Height, Select, Windows(y, writes: false), Use.Write(chosen)));
            schedule.Together(CombineMoments);
        }

        var (from, to) = mode == Mode.Training ? (Input, (pooled ?? output).Activation) : (y, z);
        if (mode == Mode.Evaluation || !IsReadThrough)
            schedule.Make(to, Pass.ByRows(
                WorkKind.Normalization, (group, rows) => NormalizationKernels.Apply(from, to, group, rows, maps.Pointer, Floor), to, from));
    }

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        var (y, dy, part) = (input.Activation, input.Gradient, new StepPart(WorkKind.Normalization));
        if (pooled is { Gradient: var dp })
        {
            schedule.Each(new(part, dp.Shape.Height, SumPooledGradients, Use.Read(Input), Use.Read(dp)));
            schedule.Together(CombineGradients);
            if (input.NeedsGradient)
                schedule.Each(new(
                    part, dp.Shape.Height, ApplyPooledGradient, Windows(y, writes: false), Use.Read(dp), Windows(dy, writes: true)));
            return;
        }

        var dz = output.Gradient;
        schedule.Each(new(part, y.Shape.Height, SumGradients, Use.Read(y), Use.Read(dz)));
        schedule.Together(CombineGradients);
        if (input.NeedsGradient)
            schedule.Each(Pass.ByRows(WorkKind.Normalization, ApplyGradient, dy, y, dz));
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

    private void Measure(ImageGroup group, Rows rows) =>
        NormalizationKernels.Measure(input.Activation, group, rows, Sums(group), moments!.Pointer + Of(group));

    private void SumGradients(ImageGroup group, Rows rows) => NormalizationKernels.SumGradients(
        input.Activation, output.Gradient, group, rows, maps.Pointer, Floor, Sums(group), gradientSums!.Pointer + Of(group));

    private void ApplyGradient(ImageGroup group, Rows rows) => NormalizationKernels.ApplyGradient(
        input.Activation, output.Gradient, input.Gradient, group, rows, maps.Pointer, gradientMaps.Pointer, Floor);

    private void Select(ImageGroup group, Rows rows) =>
        PooledNormalization.Select(input.Activation, Input, group, rows, Scale);

    private void SumPooledGradients(ImageGroup group, Rows rows) => PooledNormalization.SumGradients(
        Input, pooled!.Gradient, group, rows, maps.Pointer, Floor, Sums(group), gradientSums!.Pointer + Of(group));

    private void ApplyPooledGradient(ImageGroup group, Rows rows) => PooledNormalization.ApplyGradient(
        input.Activation, pooled!.Gradient, input.Gradient, group, rows, maps.Pointer, gradientMaps.Pointer, Floor);

    private static Use Windows(BatchTensor tensor, bool writes) => Use.Window(tensor, writes, 0, 2, 2);

    private long Of(ImageGroup group) => (long)group.Index * Channels;

    private float* Sums(ImageGroup group) => sums!.Pointer + ((long)group.Member * Channels * NormalizationKernels.SumsSize);

    private void CombineMoments(ThreadPart part)
    {
        var momentum = layer.Momentum;
        for (var (c, end) = part.RangeOf(Channels); c < end; c++)
        {
            var all = default(Moments);
            for (var group = 0; group < context.Partition.Groups; group++)
                all = all.With(moments!.Pointer[((long)group * Channels) + c]);
            var deviation = Math.Sqrt((all.Squares / all.Count) + layer.Epsilon);
            (means.Pointer[c], deviations.Pointer[c]) = (all.Mean, deviation);
            maps.Pointer[c] = Map(c, all.Mean, deviation);
            RunningMean[c] = (float)(((1 - momentum) * RunningMean[c]) + (momentum * all.Mean));
            RunningVariance[c] = (float)(((1 - momentum) * RunningVariance[c]) + (momentum * all.Squares / (all.Count - 1)));
        }
    }

    // With g the gradient behind the ReLU and d = sqrt(variance + epsilon):
    // dy = scale / d (g - mean(g) - (y - mean) mean(g (y - mean)) / d^2).
    private void CombineGradients(ThreadPart part)
    {
        var count = (double)context.Partition.Images * input.Shape.Positions;
        for (var (c, end) = part.RangeOf(Channels); c < end; c++)
        {
            var all = default(GradientSums);
            for (var group = 0; group < context.Partition.Groups; group++)
                all = all.With(gradientSums!.Pointer[((long)group * Channels) + c]);
            totals.Pointer[c] = all;
            var deviation = deviations.Pointer[c];
            var factor = Scale[c] / deviation;
            var slope = -factor * all.Product / (count * deviation * deviation);
            gradientMaps.Pointer[c] = new(
                (float)factor, (float)slope, (float)((-factor * all.Gradient / count) - (slope * means.Pointer[c])));
        }
    }

    private ChannelMap Map(int channel, double mean, double deviation)
    {
        var factor = (float)(Scale[channel] / deviation);
        return new((float)mean, factor, (float)(Shift[channel] - (mean * factor)));
    }
}
