using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mnist.Engine.Torch;

/// <summary>Makes modules whose <c>state_dict</c> has the names and dimensions of <see cref="Summary.Tensors"/>.</summary>
/// <remarks>
/// Convolutions keep torch's default layout. Channels last made evaluation of eva6/2 on one core 1.4 times as fast and training 1.05 times,
/// but oneDNN 3.12 under libtorch 2.14 crashes the process on some of the small networks that the tests generate.
/// </remarks>
/// <param name="summary">Of the network.</param>
/// <param name="masks">For its dropout layers.</param>
internal sealed class ModuleBuilder(Summary summary, DropoutMasks masks)
{
    private readonly Dictionary<string, int> rows =
        summary.Layers.Select((row, index) => (row.Layer.Path, index)).ToDictionary(StringComparer.Ordinal);

    /// <summary>The layers of a network; its values are not set.</summary>
    /// <param name="architecture">The one that the summary is of.</param>
    public Sequential Build(Architecture architecture) => Chain(PlacedLayer.Chain(architecture.Layers));

    // Sequential names its members by their index, and so do paths.
    private Sequential Chain(IEnumerable<PlacedLayer> chain) => Sequential(chain.Select(Module));

    private Module<Tensor, Tensor> Module(PlacedLayer at)
    {
        var row = rows[at.Path];
        var input = summary.Layers[row].Input;
        return at.Layer.Match<Module<Tensor, Tensor>>(new(
            Conv2d: c => Conv2d(
                input.Channels,
                c.Filters,
                Pair(c.Kernel),
                Pair(c.Stride),
                Pair(c.Padding),
                Pair(c.Dilation),
                groups: c.Groups,
                bias: c.Bias),
            BatchNorm2d: b => new Normalization(input.Channels, b),
            Relu: _ => ReLU(),
            MaxPool2d: p => MaxPool2d(Pair(p.Window), Pair(p.Stride)),
            AvgPool2d: p => AvgPool2d(Pair(p.Window), Pair(p.Stride)),
            GlobalAvgPool: _ => AdaptiveAvgPool2d(1),
            Dropout: d => new SeededDropout(masks, row, d.Rate, (int)input.Elements),
            Flatten: _ => new Flattening(),
            Linear: l => new FullyConnected(input.Channels, l.Units, l.Bias),
            Residual: r => new ResidualBlock(Chain(at.Body(r)), Chain(at.Projection(r)))));
    }

    private static (long Height, long Width) Pair(Extent extent) => (extent.Height, extent.Width);
}
