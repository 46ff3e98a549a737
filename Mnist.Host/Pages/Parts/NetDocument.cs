using System.Text.Json.Serialization;

namespace Mnist.Host.Pages.Parts;

/// <summary>A network as the page's script runs it: every default written out, every tensor by its place among the weights.</summary>
/// <param name="Mean">Of grey levels in [0, 1].</param>
/// <param name="StandardDeviation">Input = (grey level / 255 - mean) / standard deviation.</param>
/// <param name="Layers">Those that change a value in evaluation mode, in order.</param>
internal sealed record NetDocument(double Mean, double StandardDeviation, IReadOnlyList<NetLayerDocument> Layers)
{
    /// <summary>The network of a plan.</summary>
    public static NetDocument Of(CheckedPlan plan) => new(
        plan.Plan.Training.Normalization.Mean,
        plan.Plan.Training.Normalization.StandardDeviation,
        [.. Chain(PlacedLayer.Chain(plan.Plan.Architecture.Layers), new Places(plan.Summary))]);

    private static IEnumerable<NetLayerDocument> Chain(IEnumerable<PlacedLayer> chain, Places places) =>
        chain.SelectMany(at => Layer(at, places));

    /// <summary>None for layers that do nothing in evaluation mode, or only to the shape.</summary>
    private static IEnumerable<NetLayerDocument> Layer(PlacedLayer at, Places places)
    {
        var (input, output) = (places.Input(at), places.Output(at));
        var plain = new NetLayerDocument(at.Layer.TypeName(), Sides(input), Sides(output));
        NetLayerDocument Pool(string type, Extent window, Extent stride) =>
            plain with { Type = type, Kernel = Sides(window), Stride = Sides(stride) };
        return at.Layer.Match<IEnumerable<NetLayerDocument>>(new(
            Conv2d: c =>
            [
                Pool(plain.Type, c.Kernel, c.Stride) with
                {
                    Padding = Sides(c.Padding),
                    Dilation = Sides(c.Dilation),
                    Groups = c.Groups,
                    Weight = places.Of(at, "weight"),
                    Bias = places.Of(at, "bias"),
                },
            ],
            BatchNorm2d: b =>
            [
                plain with
                {
                    Epsilon = b.Epsilon,
                    Weight = places.Of(at, "weight"),
                    Bias = places.Of(at, "bias"),
                    Mean = places.Of(at, "running_mean"),
                    Variance = places.Of(at, "running_var"),
                },
            ],
            Relu: _ => [plain],
            MaxPool2d: p => [Pool(plain.Type, p.Window, p.Stride)],
            AvgPool2d: p => [Pool(plain.Type, p.Window, p.Stride)],
            GlobalAvgPool: _ => [Pool("avgPool2d", new(input.Height, input.Width), 1)],
            Dropout: _ => [],
            Flatten: _ => [],
            Linear: _ => [plain with { Weight = places.Of(at, "weight"), Bias = places.Of(at, "bias") }],
            Residual: r => [plain with { Body = [.. Chain(at.Body(r), places)], Projection = [.. Chain(at.Projection(r), places)] }]));
    }

    private static int[] Sides(Shape shape) => [shape.Channels, shape.Height, shape.Width];

    private static int[] Sides(Extent extent) => [extent.Height, extent.Width];

    /// <summary>Shapes by a layer's path, and where tensors start among all values.</summary>
    private sealed class Places
    {
        private readonly Dictionary<string, LayerSummary> layers;
        private readonly Dictionary<string, int> tensors = new(StringComparer.Ordinal);

        public Places(Summary summary)
        {
            layers = summary.Layers.ToDictionary(l => l.Layer.Path, StringComparer.Ordinal);
            var place = 0;
            foreach (var tensor in summary.Tensors)
            {
                tensors[tensor.Name] = place;
                place = checked(place + (int)tensor.Count);
            }
        }

        public Shape Input(PlacedLayer at) => layers[at.Path].Input;

        public Shape Output(PlacedLayer at) => layers[at.Path].Output;

        /// <summary>-1 for a tensor that the layer does without.</summary>
        public int Of(PlacedLayer at, string tensor) => tensors.GetValueOrDefault($"{at.Path}.{tensor}", -1);
    }
}

/// <summary>A layer; what its type has no use for is null.</summary>
/// <param name="Type">As in a plan file; global average pooling is average pooling here.</param>
/// <param name="Input">Channels, height, width.</param>
/// <param name="Output">Channels, height, width.</param>
internal sealed record NetLayerDocument(string Type, int[] Input, int[] Output)
{
    /// <summary>Height and width of a kernel or window.</summary>
    public int[]? Kernel { get; init; }

    public int[]? Stride { get; init; }

    public int[]? Padding { get; init; }

    public int[]? Dilation { get; init; }

    public int? Groups { get; init; }

    public double? Epsilon { get; init; }

    /// <summary>Place of the first value of the tensor of this name; -1 where the layer has none.</summary>
    public int? Weight { get; init; }

    public int? Bias { get; init; }

    /// <summary>Place of the running mean.</summary>
    public int? Mean { get; init; }

    /// <summary>Place of the running variance.</summary>
    public int? Variance { get; init; }

    public IReadOnlyList<NetLayerDocument>? Body { get; init; }

    public IReadOnlyList<NetLayerDocument>? Projection { get; init; }
}

/// <summary>The contract of the data inside a page. The serialiser escapes every character that could end a script.</summary>
[JsonSourceGenerationOptions(
    MaxDepth = LocatedJson.MaxDepth,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NetDocument))]
internal sealed partial class NetJson : JsonSerializerContext;
