using FsCheck;
using FsCheck.Fluent;
using Mnist.Domain.Networks;
using Mnist.Domain.Values;

namespace Mnist.PropertyTests;

/// <summary>Small networks with every kind of layer, odd sizes, strides, dilations, groups and residual blocks.</summary>
/// <remarks>Legality is that of <see cref="ReferenceShapes"/>, never of the calculators under test.</remarks>
public static class Networks
{
    public static Arbitrary<NetworkCase> Cases() => Arb.From(Case, Shrink);

    private static Gen<NetworkCase> Case =>
        from input in Input
        from body in Chain(input, length: 4, depth: 2)
        from wide in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from tail in wide ? WideTail : Tail
        from batch in wide ? Gen.Elements(35, 50) : Gen.Elements(5, 12, 16, 19, 35)
        from seed in Gen.Choose(0, 1_000_000)
        select new NetworkCase(new(input, [.. body, .. tail]), batch, seed);

    internal static Gen<Shape> Input =>
        from channels in Gen.Choose(1, 5)
        from height in Gen.Choose(3, 8)
        from width in Gen.Choose(3, 8)
        select new Shape(channels, height, width);

    private static Gen<ValueList<Layer>> Tail => Gen.Elements<ValueList<Layer>>(
        [new Layer.GlobalAvgPool(), new Layer.Conv2d(4, 1)],
        [new Layer.GlobalAvgPool(), new Layer.Linear(NetworkCase.FewestClasses)],
        [new Layer.GlobalAvgPool(), new Layer.Linear(47)],
        [new Layer.Flatten(), new Layer.Linear(5) { Bias = false }],
        [new Layer.Flatten(), new Layer.Linear(7), new Layer.Relu(), new Layer.Linear(3)]);

    // Layers with more weights than values of sixteen images.
    private static Gen<ValueList<Layer>> WideTail => Gen.Elements<ValueList<Layer>>(
        [
            new Layer.GlobalAvgPool(), new Layer.Conv2d(64, 1), new Layer.BatchNorm2d(), new Layer.Relu(), new Layer.Dropout(0.2),
            new Layer.Conv2d(64, 1), new Layer.Flatten(), new Layer.Linear(3),
        ],
        [new Layer.Flatten(), new Layer.Linear(70), new Layer.Relu(), new Layer.Linear(64) { Bias = false }, new Layer.Linear(3)]);

    // Each layer is drawn for the shape before it; one that does not fit is left out.
    private static Gen<ValueList<Layer>> Chain(Shape input, int length, int depth) =>
        length == 0
            ? Gen.Constant<ValueList<Layer>>([])
            : Next(input, depth).SelectMany(layers => ReferenceShapes.Output(layers, input) is { } shape
                ? Chain(shape, length - 1, depth).Select<ValueList<Layer>, ValueList<Layer>>(rest => [.. layers, .. rest])
                : Chain(input, length - 1, depth));

    private static Gen<ValueList<Layer>> Next(Shape input, int depth) => Gen.Frequency(
        (5, Convolution(input)),
        (2, Gen.Constant<ValueList<Layer>>([new Layer.BatchNorm2d()])),
        (2, Gen.Constant<ValueList<Layer>>([new Layer.BatchNorm2d(), new Layer.Relu()])),
        (2, Gen.Constant<ValueList<Layer>>([new Layer.Relu()])),
        (1, Gen.Elements(0.1, 0.5).Select<double, ValueList<Layer>>(rate => [new Layer.Dropout(rate)])),
        (2, Pooling),
        (1, Gen.Constant<ValueList<Layer>>([new Layer.Flatten()])),
        (depth == 0 ? 0 : 3, Residual(input, depth)));

    internal static Gen<ValueList<Layer>> Convolution(Shape input) =>
        from groups in Gen.Elements(Enumerable.Range(1, input.Channels).Where(g => input.Channels % g == 0).ToArray())
        from perGroup in Gen.Choose(1, groups == 1 ? 9 : 3)
        from kernel in Extent(1, 3)
        from stride in Extent(1, 2)
        from padding in Extent(0, 2)
        from dilation in Extent(1, 2)
        from bias in Gen.Elements(false, true)
        from rectifies in Gen.Elements(false, true)
        let layer = new Layer.Conv2d(groups * perGroup, kernel)
        {
            Stride = stride,
            Padding = padding,
            Dilation = dilation,
            Groups = groups,
            Bias = bias,
        }
        select rectifies ? (ValueList<Layer>)[layer, new Layer.Relu()] : [layer];

    private static Gen<ValueList<Layer>> Pooling =>
        from window in Extent(1, 3)
        from stride in Extent(1, 2)
        from isMaximum in Gen.Elements(false, true)
        select (ValueList<Layer>)[isMaximum
            ? new Layer.MaxPool2d(window) { Stride = stride }
            : new Layer.AvgPool2d(window) { Stride = stride }];

    // A body that keeps the height and width, and a 1 x 1 projection where it does not keep the channels.
    private static Gen<ValueList<Layer>> Residual(Shape input, int depth) =>
        from inside in Gen.Elements<ValueList<Layer>>(
            [],
            [new Layer.Relu()],
            [new Layer.Dropout(0.3)],
            [new Layer.BatchNorm2d(), new Layer.Relu()])
        from nested in depth > 1 ? Residual(input, depth - 1) : Gen.Constant<ValueList<Layer>>([])
        from filters in Gen.Choose(1, 6)
        from projects in Gen.Elements(false, true)
        from rectifies in Gen.Elements(false, true)
        let needsProjection = projects || filters != input.Channels
        let block = new Layer.Residual([.. inside, .. nested, new Layer.Conv2d(filters, 3) { Padding = 1 }, new Layer.BatchNorm2d()])
        {
            Projection = needsProjection ? [new Layer.Conv2d(filters, 1)] : [],
        }
        select rectifies ? (ValueList<Layer>)[block, new Layer.Relu()] : [block];

    private static Gen<Extent> Extent(int low, int high) =>
        from height in Gen.Choose(low, high)
        from width in Gen.Choose(low, high)
        select new Extent(height, width);

    private static IEnumerable<NetworkCase> Shrink(NetworkCase network) =>
        from candidate in Shorter(network).Concat(network.BatchSize > 6 ? [network with { BatchSize = network.BatchSize / 2 }] : [])
        where candidate.IsLegal
        select candidate;

    private static IEnumerable<NetworkCase> Shorter(NetworkCase network)
    {
        var layers = network.Architecture.Layers;
        for (var i = 0; i < layers.Count; i++)
            yield return network with { Architecture = network.Architecture with { Layers = [.. layers.Take(i), .. layers.Skip(i + 1)] } };
    }
}
