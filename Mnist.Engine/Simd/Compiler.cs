using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Layers;

namespace Mnist.Engine.Simd;

/// <summary>A network as operations.</summary>
/// <param name="Operations">In the order of their execution, the reading of images first.</param>
/// <param name="Logits">What the last one makes.</param>
internal sealed record Graph(IReadOnlyList<Operation> Operations, Value Logits);

/// <summary>Turns a checked network into a graph.</summary>
/// <remarks>
/// Layers are visited in the order of <see cref="Summary.Layers"/>, which is also the order of the network's tensors, so that a count
/// of rows and of values is all there is to keep. A ReLU right behind a convolution or a normalisation becomes part of it, in
/// training a pooling of two by two behind a normalisation too.
/// </remarks>
internal sealed class Compiler
{
    private readonly StepContext context;
    private readonly long seed;
    private readonly ValueList<LayerSummary> rows;
    private readonly List<Operation> operations = [];
    private int row;
    private int place;

    private Compiler(StepContext context, ValueList<LayerSummary> rows, long seed) =>
        (this.context, this.rows, this.seed) = (context, rows, seed);

    /// <summary>The graph of a plan's network.</summary>
    /// <param name="context">The passes under way.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="seed">The run's seed, for dropout.</param>
    public static Graph Compile(StepContext context, CheckedPlan plan, long seed)
    {
        var compiler = new Compiler(context, plan.Summary.Layers, seed);
        var image = new Value(plan.Plan.Architecture.Input, needsGradient: false);
        compiler.operations.Add(new ImageSource(context, image));
        var logits = compiler.Chain(plan.Plan.Architecture.Layers, image);
        return new(compiler.operations, logits);
    }

    private Value Chain(ValueList<Layer> layers, Value value)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            var canTakeRelu = layers[i] is Layer.Conv2d or Layer.BatchNorm2d or Layer.Linear;
            var hasRelu = canTakeRelu && i + 1 < layers.Count && layers[i + 1] is Layer.Relu;
            value = One(layers[i], value, hasRelu);
            if (hasRelu)
            {
                i++;
                row++;
            }
        }

        return value;
    }

    private Value One(Layer layer, Value input, bool hasRelu) => layer.Match<Value>(new(
        Conv2d: c => Convolve(input, Window.Of(c), c.Groups, c.Bias, hasRelu),
        BatchNorm2d: b => Follow(input, learns: true, (output, at) => Normalise(input, output, b, at, hasRelu)),
        Relu: _ => InPlace(input, value => new Relu(value)),
        MaxPool2d: p => Follow(input, learns: false, (output, _) => Pool(input, output, p)),
        AvgPool2d: p => Follow(input, learns: false, (output, _) => new MeanPooling(input, output, p.Window, p.Stride)),
        GlobalAvgPool: _ => Follow(input, learns: false, (output, _) => new MeanPooling(input, output, Whole(input.Shape), 1)),
        Dropout: d => Drop(input, d.Rate),
        Flatten: _ => Follow(input, learns: false, (output, _) => new Flattening(input, output)),
        Linear: l => Convolve(input, new(1, 1, 0, 1), groups: 1, l.Bias, hasRelu),
        Residual: r => Branch(input, r)));

    private Value Convolve(Value input, Window window, int groups, bool hasBias, bool hasRelu)
    {
        var (layer, weights) = (row, (int)rows[row].Tensors[0].Count);
        return Follow(input, learns: true, (output, at) =>
        {
            var convolution = new Convolution(context, input, output, window, groups, at, hasBias ? at + weights : null, hasRelu)
            {
                Row = layer,
            };
            if (NormalizationOf(input) is { } normalization)
                convolution.Follow(normalization);
            return convolution;
        });
    }

    private BatchNormalization Normalise(Value input, Value output, Layer.BatchNorm2d layer, int at, bool hasRelu)
    {
        var normalization = new BatchNormalization(context, input, output, layer, at, hasRelu);
        if (operations[^1] is Convolution convolution && convolution.MakesLinear(input))
            convolution.Fold(normalization);
        return normalization;
    }

    private MaximumPooling Pool(Value input, Value output, Layer.MaxPool2d layer)
    {
        var pooling = new MaximumPooling(input, output, layer.Window, layer.Stride);
        if (NormalizationOf(input) is { IsPooled: false } normalization && pooling.IsByFours)
            normalization.Pool(pooling);
        return pooling;
    }

    private BatchNormalization? NormalizationOf(Value value) =>
        operations.FindLast(operation => operation is not MaximumPooling { IsFused: true }) is BatchNormalization last && last.Makes(value)
            ? last
            : null;

    private Value Drop(Value input, double rate)
    {
        var layer = row;
        return InPlace(input, value => new DropoutMask(context, value, rate, seed, layer));
    }

    private Value Branch(Value trunk, Layer.Residual block)
    {
        var (left, right) = (trunk.View(), trunk.View());
        operations.Add(new Fork(trunk, left, right));
        var body = Chain(block.Body, left);
        var projection = Chain(block.Projection, right);
        var sum = new Value(body.Shape, body.NeedsGradient || projection.NeedsGradient);
        operations.Add(new Join(body, projection, sum));
        row++;
        return sum;
    }

    private Value Follow(Value input, bool learns, Func<Value, int, Operation> make)
    {
        var summary = rows[row++];
        var output = new Value(summary.Output, learns || input.NeedsGradient);
        operations.Add(make(output, place));
        place += (int)summary.Parameters.Total;
        return output;
    }

    private Value InPlace(Value input, Func<Value, Operation> make)
    {
        row++;
        var own = input;
        if (input.IsView)
        {
            own = new Value(input.Shape, input.NeedsGradient);
            operations.Add(new Clone(input, own));
        }

        operations.Add(make(own));
        return own;
    }

    private static Extent Whole(Shape shape) => new(shape.Height, shape.Width);
}
