using Mnist.Domain.Training;
using static Mnist.Domain.Schema.Fields;

namespace Mnist.Domain.Schema;

/// <summary>Every type of augmentation and its fields.</summary>
public static class AugmentationFields
{
    private static readonly Interval Angles = new(0, 180);

    /// <summary>The types of <see cref="Augmentation"/>.</summary>
    public static UnionType Types { get; } = UnionType.Of<Augmentation>("augmentation", TypeOf, Cases);

    private static RecordType TypeOf(Augmentation augmentation) => augmentation.Match<RecordType>(new(
        Rotation: _ => Rotation,
        Affine: _ => Affine,
        ColorJitter: _ => ColorJitter,
        RandomCrop: _ => RandomCrop,
        RandomErasing: _ => RandomErasing));

    private static ValueList<RecordType> Cases() => [Rotation, Affine, ColorJitter, RandomCrop, RandomErasing];

    private static readonly RecordType Rotation = RecordType.Of(
        "rotation", "A rotation about the centre", new Augmentation.Rotation(0), r =>
        [
            Required.Number("degrees", "Largest angle", Angles, r.Degrees, x => new Augmentation.Rotation(x)),
            Interpolation(r.Interpolation, way => r with { Interpolation = way }),
            Outside(r.Fill, x => r with { Fill = x }),
        ]);

    private static readonly RecordType Affine = RecordType.Of(
        "affine", "Rotation, shift, scale and shear about the centre", new Augmentation.Affine(), a =>
        [
            Optional.Number("degrees", "Largest angle", Angles, a.Degrees, x => a with { Degrees = x }),
            Optional.Number(
                "translate",
                "Largest shift along each axis as a fraction of the image's side",
                Ranges.Fraction,
                a.Translate,
                x => a with { Translate = x }),
            Optional.Number("scaleMin", "Smallest scale", Ranges.Positive, a.ScaleMin, x => a with { ScaleMin = x }),
            Optional.Number(
                "scaleMax",
                "Largest scale, at least the smallest",
                Ranges.Positive,
                narrowed: Ranges.AtLeast(Ranges.BoundBy(a.ScaleMin, Ranges.Positive)),
                a.ScaleMax,
                x => a with { ScaleMax = x }),
            Optional.Number("shear", "Largest angle of the shear along x, in degrees", new(0, 89), a.Shear, x => a with { Shear = x }),
            Interpolation(a.Interpolation, way => a with { Interpolation = way }),
            Outside(a.Fill, x => a with { Fill = x }),
        ]);

    private static readonly RecordType ColorJitter = RecordType.Of(
        "colorJitter", "Brightness and contrast times random factors in [max(0, 1 - x), 1 + x]", new Augmentation.ColorJitter(), j =>
        [
            Optional.Number("brightness", "x for the brightness", Ranges.NotNegative, j.Brightness, x => j with { Brightness = x }),
            Optional.Number("contrast", "x for the contrast", Ranges.NotNegative, j.Contrast, x => j with { Contrast = x }),
        ]);

    private static readonly RecordType RandomCrop = RecordType.Of(
        "randomCrop",
        "A shift: the image is surrounded with black and a piece of its own size is cut out",
        new Augmentation.RandomCrop(0),
        c =>
        [
            Required.Whole(
                "padding",
                "Pixels at each side, fewer than the image has",
                Ranges.NotNegative,
                c.Padding,
                n => new Augmentation.RandomCrop(n)),
        ]);

    private static readonly RecordType RandomErasing = RecordType.Of(
        "randomErasing", "With some probability a rectangle is painted over", new Augmentation.RandomErasing(), e =>
        [
            Optional.Number("probability", "How often", Ranges.Fraction, e.Probability, x => e with { Probability = x }),
            Optional.Number(
                "areaMin", "Smallest area as a fraction of the image", Ranges.FractionAboveZero, e.AreaMin, x => e with { AreaMin = x }),
            Optional.Number(
                "areaMax",
                "Largest area, at least the smallest",
                Ranges.FractionAboveZero,
                narrowed: Ranges.Fraction with { Low = Ranges.BoundBy(e.AreaMin, Ranges.FractionAboveZero) },
                e.AreaMax,
                x => e with { AreaMax = x }),
            Optional.Number("aspectMin", "Smallest ratio of height to width", Ranges.Positive, e.AspectMin, x => e with { AspectMin = x }),
            Optional.Number(
                "aspectMax",
                "Largest ratio, at least the smallest",
                Ranges.Positive,
                narrowed: Ranges.AtLeast(Ranges.BoundBy(e.AspectMin, Ranges.Positive)),
                e.AspectMax,
                x => e with { AspectMax = x }),
            Optional.Number("fill", "Grey level painted", Ranges.GreyLevel, e.Fill, x => e with { Fill = x }),
        ]);

    private static Field Interpolation(Interpolation value, Func<Interpolation, Augmentation> with) => Optional.Choice(
        "interpolation", "How pixels between pixels are read", ["nearest", "bilinear"], (int)value, way => with((Interpolation)way));

    private static Field Outside(double value, Func<double, Augmentation> with) =>
        Optional.Number("fill", "Grey level of what comes in from outside", Ranges.GreyLevel, value, with);
}
