using Mnist.Domain;

namespace Mnist.Host;

/// <summary>Augmentations of a plan file to those of the domain and back.</summary>
internal static class AugmentationTranslation
{
    public static Augmentation ToAugmentation(AugmentationDocument document) => document switch
    {
        AugmentationDocument.Rotation r => ToAugmentation(r, new Augmentation.Rotation(r.Degrees)),
        AugmentationDocument.Affine a => ToAugmentation(a, new Augmentation.Affine()),
        AugmentationDocument.ColorJitter j => ToAugmentation(j, new Augmentation.ColorJitter()),
        AugmentationDocument.RandomCrop c => new Augmentation.RandomCrop(c.Padding),
        AugmentationDocument.RandomErasing e => ToAugmentation(e, new Augmentation.RandomErasing()),
        _ => throw new InvalidOperationException($"{document.GetType().Name} has no translation."),
    };

    public static AugmentationDocument ToDocument(Augmentation augmentation) => augmentation.Match<AugmentationDocument>(new(
        Rotation: r => ToDocument(r, new(r.Degrees)),
        Affine: a => ToDocument(a, new()),
        ColorJitter: j => ToDocument(j, new()),
        RandomCrop: c => new AugmentationDocument.RandomCrop { Padding = c.Padding },
        RandomErasing: e => ToDocument(e, new())));

    private static Augmentation.Rotation ToAugmentation(AugmentationDocument.Rotation document, Augmentation.Rotation usual) => usual with
    {
        Interpolation = document.Interpolation ?? usual.Interpolation,
        Fill = document.Fill ?? usual.Fill,
    };

    private static AugmentationDocument.Rotation ToDocument(Augmentation.Rotation rotation, Augmentation.Rotation usual) => new()
    {
        Degrees = rotation.Degrees,
        Interpolation = rotation.Interpolation.Unless(usual.Interpolation),
        Fill = rotation.Fill.Unless(usual.Fill),
    };

    private static Augmentation.Affine ToAugmentation(AugmentationDocument.Affine document, Augmentation.Affine usual) => usual with
    {
        Degrees = document.Degrees ?? usual.Degrees,
        Translate = document.Translate ?? usual.Translate,
        ScaleMin = document.ScaleMin ?? usual.ScaleMin,
        ScaleMax = document.ScaleMax ?? usual.ScaleMax,
        Shear = document.Shear ?? usual.Shear,
        Interpolation = document.Interpolation ?? usual.Interpolation,
        Fill = document.Fill ?? usual.Fill,
    };

    private static AugmentationDocument.Affine ToDocument(Augmentation.Affine affine, Augmentation.Affine usual) => new()
    {
        Degrees = affine.Degrees.Unless(usual.Degrees),
        Translate = affine.Translate.Unless(usual.Translate),
        ScaleMin = affine.ScaleMin.Unless(usual.ScaleMin),
        ScaleMax = affine.ScaleMax.Unless(usual.ScaleMax),
        Shear = affine.Shear.Unless(usual.Shear),
        Interpolation = affine.Interpolation.Unless(usual.Interpolation),
        Fill = affine.Fill.Unless(usual.Fill),
    };

    private static Augmentation.ColorJitter ToAugmentation(AugmentationDocument.ColorJitter document, Augmentation.ColorJitter usual) => usual with
    {
        Brightness = document.Brightness ?? usual.Brightness,
        Contrast = document.Contrast ?? usual.Contrast,
    };

    private static AugmentationDocument.ColorJitter ToDocument(Augmentation.ColorJitter jitter, Augmentation.ColorJitter usual) => new()
    {
        Brightness = jitter.Brightness.Unless(usual.Brightness),
        Contrast = jitter.Contrast.Unless(usual.Contrast),
    };

    private static Augmentation.RandomErasing ToAugmentation(AugmentationDocument.RandomErasing document, Augmentation.RandomErasing usual) => usual with
    {
        Probability = document.Probability ?? usual.Probability,
        AreaMin = document.AreaMin ?? usual.AreaMin,
        AreaMax = document.AreaMax ?? usual.AreaMax,
        AspectMin = document.AspectMin ?? usual.AspectMin,
        AspectMax = document.AspectMax ?? usual.AspectMax,
        Fill = document.Fill ?? usual.Fill,
    };

    private static AugmentationDocument.RandomErasing ToDocument(Augmentation.RandomErasing erasing, Augmentation.RandomErasing usual) => new()
    {
        Probability = erasing.Probability.Unless(usual.Probability),
        AreaMin = erasing.AreaMin.Unless(usual.AreaMin),
        AreaMax = erasing.AreaMax.Unless(usual.AreaMax),
        AspectMin = erasing.AspectMin.Unless(usual.AspectMin),
        AspectMax = erasing.AspectMax.Unless(usual.AspectMax),
        Fill = erasing.Fill.Unless(usual.Fill),
    };
}
