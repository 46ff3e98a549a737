namespace Mnist.Domain.Analysis;

/// <summary>How a tensor starts.</summary>
/// <param name="Low">Lower end of the uniform distribution; equal to <paramref name="High"/> for a constant.</param>
/// <param name="High">Upper end.</param>
public readonly record struct InitialValues(double Low, double High)
{
    /// <summary>Every value the same.</summary>
    /// <param name="value">That value.</param>
    public static InitialValues Constant(double value) => new(value, value);

    /// <summary>
    /// PyTorch's default for weights and biases: uniform in ±1/sqrt(fan-in), which for weights is kaiming_uniform with a = sqrt 5
    /// (He et al. 2015: bound sqrt(6 / ((1 + a^2) fan-in))).
    /// </summary>
    /// <param name="fanIn">Inputs of one output, at least 1.</param>
    public static InitialValues FanIn(long fanIn) => new(-1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
}

/// <summary>One tensor of a network, as PyTorch's <c>state_dict</c> names it.</summary>
/// <param name="Name">Such as "0.weight" or "3.body.1.running_mean".</param>
/// <param name="Dimensions">Of a convolution (O, I / groups, kernel height, kernel width), of a linear layer (O, I), else (C).</param>
/// <param name="Trainable">Whether the optimiser moves it; running statistics are not.</param>
/// <param name="Initial">How it starts.</param>
public sealed record ParameterTensor(string Name, ValueList<int> Dimensions, bool Trainable, InitialValues Initial)
{
    /// <summary>Number of values.</summary>
    public long Count => Dimensions.Aggregate(1L, (product, size) => product * size);
}

/// <summary>Parameters of a layer or a network.</summary>
/// <param name="Trainable">Weights, biases, scales and shifts of batch normalisation.</param>
/// <param name="NonTrainable">Running mean and variance of batch normalisation; the batch counter is not counted.</param>
public readonly record struct ParameterCount(long Trainable, long NonTrainable)
{
    /// <summary>All of them.</summary>
    public long Total => Trainable + NonTrainable;

    /// <summary>Sum of two counts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static ParameterCount operator +(ParameterCount left, ParameterCount right) =>
        new(left.Trainable + right.Trainable, left.NonTrainable + right.NonTrainable);
}

/// <summary>The tensors of a network, before any is allocated.</summary>
public static class ParameterCalculator
{
    /// <summary>Tensors of one layer, in the order of PyTorch's <c>state_dict</c>.</summary>
    /// <param name="at">The layer and its place.</param>
    /// <param name="input">Shape that comes in, one that <see cref="ShapeCalculator"/> accepts.</param>
    public static ValueList<ParameterTensor> Tensors(PlacedLayer at, Shape input) => at.Layer.Match<ValueList<ParameterTensor>>(new(
        Conv2d: c => WeightAndBias(at, [c.Filters, input.Channels / c.Groups, c.Kernel.Height, c.Kernel.Width], c.Bias),
        BatchNorm2d: _ =>
        [
            Channels(at, "weight", input, trainable: true, 1),
            Channels(at, "bias", input, trainable: true, 0),
            Channels(at, "running_mean", input, trainable: false, 0),
            Channels(at, "running_var", input, trainable: false, 1),
        ],
        Relu: _ => [],
        MaxPool2d: _ => [],
        AvgPool2d: _ => [],
        GlobalAvgPool: _ => [],
        Dropout: _ => [],
        Flatten: _ => [],
        Linear: l => WeightAndBias(at, [l.Units, input.Channels], l.Bias),
        Residual: r => [.. Tensors(at.Body(r), input), .. Tensors(at.Projection(r), input)]));

    /// <summary>Tensors of a chain, in order.</summary>
    /// <param name="chain">Layers in order.</param>
    /// <param name="input">Shape that comes in, one that fits the whole chain.</param>
    public static ValueList<ParameterTensor> Tensors(IEnumerable<PlacedLayer> chain, Shape input)
    {
        var shape = Validation.Valid<Shape, NetworkError>(input);
        var tensors = new List<ParameterTensor>();
        foreach (var layer in chain)
        {
            tensors.AddRange(shape.Match(valid: s => Tensors(layer, s), invalid: _ => []));
            shape = shape.Bind(s => ShapeCalculator.Output(layer, s));
        }

        return [.. tensors];
    }

    /// <summary>Sum over tensors.</summary>
    /// <param name="tensors">Any tensors.</param>
    public static ParameterCount Count(IEnumerable<ParameterTensor> tensors) => tensors.Aggregate(
        default(ParameterCount), (sum, tensor) => sum + (tensor.Trainable ? new(tensor.Count, 0) : new(0, tensor.Count)));

    /// <summary>Whether every tensor of the layer itself can be allocated; false where a product overflows.</summary>
    internal static bool Fits(Layer layer, Shape input) => MaxWeights(layer, input) <= ShapeCalculator.MaxElements;

    private static Int128 MaxWeights(Layer layer, Shape input) => layer.Match<Int128>(new(
        Conv2d: c => (Int128)c.Filters * (input.Channels / c.Groups) * c.Kernel.Height * c.Kernel.Width,
        BatchNorm2d: _ => 0,
        Relu: _ => 0,
        MaxPool2d: _ => 0,
        AvgPool2d: _ => 0,
        GlobalAvgPool: _ => 0,
        Dropout: _ => 0,
        Flatten: _ => 0,
        Linear: l => (Int128)l.Units * input.Channels,
        Residual: _ => 0));

    private static ValueList<ParameterTensor> WeightAndBias(PlacedLayer at, ValueList<int> weight, bool bias)
    {
        var initial = InitialValues.FanIn(weight.Skip(1).Aggregate(1L, (product, size) => product * size));
        var tensor = new ParameterTensor($"{at.Path}.weight", weight, Trainable: true, initial);
        return bias ? [tensor, new($"{at.Path}.bias", [weight[0]], Trainable: true, initial)] : [tensor];
    }

    private static ParameterTensor Channels(PlacedLayer at, string name, Shape input, bool trainable, double value) =>
        new($"{at.Path}.{name}", [input.Channels], trainable, InitialValues.Constant(value));
}
