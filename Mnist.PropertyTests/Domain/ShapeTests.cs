using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Networks;
using Xunit;

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

    [Fact]
    public void Sizes_are_written_as_one_number_where_both_sides_are_alike() =>
        Assert.Equal(("3", "3x5", "1x28x27"), ($"{(Extent)3}", $"{new Extent(3, 5)}", $"{new Shape(1, 28, 27)}"));

    /// <summary>Three rows 2 apart and five columns 3 apart.</summary>
    [Fact]
    public void A_window_spans_its_outermost_taps() =>
        Assert.Equal(new(5, 13), new Window(new(3, 5), Stride: 1, Padding: 0, Dilation: new(2, 3)).Extent);

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
