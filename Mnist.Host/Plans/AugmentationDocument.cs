using System.ComponentModel;
using System.Text.Json.Serialization;
using Mnist.Domain;

namespace Mnist.Host;

/// <summary>An augmentation in a plan file.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Rotation), "rotation")]
[JsonDerivedType(typeof(Affine), "affine")]
[JsonDerivedType(typeof(ColorJitter), "colorJitter")]
[JsonDerivedType(typeof(RandomCrop), "randomCrop")]
[JsonDerivedType(typeof(RandomErasing), "randomErasing")]
internal abstract record AugmentationDocument
{
    [Description("A rotation about the centre.")]
    internal sealed record Rotation : AugmentationDocument
    {
        [Description("Largest angle, in [0, 180].")]
        public required double Degrees { get; init; }

        [Description("How pixels between pixels are read; default nearest.")]
        public Interpolation? Interpolation { get; init; }

        [Description("Grey level of what comes in from outside, in [0, 255]; default 0.")]
        public double? Fill { get; init; }
    }

    [Description("Rotation, shift, scale and shear about the centre.")]
    internal sealed record Affine : AugmentationDocument
    {
        [Description("Largest angle, in [0, 180]; default 0.")]
        public double? Degrees { get; init; }

        [Description("Largest shift along each axis as a share of the image's side, in [0, 1]; default 0.")]
        public double? Translate { get; init; }

        [Description("Smallest scale, above 0; default 1.")]
        public double? ScaleMin { get; init; }

        [Description("Largest scale, at least the smallest; default 1.")]
        public double? ScaleMax { get; init; }

        [Description("Largest angle of the shear along x, in degrees, in [0, 89]; default 0.")]
        public double? Shear { get; init; }

        [Description("How pixels between pixels are read; default nearest.")]
        public Interpolation? Interpolation { get; init; }

        [Description("Grey level of what comes in from outside, in [0, 255]; default 0.")]
        public double? Fill { get; init; }
    }

    [Description("Brightness and contrast times random factors in [max(0, 1 - x), 1 + x].")]
    internal sealed record ColorJitter : AugmentationDocument
    {
        [Description("x for the brightness, at least 0; default 0.")]
        public double? Brightness { get; init; }

        [Description("x for the contrast, at least 0; default 0.")]
        public double? Contrast { get; init; }
    }

    [Description("A shift: the image is surrounded with black and a piece of its own size is cut out.")]
    internal sealed record RandomCrop : AugmentationDocument
    {
        [Description("Pixels at each side, at least 0 and below the image's side.")]
        public required int Padding { get; init; }
    }

    [Description("With some probability a rectangle is painted over.")]
    internal sealed record RandomErasing : AugmentationDocument
    {
        [Description("How often, in [0, 1]; default 0.5.")]
        public double? Probability { get; init; }

        [Description("Smallest area as a share of the image, in (0, 1]; default 0.02.")]
        public double? AreaMin { get; init; }

        [Description("Largest area, at least the smallest, at most 1; default 0.33.")]
        public double? AreaMax { get; init; }

        [Description("Smallest ratio of height to width, above 0; default 0.3.")]
        public double? AspectMin { get; init; }

        [Description("Largest ratio, at least the smallest; default 3.3.")]
        public double? AspectMax { get; init; }

        [Description("Grey level painted, in [0, 255]; default 0.")]
        public double? Fill { get; init; }
    }
}
