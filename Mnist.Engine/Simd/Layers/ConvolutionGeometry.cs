using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Layers;

/// <summary>Where a convolution reads and writes: its correlations forward and backward as tables.</summary>
/// <remarks>Weights are (groups x O, C, kernel height, kernel width) with O outputs and C inputs of one group of channels.</remarks>
internal sealed class ConvolutionGeometry
{
    private readonly ConvolutionAxis rows;
    private readonly ConvolutionAxis columns;
    private readonly int groups;
    private readonly int inputs;
    private readonly int outputs;

    /// <summary>The geometry of one layer.</summary>
    /// <param name="input">Shape that comes in.</param>
    /// <param name="output">Shape that goes out.</param>
    /// <param name="window">Kernel, stride, padding and dilation.</param>
    /// <param name="groups">Independent groups of channels.</param>
    public ConvolutionGeometry(Shape input, Shape output, Window window, int groups)
    {
        var (kernel, stride, padding, dilation) = window;
        rows = new(input.Height, output.Height, kernel.Height, stride.Height, padding.Height, dilation.Height);
        columns = new(input.Width, output.Width, kernel.Width, stride.Width, padding.Width, dilation.Width);
        (this.groups, inputs, outputs) = (groups, input.Channels / groups, output.Channels / groups);
    }

    /// <summary>Weights of one output channel.</summary>
    public int FilterSize => inputs * KernelSize;

    /// <summary>All weights.</summary>
    public int WeightCount => groups * outputs * FilterSize;

    /// <summary>Zeros that the input needs around it.</summary>
    public Halo InputHalo => new(rows.InputHalo.Before, rows.InputHalo.After, columns.InputHalo.Before, columns.InputHalo.After);

    /// <summary>Zeros that the gradient of the output needs around it, for the gradient of the input.</summary>
    public Halo GradientHalo =>
        new(rows.GradientHalo.Before, rows.GradientHalo.After, columns.GradientHalo.Before, columns.GradientHalo.After);

    /// <summary>The rows of the input that the rows of the output read.</summary>
    /// <param name="input">The input.</param>
    public Use Reads(BatchTensor input) =>
        Use.Window(input, writes: false, rows.Start(0), rows.Stride, ((rows.Kernel - 1) * rows.Dilation) + 1);

    /// <summary>
    /// The rows of the output's gradient that the rows of the input's read; null where strides mix them, so that they go at once.
    /// </summary>
    /// <param name="gradient">The gradient of the output.</param>
    public Use? ReadsBack(BatchTensor gradient)
    {
        var reach = (rows.Kernel - 1) * rows.Dilation;
        return rows.Stride > 1 || columns.Stride > 1 ? null : Use.Window(gradient, writes: false, rows.Padding - reach, 1, reach + 1);
    }

    private int KernelSize => rows.Kernel * columns.Kernel;

    /// <summary>From input to output.</summary>
    /// <param name="source">The input.</param>
    /// <param name="target">The output.</param>
    public CorrelationLayout Forward(BatchTensor source, BatchTensor target) => new(
        [
            .. from y in Enumerable.Range(0, rows.Output)
               let bands = rows.TapsInside(y)
               from x in Enumerable.Range(0, columns.Output)
               select new CorrelationPosition(
                   source.Offset(0, rows.Start(y), columns.Start(x)), target.Offset(0, y, x), bands.First, bands.End),
        ],
        columns.Output,
        [
            .. from y in Enumerable.Range(0, rows.Kernel)
               from c in Enumerable.Range(0, inputs)
               from x in Enumerable.Range(0, columns.Kernel)
               select (
                   Offset: source.Offset(c, y * rows.Dilation, x * columns.Dilation),
                   Weight: (((c * rows.Kernel) + y) * columns.Kernel) + x),
        ],
        BandSize: inputs * columns.Kernel,
        [.. Enumerable.Range(0, columns.Output).Select(columns.TapsInside)],
        columns.Kernel,
        Outputs: outputs,
        OutputWeights: FilterSize,
        OutputChannel: target.ChannelStride,
        groups,
        (inputs * source.ChannelStride, outputs * target.ChannelStride, outputs * FilterSize));

    /// <summary>From the gradient of the output to that of the input, phase by phase.</summary>
    /// <param name="source">The gradient of the output.</param>
    /// <param name="target">The gradient of the input.</param>
    public IEnumerable<CorrelationLayout> Backward(BatchTensor source, BatchTensor target) =>
        from vertical in rows.Phases()
        from horizontal in columns.Phases()
        select Backward(source, target, vertical, horizontal);

    /// <summary>Each position's place in the output or its gradient.</summary>
    /// <param name="tensor">Either of them.</param>
    public int[] OutputPlaces(BatchTensor tensor) =>
        [.. from y in Enumerable.Range(0, rows.Output) from x in Enumerable.Range(0, columns.Output) select tensor.Offset(0, y, x)];

    private CorrelationLayout Backward(
        BatchTensor source, BatchTensor target, ConvolutionAxis.Phase vertical, ConvolutionAxis.Phase horizontal) => new(
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
        horizontal.Count,
        [
            .. from y in vertical.Taps
               from o in Enumerable.Range(0, outputs)
               from x in horizontal.Taps
               select (
                   Offset: source.Offset(o, y.Shift, x.Shift),
                   Weight: (o * FilterSize) + (y.Tap * columns.Kernel) + x.Tap),
        ],
        BandSize: outputs * horizontal.Taps.Length,
        [.. Enumerable.Range(0, horizontal.Count).Select(n => horizontal.TapsInside(n, columns.Output))],
        horizontal.Taps.Length,
        Outputs: inputs,
        OutputWeights: KernelSize,
        OutputChannel: target.ChannelStride,
        groups,
        (outputs * source.ChannelStride, inputs * target.ChannelStride, outputs * FilterSize));
}
