using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Networks;
using Xunit;

namespace Mnist.PropertyTests;

public sealed class ArchitecturesTests
{
    private static readonly Architecture[] Sample = [.. Architectures.Any.Sample(1_000, new Rnd(1), 60)];

    [Property(Arbitrary = [typeof(Architectures)])]
    public bool Every_network_is_legal(Architecture net) => ReferenceShapes.Output(net.Layers, net.Input) is not null;

    [Property]
    public Property Every_classifier_ends_flat_with_enough_outputs() =>
        Prop.ForAll(Architectures.Classifiers(Shape.MnistImage, 10).ToArbitrary(), net =>
            ReferenceShapes.Output(net.Layers, net.Input) is { Height: 1, Width: 1, Channels: >= 10 and <= 12 });

    [Property(Arbitrary = [typeof(Architectures)])]
    public Property Shrinking_gives_smaller_legal_networks(Architecture net)
    {
        var simpler = ArchitectureShrinker.Shrink(net).ToArray();
        return simpler.All(s => ReferenceShapes.Output(s.Layers, s.Input) is not null && s.Layers.Count > 0)
            .Label("legal")
            .And(simpler.All(s => ArchitectureShrinker.Size(s) < ArchitectureShrinker.Size(net)).Label("smaller"));
    }

    [Fact]
    public void Shrinking_finds_the_smallest_network_with_a_dilated_convolution()
    {
        var found = Sample.First(net => Flat(net).OfType<Layer.Residual>().Any() && IsDilated(net));
        while (ArchitectureShrinker.Shrink(found).FirstOrDefault(IsDilated) is { } simpler)
            found = simpler;
        var dilation = Assert.IsType<Layer.Conv2d>(Assert.Single(found.Layers)).Dilation;
        Assert.Equal(new(new(1, 1, 1), [new Layer.Conv2d(1, 1) { Dilation = dilation }]), found);

        static bool IsDilated(Architecture net) => Flat(net).OfType<Layer.Conv2d>().Any(c => c.Dilation != 1);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Interesting_networks_are_at_least_one_in_forty(string what)
    {
        var count = Sample.Count(net => Flat(net).Any(Interesting[what]));
        Assert.True(count >= Sample.Length / 40, $"{what}: {count} of {Sample.Length}");
    }

    public static TheoryData<string> Cases => [.. Interesting.Keys];

    private static Dictionary<string, Func<Layer, bool>> Interesting { get; } = new(StringComparer.Ordinal)
    {
        ["kernel of unlike sides"] = l => l is Layer.Conv2d c && c.Kernel.Height != c.Kernel.Width,
        ["even kernel"] = l => l is Layer.Conv2d { Kernel.Height: 2 or 4 },
        ["stride"] = l => l is Layer.Conv2d c && c.Stride != 1,
        ["padding"] = l => l is Layer.Conv2d c && c.Padding != 0,
        ["dilation"] = l => l is Layer.Conv2d c && c.Dilation != 1,
        ["all of stride, padding and dilation"] = l => l is Layer.Conv2d c && c.Stride != 1 && c.Padding != 0 && c.Dilation != 1,
        ["groups"] = l => l is Layer.Conv2d { Groups: > 1 },
        ["bias"] = l => l is Layer.Conv2d { Bias: true },
        ["overlapping pooling"] = l => l is Layer.MaxPool2d p && p.Stride.Height < p.Window.Height,
        ["pooling that skips"] = l => l is Layer.AvgPool2d p && p.Stride.Height > p.Window.Height,
        ["identity block"] = l => l is Layer.Residual { Projection.Count: 0 },
        ["projected block"] = l => l is Layer.Residual { Projection.Count: > 0 },
        ["branches that see beyond each other"] = l =>
            l is Layer.Residual { Body: [Layer.Conv2d a], Projection: [Layer.Conv2d b] }
                && (End(a) - End(b)) * (b.Padding.Height - a.Padding.Height) > 0,
        ["block in a block"] = l => l is Layer.Residual r && r.Body.Any(inner => inner is Layer.Residual),
        ["global pooling"] = l => l is Layer.GlobalAvgPool,
        ["flatten"] = l => l is Layer.Flatten,
        ["linear"] = l => l is Layer.Linear,
        ["dropout"] = l => l is Layer.Dropout { Rate: > 0 },
        ["batch normalisation"] = l => l is Layer.BatchNorm2d,
    };

    private static int End(Layer.Conv2d c) => c.Kernel.Height - 1 - c.Padding.Height;

    private static IEnumerable<Layer> Flat(Architecture net) => net.Layers.SelectMany(WithInner);

    private static IEnumerable<Layer> WithInner(Layer layer) =>
        layer is Layer.Residual r ? [layer, .. r.Body.Concat(r.Projection).SelectMany(WithInner)] : [layer];
}
