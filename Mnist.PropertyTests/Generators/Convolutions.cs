using FsCheck;
using FsCheck.Fluent;
using Mnist.Domain.Networks;

namespace Mnist.PropertyTests;

/// <summary>One convolution of any kind, its output taken as it is.</summary>
public static class Convolutions
{
    public static Arbitrary<NetworkCase> Cases() => (
        from input in Networks.Input
        from layers in Networks.Convolution(input)
        from batch in Gen.Elements(5, 16, 19)
        from seed in Gen.Choose(0, 1_000_000)
        let network = new NetworkCase(new(input, [layers[0], new Layer.Flatten()]), batch, seed)
        where network.IsLegal
        select network).ToArbitrary();
}
