using System.Runtime.CompilerServices;
using Mnist.Engine.Augmenting;
using Mnist.Engine.Data;

namespace Mnist.Engine.Training;

/// <summary>Some images of a set as inputs of a network: augmented, if so asked, and normalised as they are read.</summary>
/// <param name="images">The set.</param>
/// <param name="indices">Which images, in order; each in [0, images.Count).</param>
/// <param name="normalization">How grey levels become inputs.</param>
/// <param name="augmenter">Changes images as they are read; null to leave them as they are.</param>
/// <param name="epoch">The epoch that the augmenter draws for.</param>
public sealed class ImageBatch(
    ImageSet images, ReadOnlyMemory<int> indices, Normalization normalization, Augmenter? augmenter = null, int epoch = 0) : IBatch
{
    /// <inheritdoc/>
    public int Count => indices.Length;

    /// <inheritdoc/>
    public int Label(int position) => images.Labels[indices.Span[position]];

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void ReadImage(int position, Span<float> pixels)
    {
        Span<byte> changed = stackalloc byte[ImageSet.ImageSize];
        var index = indices.Span[position];
        scoped var image = images.Image(index);
        if (augmenter is not null)
        {
            augmenter.Apply(image, epoch, index, changed);
            image = changed;
        }

        GreyLevels.Normalize(image, normalization, pixels);
    }
}
