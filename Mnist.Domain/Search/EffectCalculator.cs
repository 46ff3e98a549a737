using Mnist.Domain.Analysis;

namespace Mnist.Domain.Search;

/// <summary>What one layer adds to any design in which it meets a given shape, by the calculators that judge plans.</summary>
/// <param name="cost">Microseconds of an epoch for a layer, in thousandths; told whether no layer before it multiplies.</param>
/// <param name="normalisesSingles">Whether one position can be normalised: no batch has a single image.</param>
internal sealed class EffectCalculator(Func<LayerSummary, bool, long> cost, bool normalisesSingles)
{
    private readonly Func<LayerSummary, bool, long> cost = cost;
    private readonly bool normalisesSingles = normalisesSingles;

    /// <summary>The effect of a layer and the shape behind it; null where it does not fit.</summary>
    /// <param name="layer">Its fields are in range.</param>
    /// <param name="input">What comes in.</param>
    /// <param name="isFirst">Whether no layer before it multiplies.</param>
    public (Effect Effect, Shape Output)? Of(Layer layer, Shape input, bool isFirst)
    {
        var at = new PlacedLayer("0", layer);
        return ShapeCalculator.Output(at, input).Match<Shape?>(valid: shape => shape, invalid: _ => null) is { } output
            && ParameterCalculator.Fits(layer, input)
            && (normalisesSingles || input.Positions > 1 || layer is not Layer.BatchNorm2d)
            && Steps(layer, input, output, isFirst) is { IsBounded: true } steps
            ? (WithMap(
                steps with
                {
                    Adds = (steps.Adds + Own(at, input, output, isFirst)).Bounded(),
                    Ram = Math.Max(steps.Ram, RowBytes(layer, input, output)),
                },
                output), output)
            : null;
    }

    /// <summary>The effect of a chain; null where it does not fit together.</summary>
    private (Effect Effect, Shape Output)? Of(IEnumerable<Layer> chain, Shape input, bool isFirst)
    {
        var (effect, shape) = (Effect.None, input);
        foreach (var layer in chain)
        {
            if (Of(layer, shape, isFirst && effect.Adds.Macs == 0) is not var (next, output))
                return null;
            (effect, shape) = (effect.Then(next), output);
        }

        return (effect, shape);
    }

    /// <summary>What the layer itself adds; those inside a block have been counted.</summary>
    private Sums Own(PlacedLayer at, Shape input, Shape output, bool isFirst)
    {
        var tensors = at.Layer is Layer.Residual ? [] : ParameterCalculator.Tensors(at, input);
        var row = new LayerSummary(at, input, output, tensors, CostCalculator.Macs(at.Layer, input, output), ReceptiveField.Pixel);
        var parameters = row.Parameters;
        return new Sums(
            parameters.Trainable,
            parameters.NonTrainable,
            row.Macs,
            at.Layer is Layer.Flatten ? 0 : output.Elements,
            cost(row, isFirst),
            Constants(at.Layer, tensors)).Bounded();
    }

    /// <summary>In 8 bits a weight has a byte and the bias of a sum four, whether the layer has biases or not.</summary>
    private static long Constants(Layer layer, ValueList<ParameterTensor> tensors) =>
        layer is Layer.Conv2d or Layer.Linear ? tensors[0].Count + (sizeof(int) * (long)tensors[0].Dimensions[0]) : 0;

    /// <summary>Bytes of the input's rows that a convolution reads for one row; of a single pixel nothing need be kept.</summary>
    private static long RowBytes(Layer layer, Shape input, Shape output)
    {
        if (layer is not Layer.Conv2d c || (c.Kernel, c.Stride, c.Padding) == ((Extent)1, (Extent)1, (Extent)0))
            return 0;
        int Rows(int y) => Enumerable.Range(0, c.Kernel.Height).Count(tap =>
            (y * c.Stride.Height) - c.Padding.Height + (tap * c.Dilation.Height) is >= 0 and var row && row < input.Height);
        return (long)input.Width * input.Channels * Enumerable.Range(0, output.Height).Max(Rows);
    }

    private Effect? Steps(Layer layer, Shape input, Shape output, bool isFirst) => layer.Match<Effect?>(new(
        Conv2d: c => Slide(input, Window.Of(c)),
        BatchNorm2d: _ => Effect.None,
        Relu: _ => Effect.None,
        MaxPool2d: p => Slide(input, Window.Of(p)),
        AvgPool2d: p => Slide(input, Window.Of(p)),
        GlobalAvgPool: _ => Merge(input),
        Dropout: _ => Effect.None,
        Flatten: _ => Merge(input),
        Linear: _ => Effect.None,
        Residual: r => Of(r.Body, input, isFirst) is var (body, _)
            && Of(r.Projection, input, isFirst && body.Adds.Macs == 0) is var (projection, _)
            ? Sum(body, projection, output)
            : null));

    private static Effect Slide(Shape input, Window w) => Effect.None with
    {
        Rows = AxisStep.Window(input.Height, w.Kernel.Height, w.Stride.Height, w.Padding.Height, w.Dilation.Height),
        Columns = AxisStep.Window(input.Width, w.Kernel.Width, w.Stride.Width, w.Padding.Width, w.Dilation.Width),
        HasGaps = !AxisStep.LeavesNoGap(w.Kernel.Height, w.Stride.Height, w.Padding.Height, w.Dilation.Height)
            || !AxisStep.LeavesNoGap(w.Kernel.Width, w.Stride.Width, w.Padding.Width, w.Dilation.Width),
    };

    private static Effect Merge(Shape input) =>
        Effect.None with { Rows = AxisStep.Merge(input.Height), Columns = AxisStep.Merge(input.Width) };

    private static Effect? Sum(in Effect body, in Effect projection, Shape output) =>
        IsAligned(output.Height, body.Rows, projection.Rows) && IsAligned(output.Width, body.Columns, projection.Columns)
            ? new Effect(
                (body.Adds + projection.Adds).Bounded(),
                body.Rows.Union(projection.Rows, output.Height),
                body.Columns.Union(projection.Columns, output.Width),
                default,
                body.HasGaps || projection.HasGaps
                || !body.Rows.IsExactWith(projection.Rows, output.Height)
                || !body.Columns.IsExactWith(projection.Columns, output.Width),
                Math.Max(body.Ram, projection.Ram))
            : null;

    private static bool IsAligned(int positions, in AxisStep body, in AxisStep projection) =>
        positions == 1 || body.Jumps == projection.Jumps;

    /// <summary>Only a layer of the outermost chain leaves a map of the network.</summary>
    private static Effect WithMap(in Effect steps, Shape output) => steps with
    {
        Map = output.Positions > 1 ? new(output.Height, output.Width, steps.Rows.Grows, steps.Columns.Grows) : default,
    };
}
