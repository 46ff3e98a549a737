using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain;

namespace Mnist.PropertyTests.Domain;

public sealed class ShapeTests
{
    [Property(MaxTest = 300, Arbitrary = [typeof(Architectures)])]
    public bool A_legal_network_has_the_shape_that_counting_windows_gives(Architecture net) =>
        Output(net.Layers, net.Input) == ReferenceShapes.Output(net.Layers, net.Input);

    [Property(MaxTest = 300, Arbitrary = [typeof(Architectures)])]
    public Property A_chain_split_anywhere_gives_the_shape_of_the_whole(Architecture net, NonNegativeInt cut)
    {
        var place = cut.Get % (net.Layers.Count + 1);
        var halves = ShapeCalculator.Output(PlacedLayer.Chain(net.Layers.Take(place)), net.Input)
            .Bind(middle => ShapeCalculator.Output(PlacedLayer.Chain(net.Layers.Skip(place)), middle));
        return (halves == ShapeCalculator.Output(PlacedLayer.Chain(net.Layers), net.Input))
            .Classify(place > 0 && place < net.Layers.Count, "cut inside");
    }

    [Property(MaxTest = 500)]
    public Property A_window_fits_exactly_where_its_taps_do() =>
        Prop.ForAll(Windows.ToArbitrary(), Images.ToArbitrary(), (window, image) =>
        {
            var layer = new Layer.Conv2d(3, window.Kernel) { Stride = window.Stride, Padding = window.Padding, Dilation = window.Dilation };
            var expected = ReferenceShapes.Output(layer, image);
            return (Output([layer], image) == expected).Label($"{expected}").Classify(expected is null, "does not fit");
        });

    [Property(MaxTest = 200)]
    public Property Groups_fit_exactly_where_they_divide_the_channels() =>
        Prop.ForAll(Gen.Choose(1, 6).Three().ToArbitrary(), n =>
        {
            var (channels, filters, groups) = n;
            var layer = new Layer.Conv2d(filters, 1) { Groups = groups };
            var image = new Shape(channels, 2, 2);
            return (Output([layer], image) == ReferenceShapes.Output(layer, image)).Classify(channels % groups == 0, "divides");
        });

    private static Gen<Extent> Extents(int low, int high) =>
        Gen.Choose(low, high).Two().Select(sides => new Extent(sides.Item1, sides.Item2));

    private static Gen<Window> Windows { get; } =
        from kernel in Extents(1, 5)
        from stride in Extents(1, 4)
        from padding in Extents(0, 3)
        from dilation in Extents(1, 3)
        select new Window(kernel, stride, padding, dilation);

    private static Gen<Shape> Images { get; } = Extents(1, 12).Select(sides => new Shape(2, sides.Height, sides.Width));

    private static Shape? Output(IEnumerable<Layer> layers, Shape input) =>
        ShapeCalculator.Output(PlacedLayer.Chain(layers), input).Match(valid: Shape? (shape) => shape, invalid: _ => null);
}
