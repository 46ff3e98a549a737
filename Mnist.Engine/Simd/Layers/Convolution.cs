using Mnist.Domain;

namespace Mnist.Engine.Simd;

/// <summary>Cross-correlation with learned filters, with the bias and the rectifier behind it; a linear layer is its 1 x 1 case.</summary>
/// <remarks>
/// Letters: O output channels, C input channels of one group of channels, kernel rows and columns. Weights are (groups x O, C, kh, kw).
/// </remarks>
internal sealed unsafe class Convolution : Operation
{
    private readonly StepContext context;
    private readonly Value input;
    private readonly Value output;
    private readonly ConvolutionAxis rows;
    private readonly ConvolutionAxis columns;
    private readonly int groups;
    private readonly int weightsAt;
    private readonly int? biasAt;
    private readonly bool rectifies;
    private readonly NativeBuffer<float> bias;
    private readonly NativeBuffer<float> noBias;
    private readonly List<Correlation> backward = [];
    private Correlation? forward;
    private WeightGradient? weightGradient;
    private NativeBuffer<double>? biasSums;

    /// <summary>Asks for the halos of both passes.</summary>
    /// <param name="context">The pass under way.</param>
    /// <param name="input">What comes in.</param>
    /// <param name="output">What goes out.</param>
    /// <param name="window">Kernel, stride, padding and dilation.</param>
    /// <param name="groups">Independent groups of channels.</param>
    /// <param name="weightsAt">Place of the weights among the network's values.</param>
    /// <param name="biasAt">Place of the bias; null for none.</param>
    /// <param name="rectifies">Whether a rectifier follows.</param>
    public Convolution(
        StepContext context, Value input, Value output, Window window, int groups, int weightsAt, int? biasAt, bool rectifies)
    {
        this.context = context;
        (this.input, this.output, this.groups) = (input, output, groups);
        (this.weightsAt, this.biasAt, this.rectifies) = (weightsAt, biasAt, rectifies);
        rows = new(
            input.Shape.Height,
            output.Shape.Height,
            window.Kernel.Height,
            window.Stride.Height,
            window.Padding.Height,
            window.Dilation.Height);
        columns = new(
            input.Shape.Width, output.Shape.Width, window.Kernel.Width, window.Stride.Width, window.Padding.Width, window.Dilation.Width);
        input.Activation.Require(new(rows.InputHalo.Before, rows.InputHalo.After, columns.InputHalo.Before, columns.InputHalo.After));
        if (input.NeedsGradient)
            output.Gradient.Require(
                new(rows.GradientHalo.Before, rows.GradientHalo.After, columns.GradientHalo.Before, columns.GradientHalo.After));
        bias = Own(new NativeBuffer<float>(output.Shape.Channels));
        noBias = Own(new NativeBuffer<float>(input.Shape.Channels));
    }

    private int Outputs => output.Shape.Channels / groups;

    private int Inputs => input.Shape.Channels / groups;

    private int KernelSize => rows.Kernel * columns.Kernel;

    private int FilterSize => Inputs * KernelSize;

    private int WeightCount => groups * Outputs * FilterSize;

    /// <inheritdoc/>
    public override void Build(Limits limits)
    {
        var layout = ForwardLayout();
        forward = Own(new Correlation(layout));
        weightGradient = Own(
            new WeightGradient(layout, Places(output.Gradient), output.Gradient.ChannelStride, limits.Batch.Shards));
        if (biasAt is not null)
            biasSums = Own(new NativeBuffer<double>((long)limits.Batch.Groups * output.Shape.Channels));
        if (input.NeedsGradient)
            backward.AddRange(from y in rows.Phases() from x in columns.Phases() select Own(new Correlation(BackwardLayout(y, x))));
    }

    /// <inheritdoc/>
    public override void Prepare(float* weights, Mode mode, Share share)
    {
        forward!.Pack(weights + weightsAt, share);
        if (mode == Mode.Training)
        {
            backward.ForEach(phase => phase.Pack(weights + weightsAt, share));
            weightGradient!.Clear(share);
        }

        if (biasAt is { } at && share.Index == 0)
            new Span<float>(weights + at, output.Shape.Channels).CopyTo(bias.Span);
    }

    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode) =>
        schedule.Each(Forward, input.Activation, output.Activation);

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        var (x, y, dx, dy) = (input.Activation, output.Activation, input.Gradient, output.Gradient);
        if (rectifies)
            schedule.Each(slot => Elementwise.PassRectified(y, dy, slot), y, dy);
        schedule.Each(AddWeights, x, dy);
        if (biasAt is not null)
            schedule.Each(SumBias, dy);
        if (input.NeedsGradient)
            schedule.Each(InputGradient, dy, dx);
    }

    /// <inheritdoc/>
    public override void Reduce(float* gradients, int first, int end)
    {
        weightGradient!.Reduce(
            gradients + weightsAt, Math.Max(first - weightsAt, 0), Math.Min(end - weightsAt, WeightCount), context.Partition.Shards);
        if (biasAt is { } at)
        {
            for (var o = Math.Max(first - at, 0); o < Math.Min(end - at, output.Shape.Channels); o++)
                gradients[at + o] = (float)BiasSum(o);
        }
    }

    private void Forward(Slot slot) => forward!.Run(
        input.Activation.Origin(slot),
        output.Activation.Origin(slot),
        bias.Pointer,
        rectifies ? 0 : float.NegativeInfinity);

    private void AddWeights(Slot slot) =>
        weightGradient!.Add(input.Activation.Origin(slot), output.Gradient.Origin(slot), slot.Shard);

    private void SumBias(Slot slot)
    {
        var channels = output.Shape.Channels;
        ChannelSums.Add(output.Gradient, slot, new(biasSums!.Pointer + ((long)slot.Group * channels), channels));
    }

    private double BiasSum(int channel)
    {
        var sum = 0.0;
        for (var group = 0; group < context.Partition.Groups; group++)
            sum += biasSums!.Pointer[((long)group * output.Shape.Channels) + channel];
        return sum;
    }

    private void InputGradient(Slot slot)
    {
        foreach (var phase in backward)
            phase.Run(output.Gradient.Origin(slot), input.Gradient.Origin(slot), noBias.Pointer, float.NegativeInfinity);
    }

    private CorrelationLayout ForwardLayout()
    {
        var (source, target) = (input.Activation, output.Activation);
        return new(
            [
                .. from y in Enumerable.Range(0, rows.Output)
                   let bands = rows.TapsInside(y)
                   from x in Enumerable.Range(0, columns.Output)
                   select new CorrelationPosition(
                       source.Offset(0, rows.Start(y), columns.Start(x)), target.Offset(0, y, x), bands.First, bands.End),
            ],
            [
                .. from y in Enumerable.Range(0, rows.Kernel)
                   from c in Enumerable.Range(0, Inputs)
                   from x in Enumerable.Range(0, columns.Kernel)
                   select (
                       Offset: source.Offset(c, y * rows.Dilation, x * columns.Dilation),
                       Weight: (((c * rows.Kernel) + y) * columns.Kernel) + x),
            ],
            BandSize: Inputs * columns.Kernel,
            Outputs,
            OutputWeights: FilterSize,
            OutputChannel: target.ChannelStride,
            groups,
            (Inputs * source.ChannelStride, Outputs * target.ChannelStride, Outputs * FilterSize));
    }

    private CorrelationLayout BackwardLayout(ConvolutionAxis.Phase vertical, ConvolutionAxis.Phase horizontal)
    {
        var (source, target) = (output.Gradient, input.Gradient);
        return new(
            [
                .. from m in Enumerable.Range(0, vertical.Count)
                   let bands = vertical.TapsInside(m, rows.Output)
                   from n in Enumerable.Range(0, horizontal.Count)
                   select new CorrelationPosition(
                       source.Offset(0, m, n),
                       target.Offset(0, vertical.First + (m * rows.Stride), horizontal.First + (n * columns.Stride)),
                       bands.First,
                       bands.End),
            ],
            [
                .. from y in vertical.Taps
                   from o in Enumerable.Range(0, Outputs)
                   from x in horizontal.Taps
                   select (
                       Offset: source.Offset(o, y.Shift, x.Shift),
                       Weight: (o * FilterSize) + (y.Tap * columns.Kernel) + x.Tap),
            ],
            BandSize: Outputs * horizontal.Taps.Length,
            Outputs: Inputs,
            OutputWeights: KernelSize,
            OutputChannel: target.ChannelStride,
            groups,
            (Outputs * source.ChannelStride, Inputs * target.ChannelStride, Outputs * FilterSize));
    }

    private int[] Places(LaneTensor tensor) =>
        [.. from y in Enumerable.Range(0, rows.Output) from x in Enumerable.Range(0, columns.Output) select tensor.Offset(0, y, x)];
}
