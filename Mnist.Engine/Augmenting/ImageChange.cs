using Mnist.Engine.Data;

namespace Mnist.Engine.Augmenting;

/// <summary>An augmentation made ready to be applied to many images: cases resolved, ranges computed.</summary>
internal abstract class ImageChange
{
    /// <summary>Draws its parameters and changes one image.</summary>
    /// <param name="source">(28, 28).</param>
    /// <param name="random">Where parameters are drawn from.</param>
    /// <param name="target">(28, 28); overwritten, and not the source.</param>
    public abstract void Apply(ReadOnlySpan<byte> source, ref RandomCursor random, Span<byte> target);

    /// <summary>The change that a plan's augmentation asks for.</summary>
    public static ImageChange Of(Augmentation augmentation) => augmentation.Match<ImageChange>(new(
        Rotation: rotation => new RandomRotation(rotation),
        Affine: affine => new RandomAffine(affine),
        ColorJitter: jitter => new RandomJitter(jitter),
        RandomCrop: crop => new RandomShift(crop.Padding),
        RandomErasing: erasing => new RandomRectangle(erasing)));

    /// <summary>A plan's grey level, rounded to the nearest of the 256.</summary>
    protected static byte Grey(double level) => (byte)Math.Round(Math.Clamp(level, 0, 255));
}

/// <summary>A rotation about the centre.</summary>
internal sealed class RandomRotation(Augmentation.Rotation rotation) : ImageChange
{
    private readonly byte fill = Grey(rotation.Fill);

    /// <summary>Draws a map.</summary>
    public AffineMap Draw(ref RandomCursor random) => AffineMap.Rotation(random.Within(rotation.Degrees));

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<byte> source, ref RandomCursor random, Span<byte> target) =>
        Warp.Apply(source, Draw(ref random), rotation.Interpolation, fill, target);
}

/// <summary>Rotation, shift, scale and shear.</summary>
internal sealed class RandomAffine(Augmentation.Affine affine) : ImageChange
{
    private readonly byte fill = Grey(affine.Fill);

    /// <summary>Draws a map; shifts are whole pixels, as torchvision's.</summary>
    public AffineMap Draw(ref RandomCursor random) => AffineMap.Of(
        degrees: random.Within(affine.Degrees),
        right: Math.Round(random.Within(affine.Translate * ImageSet.Side)),
        down: Math.Round(random.Within(affine.Translate * ImageSet.Side)),
        scale: random.Uniform(affine.ScaleMin, affine.ScaleMax),
        shear: random.Within(affine.Shear));

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<byte> source, ref RandomCursor random, Span<byte> target) =>
        Warp.Apply(source, Draw(ref random), affine.Interpolation, fill, target);
}

/// <summary>Brightness and contrast, in random order.</summary>
internal sealed class RandomJitter(Augmentation.ColorJitter jitter) : ImageChange
{
    /// <summary>Draws both factors, and which of the two changes comes first.</summary>
    public (float Brightness, float Contrast, bool ContrastFirst) Draw(ref RandomCursor random) =>
        (Factor(jitter.Brightness, ref random), Factor(jitter.Contrast, ref random), random.Below(2) == 1);

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<byte> source, ref RandomCursor random, Span<byte> target)
    {
        var (brightness, contrast, contrastFirst) = Draw(ref random);
        source.CopyTo(target);
        if (contrastFirst)
            GreyLevels.Blend(target, GreyLevels.Mean(target), contrast);
        GreyLevels.Blend(target, grey: 0, brightness);
        if (!contrastFirst)
            GreyLevels.Blend(target, GreyLevels.Mean(target), contrast);
    }

    private static float Factor(double spread, ref RandomCursor random) => (float)random.Uniform(Math.Max(0, 1 - spread), 1 + spread);
}

/// <summary>A crop of the image's own size from the image with a black border: a shift by whole pixels.</summary>
internal sealed class RandomShift(int padding) : ImageChange
{
    /// <summary>Draws how far the content moves, each in [-padding, padding].</summary>
    public (int Right, int Down) Draw(ref RandomCursor random) =>
        (random.Below((2 * padding) + 1) - padding, random.Below((2 * padding) + 1) - padding);

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<byte> source, ref RandomCursor random, Span<byte> target)
    {
        const int Side = ImageSet.Side;
        var (right, down) = Draw(ref random);
        target.Clear();
        var width = Side - Math.Abs(right);
        for (var row = Math.Max(0, down); row < Math.Min(Side, Side + down); row++)
        {
            var from = ((row - down) * Side) + Math.Max(0, -right);
            source.Slice(from, width).CopyTo(target[((row * Side) + Math.Max(0, right))..]);
        }
    }
}

/// <summary>A rectangle painted over.</summary>
internal sealed class RandomRectangle(Augmentation.RandomErasing erasing) : ImageChange
{
    // As torchvision: a rectangle that does not fit is drawn anew, up to ten times, after which the image stays whole.
    private const int Attempts = 10;

    private readonly byte fill = Grey(erasing.Fill);

    /// <summary>Draws a rectangle; one of height 0 for none.</summary>
    public (int Top, int Left, int Height, int Width) Draw(ref RandomCursor random)
    {
        const int Side = ImageSet.Side;
        if (random.Unit() >= erasing.Probability)
            return default;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var area = ImageSet.ImageSize * random.Uniform(erasing.AreaMin, erasing.AreaMax);
            var aspect = Math.Exp(random.Uniform(Math.Log(erasing.AspectMin), Math.Log(erasing.AspectMax)));
            var (height, width) = ((int)Math.Round(Math.Sqrt(area * aspect)), (int)Math.Round(Math.Sqrt(area / aspect)));
            if (height < Side && width < Side)
                return (random.Below(Side - height + 1), random.Below(Side - width + 1), height, width);
        }

        return default;
    }

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<byte> source, ref RandomCursor random, Span<byte> target)
    {
        var (top, left, height, width) = Draw(ref random);
        source.CopyTo(target);
        for (var row = top; row < top + height; row++)
            target.Slice((row * ImageSet.Side) + left, width).Fill(fill);
    }
}
