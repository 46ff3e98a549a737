using FsCheck;
using FsCheck.Fluent;
using Mnist.Domain.Deployment;
using Mnist.Domain.Networks;
using Mnist.Domain.Values;

namespace Mnist.PropertyTests;

/// <summary>Networks of every kind of layer on images of one channel, as devices get them, and such images.</summary>
public static class DigitNetworks
{
    public static Arbitrary<NetworkCase> Cases() => Arb.From(
        Networks.Cases().Generator.Where(IsGrey),
        network => Networks.Cases().Shrinker(network).Where(IsGrey));

    /// <summary>Grey levels of random images.</summary>
    public static IReadOnlyList<byte[]> Images(Shape shape, int seed) => [.. Enumerable.Range(0, 8).Select(i => Image(shape, seed + i))];

    public static byte[] Image(Shape shape, int seed)
    {
        var stream = RandomStream.Of(seed, RandomPurpose.Synthetic);
        return [.. Enumerable.Range(0, (int)shape.Elements).Select(i => (byte)stream.Uniform(i, 0, 255.99))];
    }

    private static bool IsGrey(NetworkCase network) => network.Architecture.Input.Channels == 1
        && DeploymentCalculator.Of(network.Architecture, network.Checked().Summary, NumberFormat.Int8) is not null;
}
