using FsCheck;
using FsCheck.Fluent;
using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;
using Layers = Mnist.Domain.Values.ValueList<Mnist.Domain.Networks.Layer>;

namespace Mnist.PropertyTests;

/// <summary>
/// Legal networks that brute force can follow: windows of unlike sides, strides, padding, dilation, groups, residual blocks inside
/// residual blocks, and each kind of head.
/// </summary>
/// <remarks>Legality is that of <see cref="ReferenceShapes"/>, never of the calculators under test.</remarks>
public static class Architectures
{
    private const int MostChannels = 8;

    /// <summary>
    /// For <c>[Property(Arbitrary = [typeof(Architectures)])]</c>: any legal network on an image of 4 to 17 pixels a side.
    /// </summary>
    public static Arbitrary<Architecture> Arbitrary() => Arb.From(Any, ArchitectureShrinker.Shrink);

    /// <summary>Any legal network; what comes out may have a height and a width.</summary>
    public static Gen<Architecture> Any { get; } =
        from channels in Gen.Choose(1, 4)
        from height in Gen.Choose(4, 17)
        from width in Gen.Choose(4, 17)
        let input = new Shape(channels, height, width)
        from trunk in Trunk(input)
        from head in Gen.Frequency((2, Gen.Constant<Layers>([])), (3, Head(After(trunk, input), Gen.Choose(1, 6))))
        select new Architecture(input, [.. trunk, .. head]);

    /// <summary>A legal network that ends in at least so many flat outputs.</summary>
    /// <param name="input">Shape of an image.</param>
    /// <param name="classes">Fewest outputs; there may be up to two more.</param>
    public static Gen<Architecture> Classifiers(Shape input, int classes) =>
        from trunk in Trunk(input)
        from head in Head(After(trunk, input), Gen.Choose(classes, classes + 2))
        select new Architecture(input, [.. trunk, .. head]);

    private static Gen<Layers> Trunk(Shape input) =>
        Gen.Sized(size => Gen
            .Choose(1, 2 + (Math.Min(size, 100) / 20))
            .SelectMany(length => Chain(input, length, shape => Spatial(shape, depth: 2))));

    /// <summary>Layers one after the other, each made for what the one before leaves.</summary>
    private static Gen<Layers> Chain(Shape input, int length, Func<Shape, Gen<Layer>> next) => length == 0
        ? Gen.Constant<Layers>([])
        : from layer in next(input)
          from rest in Chain(After([layer], input), length - 1, next)
          select Join([layer], rest);

    private static Layers Join(Layers first, Layers second) => [.. first, .. second];

    private static Shape After(Layers layers, Shape input) =>
        ReferenceShapes.Output(layers, input) ?? throw new InvalidOperationException($"{layers} does not fit {input}.");

    private static Gen<Layer> Spatial(Shape input, int depth) =>
        Gen.Frequency((5, Convolution(input)), (2, Pooling(input)), (3, Pointwise), (depth, Residual(input, depth)));

    private static Gen<Layer> Pointwise { get; } = Gen.OneOf(
        Gen.Constant<Layer>(new Layer.BatchNorm2d()),
        Gen.Constant<Layer>(new Layer.Relu()),
        Gen.Elements(0, 0.05, 0.5).Select(Layer (rate) => new Layer.Dropout(rate)));

    private static Gen<Layer> Convolution(Shape input) =>
        from window in Windows(input, maxPadding: 2, maxDilation: 3)
        from groups in Gen.Elements(Divisors(input.Channels))
        from filters in Gen.Choose(1, Math.Max(1, MostChannels / groups))
        from bias in Coin
        select (Layer)Conv(filters * groups, window, groups, bias);

    private static Gen<Layer> Pooling(Shape input) =>
        from window in Windows(input, maxPadding: 0, maxDilation: 1)
        from max in Coin
        select Pool(max, window.Kernel, window.Stride);

    /// <summary>Windows that fit, half of them square.</summary>
    private static Gen<Window> Windows(Shape input, int maxPadding, int maxDilation)
    {
        var square = Axis(Math.Min(input.Height, input.Width), maxPadding, maxDilation);
        return Gen.OneOf(
            square.Select(side => Cross(side, side)),
            Axis(input.Height, maxPadding, maxDilation).Zip(Axis(input.Width, maxPadding, maxDilation), Cross));
    }

    private static Window Cross(Side rows, Side columns) => new(
        new(rows.Kernel, columns.Kernel),
        new(rows.Stride, columns.Stride),
        new(rows.Padding, columns.Padding),
        new(rows.Dilation, columns.Dilation));

    private static Gen<Side> Axis(int size, int maxPadding, int maxDilation) =>
        from padding in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(0, maxPadding)))
        from dilation in Gen.Frequency((3, Gen.Constant(1)), (2, Gen.Choose(1, maxDilation)))
        from kernel in Gen.Choose(1, Math.Min(4, ((size + (2 * padding) - 1) / dilation) + 1))
        from stride in Gen.Frequency((4, Gen.Constant(1)), (2, Gen.Constant(2)), (1, Gen.Constant(3)))
        select new Side(kernel, stride, padding, dilation);

    private static Gen<Layer> Residual(Shape input, int depth) =>
        Gen.OneOf(Identity(input, depth), Projected(input, depth), Cropped(input), Offset(input), Global(input, depth));

    private static Gen<Layer> Identity(Shape input, int depth) =>
        from length in Gen.Choose(1, 3)
        from body in Chain(input, length, shape => Keeping(shape, depth - 1))
        select (Layer)new Layer.Residual(body);

    /// <summary>Both branches at one stride, to the same channels.</summary>
    private static Gen<Layer> Projected(Shape input, int depth) =>
        from rows in Gen.Choose(1, 2)
        from columns in Gen.Choose(1, 2)
        from filters in Gen.Choose(1, MostChannels)
        from body in Striding(input, filters, new(rows, columns), depth - 1)
        from projection in Striding(input, filters, new(rows, columns), depth - 1)
        select (Layer)new Layer.Residual(body) { Projection = projection };

    /// <summary>A convolution without padding beside a pooling of the same extent.</summary>
    private static Gen<Layer> Cropped(Shape input) =>
        from window in Windows(input, maxPadding: 0, maxDilation: 2)
        from filters in Gen.Choose(1, MostChannels)
        from max in Coin
        select (Layer)new Layer.Residual([Conv(filters, window, groups: 1, bias: false), new Layer.BatchNorm2d()])
        {
            Projection = [Pool(max, Spanned(window), window.Stride), new Layer.Conv2d(filters, 1)],
        };

    /// <summary>Pixels from the first to the last tap, along each axis.</summary>
    private static Extent Spanned(Window w) => new(
        Enumerable.Range(0, w.Kernel.Height).Max(tap => tap * w.Dilation.Height) + 1,
        Enumerable.Range(0, w.Kernel.Width).Max(tap => tap * w.Dilation.Width) + 1);

    /// <summary>Two convolutions whose windows begin and end at unlike pixels: their steps leave room for that.</summary>
    private static Gen<Layer> Offset(Shape input) =>
        from filters in Gen.Choose(1, MostChannels)
        from rows in Sides(input.Height)
        from columns in Sides(input.Width)
        select (Layer)new Layer.Residual([Conv(filters, Cross(rows.Body, columns.Body), groups: 1, bias: false)])
        {
            Projection = [Conv(filters, Cross(rows.Projection, columns.Projection), groups: 1, bias: false)],
        };

    /// <summary>Branches that step as they like and then merge all positions.</summary>
    private static Gen<Layer> Global(Shape input, int depth) =>
        from body in Chain(input, 2, shape => Gen.OneOf(Convolution(shape), Keeping(shape, depth - 1)))
        from filters in Gen.Choose(1, MostChannels)
        select (Layer)new Layer.Residual([.. body, new Layer.GlobalAvgPool(), new Layer.Conv2d(filters, 1)])
        {
            Projection = [new Layer.GlobalAvgPool(), new Layer.Conv2d(filters, 1)],
        };

    /// <summary>Two windows along one axis that count the same; often neither lies inside the other.</summary>
    private static Gen<(Side Body, Side Projection)> Sides(int size) =>
        from stride in Gen.Choose(2, 3)
        let sides = (
            from kernel in Enumerable.Range(1, 4)
            from padding in Enumerable.Range(0, 3)
            let side = new Side(kernel, stride, padding, Dilation: 1)
            where side.Places(size) > 0
            select side).ToArray()
        let pairs = (
            from body in sides
            from projection in sides
            where body.Places(size) == projection.Places(size)
            select (body, projection)).ToArray()
        from pair in Gen.OneOf(
            Gen.Elements(pairs),
            Gen.Elements(pairs.Where(p => p.body.Crosses(p.projection)).DefaultIfEmpty(pairs[0]).ToArray()))
        select pair;

    private static Gen<Layers> Striding(Shape input, int filters, Extent stride, int depth) =>
        from before in Gen.Choose(0, 1).SelectMany(length => Chain(input, length, shape => Keeping(shape, depth)))
        from conv in Padded(input, filters, stride)
        from after in Gen.Choose(0, 1).SelectMany(length => Chain(After([conv], input), length, shape => Keeping(shape, depth)))
        select Join([.. before, conv], after);

    /// <summary>A layer that keeps the shape.</summary>
    private static Gen<Layer> Keeping(Shape input, int depth) =>
        Gen.Frequency((2, Pointwise), (2, Padded(input, input.Channels, 1)), (depth, Identity(input, depth)));

    /// <summary>A convolution with an odd kernel, padded so that only its stride makes the image smaller.</summary>
    private static Gen<Layer> Padded(Shape input, int filters, Extent stride) =>
        from rows in Gen.Choose(0, 1)
        from columns in Gen.Choose(0, 1)
        from dilation in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Constant(2)))
        from groups in Gen.Elements(Divisors(input.Channels).Intersect(Divisors(filters)).ToArray())
        let window = new Window(new((2 * rows) + 1, (2 * columns) + 1), stride, new(rows * dilation, columns * dilation), dilation)
        select (Layer)Conv(filters, window, groups, bias: false);

    private static Gen<Layers> Head(Shape input, Gen<int> outputs) =>
        from units in outputs
        from bias in Coin
        from norm in Coin
        from head in Gen.Elements<Layers>(
            [new Layer.GlobalAvgPool(), new Layer.Conv2d(units, 1) { Bias = bias }],
            [new Layer.GlobalAvgPool(), new Layer.Relu(), new Layer.Linear(units) { Bias = bias }],
            [new Layer.Flatten(), norm ? new Layer.BatchNorm2d() : new Layer.Relu(), new Layer.Linear(units) { Bias = bias }],
            [new Layer.Conv2d(units, new(input.Height, input.Width)) { Bias = bias }],
            [new Layer.Conv2d(units, 1) { Bias = bias }, new Layer.GlobalAvgPool(), new Layer.Flatten()])
        select head;

    private static Gen<bool> Coin { get; } = Gen.Elements(false, true);

    private static Layer.Conv2d Conv(int filters, Window w, int groups, bool bias) => new Layer.Conv2d(filters, w.Kernel)
    {
        Stride = w.Stride,
        Padding = w.Padding,
        Dilation = w.Dilation,
        Groups = groups,
        Bias = bias,
    };

    private static Layer Pool(bool max, Extent window, Extent stride) =>
        max ? new Layer.MaxPool2d(window) { Stride = stride } : new Layer.AvgPool2d(window) { Stride = stride };

    private static int[] Divisors(int number) => [.. Enumerable.Range(1, number).Where(d => number % d == 0)];

    /// <summary>A window along one axis.</summary>
    private sealed record Side(int Kernel, int Stride, int Padding, int Dilation)
    {
        public int Places(int size) => ReferenceShapes.Places(size, Kernel, Stride, Padding, Dilation).Count;

        /// <summary>Whether one begins first and the other ends last.</summary>
        public bool Crosses(Side other) => (Padding - other.Padding) * (Kernel - Padding - other.Kernel + other.Padding) < 0;
    }
}
