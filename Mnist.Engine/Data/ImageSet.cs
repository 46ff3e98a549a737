namespace Mnist.Engine.Data;

/// <summary>Grey images of 28 x 28 pixels with one label each.</summary>
public sealed class ImageSet : IEquatable<ImageSet>
{
    /// <summary>Rows, and columns, of an image.</summary>
    public const int Side = 28;

    /// <summary>Row, and column, counted from 0, that the centre of mass of an image of MNIST is nearest to.</summary>
    public const double CentreOfMass = 14;

    /// <summary>Bytes of an image.</summary>
    public const int ImageSize = Side * Side;

    private readonly byte[] pixels;
    private readonly byte[] labels;

    /// <summary>Takes over both arrays; the caller keeps no reference and has checked the labels.</summary>
    /// <param name="pixels">(N, 28, 28), row-major, 0 black to 255 white.</param>
    /// <param name="labels">(N), each the number of a class, from 0.</param>
    /// <exception cref="ArgumentException">The lengths do not belong together: a bug in the caller.</exception>
    internal ImageSet(byte[] pixels, byte[] labels)
    {
        if (pixels.Length != (long)labels.Length * ImageSize)
            throw new ArgumentException($"{pixels.Length} pixels do not make {labels.Length} images.", nameof(pixels));
        this.pixels = pixels;
        this.labels = labels;
    }

    /// <summary>Images to classify; their labels are all 0 and mean nothing.</summary>
    /// <param name="pixels">(N, 28, 28), row-major, 0 black to 255 white, what is drawn white; copied.</param>
    /// <exception cref="ArgumentException">The pixels are not those of whole images: a bug in the caller.</exception>
    public static ImageSet Of(ReadOnlySpan<byte> pixels) => new(pixels.ToArray(), new byte[pixels.Length / ImageSize]);

    /// <summary>Number of images, N.</summary>
    public int Count => labels.Length;

    /// <summary>All pixels: (N, 28, 28), row-major, 0 black to 255 white.</summary>
    public ReadOnlySpan<byte> Pixels => pixels;

    /// <summary>All labels: (N), each the number of a class, from 0.</summary>
    public ReadOnlySpan<byte> Labels => labels;

    /// <summary>One image: (28, 28), row-major.</summary>
    /// <param name="index">In [0, Count).</param>
    public ReadOnlySpan<byte> Image(int index) => pixels.AsSpan(index * ImageSize, ImageSize);

    /// <summary>The images of some places, copied, in the order given.</summary>
    /// <param name="indices">Each in [0, Count).</param>
    public ImageSet Select(ReadOnlySpan<int> indices)
    {
        var chosenPixels = new byte[indices.Length * ImageSize];
        var chosenLabels = new byte[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            Image(indices[i]).CopyTo(chosenPixels.AsSpan(i * ImageSize));
            chosenLabels[i] = labels[indices[i]];
        }

        return new ImageSet(chosenPixels, chosenLabels);
    }

    /// <summary>The same images with rows and columns exchanged.</summary>
    internal ImageSet Transposed()
    {
        var turned = new byte[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (image, at) = Math.DivRem(i, ImageSize);
            turned[(image * ImageSize) + (at % Side * Side) + (at / Side)] = pixels[i];
        }

        return new(turned, labels);
    }

    /// <summary>The images of several sets, copied, in order.</summary>
    /// <param name="sets">Any number.</param>
    public static ImageSet Join(IEnumerable<ImageSet> sets)
    {
        var all = sets.ToList();
        return new([.. all.SelectMany(set => set.pixels)], [.. all.SelectMany(set => set.labels)]);
    }

    /// <inheritdoc/>
    public bool Equals(ImageSet? other) => other is not null && Labels.SequenceEqual(other.Labels) && Pixels.SequenceEqual(other.Pixels);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ImageSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(labels);
        return hash.ToHashCode();
    }
}
