using System.Runtime.CompilerServices;
using Mnist.Engine.Data;

namespace Mnist.Engine.Augmenting;

/// <summary>Changes training images at random, as a plan says. Safe for use by several threads at once.</summary>
/// <remarks>
/// What happens to an image depends on the seed, the epoch and the image only: not on the batch it is in, nor on the thread that does it.
/// Between two augmentations an image is 8-bit grey levels again, as with torchvision on images of Pillow's.
/// </remarks>
/// <param name="augmentations">Applied in this order; a checked plan's.</param>
/// <param name="seed">The run's seed.</param>
public sealed class Augmenter(ValueList<Augmentation> augmentations, long seed)
{
    private readonly ImageChange[] changes = [.. augmentations.Select(ImageChange.Of)];

    /// <summary>Changes one image.</summary>
    /// <param name="source">(28, 28), row-major, 0 black to 255 white.</param>
    /// <param name="epoch">Which epoch, from any number on.</param>
    /// <param name="index">The image's place in the training set.</param>
    /// <param name="target">(28, 28); overwritten. May be the source.</param>
    /// <exception cref="ArgumentException">Source or target is shorter than an image: a bug in the caller.</exception>
    [SkipLocalsInit]
    public void Apply(ReadOnlySpan<byte> source, int epoch, int index, Span<byte> target)
    {
        Span<byte> current = stackalloc byte[ImageSet.ImageSize], next = stackalloc byte[ImageSet.ImageSize];
        source[..ImageSet.ImageSize].CopyTo(current);
        var random = new RandomCursor(RandomStream.Of(seed, RandomPurpose.Augment, epoch, index));
        foreach (var change in changes)
        {
            change.Apply(current, ref random, next);
            var swap = current;
            current = next;
            next = swap;
        }

        current.CopyTo(target);
    }
}
