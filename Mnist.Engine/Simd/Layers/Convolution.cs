using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;
using Mnist.Engine.Simd.Threads;

namespace Mnist.Engine.Simd.Layers;

/// <summary>Cross-correlation with learned filters, with the bias and the ReLU behind it; a linear layer is its 1 x 1 case.</summary>
internal sealed unsafe class Convolution : Operation
{
    private readonly StepContext context;
    private readonly Value input;
    private readonly Value output;
    private readonly ConvolutionGeometry geometry;
    private readonly int weightsAt;
    private readonly int? biasAt;
    private readonly bool hasRelu;
    private readonly NativeBuffer<float> bias;
    private readonly NativeBuffer<float> noBias;
    private readonly List<Correlation> backward = [];
    private Correlation? forward;
    private WeightGradient? weightGradient;
    private BatchWeightGradient? batchGradient;
    private NativeBuffer<double>? biasSums;
    private BatchNormalization? normalization;
    private BatchNormalization? source;
    private FoldedConvolution? folded;

    // A normalisation would need it in three more stages, one with a pooling behind it in one.
    private bool IsMadeAgain => geometry.FilterSize <= Schedule.MostMadeAgain && normalization is null or { IsPooled: true };

    /// <summary>Asks for the halos of both passes.</summary>
    /// <param name="context">The pass under way.</param>
    /// <param name="input">What comes in.</param>
    /// <param name="output">What goes out.</param>
    /// <param name="window">Kernel, stride, padding and dilation.</param>
    /// <param name="groups">Independent groups of channels.</param>
    /// <param name="weightsAt">Place of the weights among the network's values.</param>
    /// <param name="biasAt">Place of the bias; null for none.</param>
    /// <param name="hasRelu">Whether a ReLU follows.</param>
    public Convolution(
        StepContext context, Value input, Value output, Window window, int groups, int weightsAt, int? biasAt, bool hasRelu)
    {
        this.context = context;
        (this.input, this.output) = (input, output);
        (this.weightsAt, this.biasAt, this.hasRelu) = (weightsAt, biasAt, hasRelu);
        geometry = new(input.Shape, output.Shape, window, groups);
        input.Activation.Require(geometry.InputHalo);
        if (input.NeedsGradient)
            output.Gradient.Require(geometry.GradientHalo);
        bias = Own(new NativeBuffer<float>(output.Shape.Channels));
        noBias = Own(new NativeBuffer<float>(input.Shape.Channels));
    }

    /// <summary>Its row in the network's summary.</summary>
    public required int Row { get; init; }

    /// <summary>Whether a value is this convolution's output and no ReLU is on it.</summary>
    /// <param name="value">Any value.</param>
    public bool MakesLinear(Value value) => value == output && !hasRelu;

    /// <summary>In evaluation, does the work of a normalisation that follows; before <see cref="Build"/>.</summary>
    /// <param name="next">What follows.</param>
    public void Fold(BatchNormalization next)
    {
        normalization = next;
        next.IsFolded = true;
    }

    /// <summary>In training, does the work of the normalisation before it, if its kernels can; before <see cref="Build"/>.</summary>
    /// <param name="previous">What makes its input.</param>
    public void Follow(BatchNormalization previous) => source = previous;

    /// <inheritdoc/>
    public override void Build(Limits limits)
    {
        var layout = geometry.Forward(input.Activation, output.Activation);
        forward = Own(new Correlation(layout));
        var places = geometry.OutputPlaces(output.Gradient);
        var values = (double)input.Activation.SlabSize + output.Gradient.SlabSize;
        if (BatchWeightGradient.Pays(geometry.WeightCount, values, limits.Batch.Groups, limits.Batch.Shards))
            batchGradient = Own(new BatchWeightGradient(layout, input.Activation, places, output.Gradient, limits.Members));
        else
            weightGradient = Own(new WeightGradient(
                layout, places, output.Gradient.ChannelStride, limits.Batch.Shards, limits.Members));
        if (source is not null && CanReadThrough(source))
            source.IsReadThrough = true;
        else
            source = null;
        if (normalization is not null)
            folded = Own(new FoldedConvolution(
                geometry.Forward(input.Activation, normalization.Output), normalization, output.Shape.Channels, geometry.FilterSize));
        if (biasAt is not null)
            biasSums = Own(new NativeBuffer<double>((long)limits.Batch.Groups * output.Shape.Channels));
        if (input.NeedsGradient)
            backward.AddRange(
                geometry.Backward(output.Gradient, input.Gradient).Select(phase => Own(new Correlation(phase))));
    }

    /// <inheritdoc/>
    public override void Prepare(float* weights, Mode mode, ThreadPart part)
    {
        if (mode == Mode.Evaluation && folded is not null)
        {
            if (part.Index == 0)
                folded.Prepare(weights, weights + weightsAt, biasAt is { } place ? weights + place : null);
            return;
        }

        forward!.Pack(weights + weightsAt, part);
        if (mode == Mode.Training)
        {
            foreach (var phase in backward)
                phase.Pack(weights + weightsAt, part);
            weightGradient?.Clear(part);
            batchGradient?.Begin(part);
        }

        if (biasAt is { } at && part.Index == 0)
            new Span<float>(weights + at, output.Shape.Channels).CopyTo(bias.Span);
    }

    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode)
    {
        var before = mode == Mode.Training ? source : null;
        var x = before?.Input ?? input.Activation;
        var part = new StepPart(WorkKind.Forward, Row);
        var height = output.Shape.Height;
        if (mode == Mode.Evaluation && folded is { } both && normalization is { Output: var z })
            schedule.Each(new(
                part, height, (group, rows) => both.Run(x.Origin(group), z.Origin(group), rows), geometry.Reads(x), Use.Write(z))
            { Unit = both.Unit });
        else
        {
            var pass = new Pass(
                part, height, (group, rows) => Forward(x, group, rows, before?.Through), geometry.Reads(x), Use.Write(output.Activation))
            {
                Unit = forward!.Unit,
            };
            if (IsMadeAgain)
                schedule.Make(output.Activation, pass);
            else
                schedule.Each(pass);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        var (x, y, dx, dy) = (Source, output.Activation, input.Gradient, output.Gradient);
        if (hasRelu)
            schedule.Each(Pass.ByRows(
                WorkKind.Elementwise, (group, rows) => Elementwise.ReluBackward(y, dy, group, rows), dy, y));
        if (weightGradient is { Unit: var unit })
        {
            schedule.Each(new(new(WorkKind.WeightGradient, Row), output.Shape.Height, AddWeights, geometry.Reads(x), Use.Read(dy))
            {
                Unit = unit,
            });
        }
        else
        {
            schedule.Keep(x);
            schedule.Keep(dy);
        }

        if (biasAt is not null)
            schedule.Each(new(new(WorkKind.Elementwise), dy.Shape.Height, SumBias, Use.Read(dy)));
        if (input.NeedsGradient)
            schedule.Each(InputGradient(dy, dx));
    }

    /// <inheritdoc/>
    public override StepPart TotalPart => batchGradient is null ? base.TotalPart : new(WorkKind.WeightGradient, Row);

    /// <inheritdoc/>
    public override double TotalBytes =>
        batchGradient is null ? 0 : (double)(input.Shape.Elements + output.Shape.Elements) * Lanes.Count * sizeof(float);

    /// <inheritdoc/>
    public override void Total(ThreadPart part)
    {
        weightGradient?.Total(part, context.Partition.Shards);
        batchGradient?.Add(part, context.Partition.Groups);
    }

    /// <inheritdoc/>
    public override void Reduce(float* gradients, int first, int end)
    {
        var (firstWeight, endWeight) = (Math.Max(first - weightsAt, 0), Math.Min(end - weightsAt, geometry.WeightCount));
        weightGradient?.Write(gradients + weightsAt, firstWeight, endWeight);
        batchGradient?.Write(gradients + weightsAt, firstWeight, endWeight);
        if (biasAt is { } at)
        {
            for (var o = Math.Max(first - at, 0); o < Math.Min(end - at, output.Shape.Channels); o++)
                gradients[at + o] = (float)BiasSum(o);
        }
    }

    // Of what the training passes read: what comes in, or what the normalisation before it does.
    private BatchTensor Source => source?.Input ?? input.Activation;

    // Zeros around z are not zeros around y.
    private bool CanReadThrough(BatchNormalization previous) =>
        forward is { ReadsThrough: true }
        && weightGradient is { ReadsThrough: true }
        && geometry.InputHalo.IsEmpty
        && previous.Input.ChannelStride == input.Activation.ChannelStride;

    private void Forward(BatchTensor from, ImageGroup group, Rows rows, ReadThrough? through) => forward!.Run(
        from.Origin(group),
        output.Activation.Origin(group),
        bias.Pointer,
        hasRelu ? 0 : float.NegativeInfinity,
        rows,
        through);

    private void AddWeights(ImageGroup group, Rows rows) =>
        weightGradient!.Add(Source.Origin(group), output.Gradient.Origin(group), group, rows, source?.Through);

    private void SumBias(ImageGroup group, Rows rows)
    {
        var channels = output.Shape.Channels;
        ChannelSums.Add(output.Gradient, group, rows, new(biasSums!.Pointer + ((long)group.Index * channels), channels));
    }

    private double BiasSum(int channel)
    {
        var sum = 0.0;
        for (var group = 0; group < context.Partition.Groups; group++)
            sum += biasSums!.Pointer[((long)group * output.Shape.Channels) + channel];
        return sum;
    }

    private Pass InputGradient(BatchTensor dy, BatchTensor dx)
    {
        var part = new StepPart(WorkKind.InputGradient, Row);
        return geometry.ReadsBack(dy) is { } reads
            ? new(part, dx.Shape.Height, InputGradient, reads, Use.Write(dx)) { Unit = backward[0].Unit }
            : new(part, 1, (group, _) => InputGradient(group, null), Use.ReadAll(dy), Use.WriteAll(dx));
    }

    private void InputGradient(ImageGroup group, Rows rows) => InputGradient(group, (Rows?)rows);

    private void InputGradient(ImageGroup group, Rows? rows)
    {
        foreach (var phase in backward)
            phase.Run(
                output.Gradient.Origin(group), input.Gradient.Origin(group), noBias.Pointer, float.NegativeInfinity, rows ?? phase.All);
    }
}
