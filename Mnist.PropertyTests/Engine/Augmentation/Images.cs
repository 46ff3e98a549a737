using Mnist.Domain.Values;
using Mnist.Engine.Data;

namespace Mnist.PropertyTests;

/// <summary>Images for tests of augmentation.</summary>
internal static class Images
{
    /// <summary>Noise: every pixel any grey level, so that no misplaced pixel goes unnoticed.</summary>
    public static byte[] Noise(long seed)
    {
        var stream = RandomStream.Of(seed, RandomPurpose.Synthetic);
        return [.. Enumerable.Range(0, ImageSet.ImageSize).Select(i => (byte)stream.Below(i, 256))];
    }

    /// <summary>The image that has f(row, column) at each pixel.</summary>
    public static byte[] Of(Func<int, int, byte> f) =>
        [.. Enumerable.Range(0, ImageSet.ImageSize).Select(i => f(i / ImageSet.Side, i % ImageSet.Side))];

    /// <summary>A pixel, or the fill outside the image.</summary>
    public static byte At(byte[] image, int row, int column, byte fill) =>
        row is >= 0 and < ImageSet.Side && column is >= 0 and < ImageSet.Side ? image[(row * ImageSet.Side) + column] : fill;
}
