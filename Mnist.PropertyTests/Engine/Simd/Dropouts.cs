using Mnist.Domain.Networks;
using Mnist.Domain.Values;

namespace Mnist.PropertyTests.Engine.Simd;

/// <summary>Which values dropout keeps, straight from the definition of its random stream.</summary>
internal static class Dropouts
{
    public static Func<string, int, int, bool> Keeps(NetworkCase network, long step)
    {
        var rows = network.Checked().Summary.Layers.Select((row, index) => (row, index))
            .ToDictionary(r => r.row.Layer.Path, r => r, StringComparer.Ordinal);
        return (path, image, element) =>
        {
            var (row, index) = rows[path];
            var stream = RandomStream.Of(network.Seed, RandomPurpose.Dropout, step, index);
            return stream.Unit((image * row.Output.Elements) + element) >= ((Layer.Dropout)row.Layer.Layer).Rate;
        };
    }
}
