using System.Runtime.InteropServices;
using Google.Protobuf;
using Mnist.Engine.Onnx;

namespace Mnist.Engine.Export;

/// <summary>Puts the nodes of a network's ONNX graph together.</summary>
/// <remarks>
/// Inside a network every value is (N, C, H, W); in ONNX what comes out of a flattening or a linear layer is (N, C) until a layer needs
/// positions.
/// </remarks>
internal sealed class OnnxGraph(CheckedPlan plan, Weights weights, OnnxOptions options)
{
    private readonly GraphProto graph = new();
    private readonly Dictionary<string, int> tensors =
        weights.Tensors.Select((tensor, i) => (tensor.Name, i)).ToDictionary(StringComparer.Ordinal);

    /// <summary>Nodes and weights; the caller adds names and ends.</summary>
    public GraphProto Build()
    {
        var start = new OnnxValue(OnnxWriter.Input, Flat: false);
        var logits = Chain([.. PlacedLayer.Chain(plan.Plan.Architecture.Layers)], options.Normalize ? Normalized(start) : start);
        if (options.Softmax)
            Node("Softmax", OnnxWriter.Output(options), [Flattened(logits).Name], [Int("axis", 1)]);
        else
            Node("Flatten", OnnxWriter.Output(options), [logits.Name], [Int("axis", 1)]);
        return graph;
    }

    /// <summary>(grey level / 255 - mean) / deviation, as one product and one sum.</summary>
    private OnnxValue Normalized(OnnxValue levels)
    {
        var (mean, deviation) = (plan.Plan.Training.Normalization.Mean, plan.Plan.Training.Normalization.StandardDeviation);
        Constant("normalize.scale", [], [(float)(1 / (byte.MaxValue * deviation))]);
        Constant("normalize.shift", [], [(float)(-mean / deviation)]);
        Node("Mul", "normalize.scaled", [levels.Name, "normalize.scale"]);
        return Node("Add", "normalized", ["normalize.scaled", "normalize.shift"]);
    }

    private OnnxValue Chain(ReadOnlySpan<PlacedLayer> chain, OnnxValue value)
    {
        for (var i = 0; i < chain.Length; i++)
        {
            if (options.FoldBatchNorm
                && chain[i].Layer is Layer.Conv2d conv
                && i + 1 < chain.Length
                && chain[i + 1].Layer is Layer.BatchNorm2d norm)
            {
                value = Folded(chain[i], conv, chain[i + 1], norm, Spatial(value, chain[i]));
                i++;
            }
            else
            {
                value = Apply(chain[i], value);
            }
        }

        return value;
    }

    private OnnxValue Apply(PlacedLayer at, OnnxValue value) => at.Layer.Match<OnnxValue>(new(
        Conv2d: c => Convolution(at, c, Spatial(value, at), c.Bias ? [Kept(at, "weight"), Kept(at, "bias")] : [Kept(at, "weight")]),
        BatchNorm2d: b => Node(
            "BatchNormalization",
            at.Path,
            [value.Name, Kept(at, "weight"), Kept(at, "bias"), Kept(at, "running_mean"), Kept(at, "running_var")],
            [Float("epsilon", b.Epsilon)],
            value.Flat),
        Relu: _ => Node("Relu", at.Path, [value.Name], [], value.Flat),
        MaxPool2d: p => Node("MaxPool", at.Path, [Spatial(value, at).Name], [Ints("kernel_shape", p.Window), Ints("strides", p.Stride)]),
        AvgPool2d: p => Node(
            "AveragePool", at.Path, [Spatial(value, at).Name], [Ints("kernel_shape", p.Window), Ints("strides", p.Stride)]),
        GlobalAvgPool: _ => Node("GlobalAveragePool", at.Path, [Spatial(value, at).Name]),
        Dropout: _ => value,
        Flatten: _ => Node("Flatten", at.Path, [value.Name], [Int("axis", 1)], flat: true),
        Linear: l => Node(
            "Gemm",
            at.Path,
            l.Bias ? [Flattened(value).Name, Kept(at, "weight"), Kept(at, "bias")] : [Flattened(value).Name, Kept(at, "weight")],
            [Int("transB", 1)],
            flat: true),
        Residual: r => Residual(at, r, value)));

    private OnnxValue Residual(PlacedLayer at, Layer.Residual block, OnnxValue value)
    {
        var body = Chain([.. at.Body(block)], value);
        var shortcut = Chain([.. at.Projection(block)], value);
        return body.Flat == shortcut.Flat
            ? Node("Add", at.Path, [body.Name, shortcut.Name], [], body.Flat)
            : Node("Add", at.Path, [Flattened(body).Name, Flattened(shortcut).Name], [], flat: true);
    }

    private OnnxValue Convolution(PlacedLayer at, Layer.Conv2d conv, OnnxValue input, IEnumerable<string> parameters) => Node(
        "Conv",
        at.Path,
        [input.Name, .. parameters],
        [
            Ints("kernel_shape", conv.Kernel),
            Ints("strides", conv.Stride),
            Ints("pads", conv.Padding.Height, conv.Padding.Width, conv.Padding.Height, conv.Padding.Width),
            Ints("dilations", conv.Dilation),
            Int("group", conv.Groups),
        ]);

    /// <summary>gamma (w x + b - mean) / sqrt(variance + epsilon) + beta is a convolution too.</summary>
    private OnnxValue Folded(PlacedLayer at, Layer.Conv2d conv, PlacedLayer normAt, Layer.BatchNorm2d norm, OnnxValue input)
    {
        var weight = Values($"{at.Path}.weight").ToArray();
        var bias = conv.Bias ? Values($"{at.Path}.bias").ToArray() : new float[conv.Filters];
        var taps = weight.Length / conv.Filters;
        for (var filter = 0; filter < conv.Filters; filter++)
        {
            var scale = Values($"{normAt.Path}.weight")[filter] / Math.Sqrt(Values($"{normAt.Path}.running_var")[filter] + norm.Epsilon);
            foreach (ref var tap in weight.AsSpan(filter * taps, taps))
                tap = (float)(tap * scale);
            var (mean, shift) = (Values($"{normAt.Path}.running_mean")[filter], Values($"{normAt.Path}.bias")[filter]);
            bias[filter] = (float)(((bias[filter] - mean) * scale) + shift);
        }

        Constant($"{at.Path}.weight", weights.Tensors[tensors[$"{at.Path}.weight"]].Dimensions, weight);
        Constant($"{at.Path}.bias", [conv.Filters], bias);
        return Convolution(at, conv, input, [$"{at.Path}.weight", $"{at.Path}.bias"]);
    }

    /// <summary>The same with height and width, both 1 where it was flat.</summary>
    private OnnxValue Spatial(OnnxValue value, PlacedLayer before)
    {
        if (!value.Flat)
            return value;
        var shape = new TensorProto { Name = $"{before.Path}.shape", DataType = (int)TensorProto.Types.DataType.Int64, Dims = { 4 } };
        shape.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<long>([0, -1, 1, 1]));
        graph.Initializer.Add(shape);
        return Node("Reshape", $"{before.Path}.spatial", [value.Name, shape.Name]);
    }

    /// <summary>The same without height and width, which are both 1; made once, because two branches may ask for it.</summary>
    private OnnxValue Flattened(OnnxValue value)
    {
        var name = $"{value.Name}.flat";
        return value.Flat ? value
            : graph.Node.Any(node => node.Name == name) ? new(name, Flat: true)
            : Node("Flatten", name, [value.Name], [Int("axis", 1)], flat: true);
    }

    private OnnxValue Node(
        string type, string output, IEnumerable<string> inputs, IEnumerable<AttributeProto>? attributes = null, bool flat = false)
    {
        graph.Node.Add(new NodeProto
        {
            OpType = type,
            Name = output,
            Output = { output },
            Input = { inputs },
            Attribute = { attributes ?? [] },
        });
        return new(output, flat);
    }

    /// <summary>Adds a tensor of the network and returns its name.</summary>
    private string Kept(PlacedLayer at, string name)
    {
        var tensor = weights.Tensors[tensors[$"{at.Path}.{name}"]];
        Constant(tensor.Name, tensor.Dimensions, Values(tensor.Name));
        return tensor.Name;
    }

    private Span<float> Values(string tensor) => weights[tensors[tensor]];

    private void Constant(string name, IEnumerable<int> dimensions, ReadOnlySpan<float> values) => graph.Initializer.Add(new TensorProto
    {
        Name = name,
        DataType = (int)TensorProto.Types.DataType.Float,
        Dims = { dimensions.Select(size => (long)size) },
        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
    });

    private static AttributeProto Int(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    private static AttributeProto Float(string name, double value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = (float)value };

    private static AttributeProto Ints(string name, Extent extent) => Ints(name, extent.Height, extent.Width);

    private static AttributeProto Ints(string name, params IEnumerable<int> values) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values.Select(value => (long)value) } };

    /// <summary>A value of the graph.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Flat">Whether it is (N, C) and not (N, C, H, W).</param>
    private sealed record OnnxValue(string Name, bool Flat);
}
