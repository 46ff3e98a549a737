using FsCheck.Xunit;
using Mnist.Domain.Training;
using Mnist.Engine.Augmenting;
using Mnist.Engine.Data;
using Xunit;

namespace Mnist.PropertyTests;

public sealed class GreyLevelsTests
{
    [Property]
    public void Normalisation_is_within_four_roundings_of_its_formula(long seed, byte meanShare, byte deviationShare)
    {
        var (mean, deviation) = (meanShare / 256.0, (deviationShare + 1) / 256.0);
        var (image, inputs) = (Images.Noise(seed), new float[ImageSet.ImageSize]);
        GreyLevels.Normalize(image, new Normalization(mean, deviation), inputs);
        for (var i = 0; i < image.Length; i++)
        {
            var allowed = ((image[i] / 255.0) + mean) / deviation * Math.Pow(2, -22);
            Assert.InRange(inputs[i] - (((image[i] / 255.0) - mean) / deviation), -allowed, allowed);
        }
    }

    [Property]
    public void Blending_agrees_with_the_reference(long seed, byte grey, byte quarters)
    {
        var (source, factor) = (Images.Noise(seed), quarters / 64f);
        var image = source.ToArray();
        GreyLevels.Blend(image, grey, factor);
        for (var i = 0; i < image.Length; i++)
        {
            // The factor and all levels are short binary fractions: nothing but the result is rounded, halves upwards.
            var expected = Math.Floor(Math.Clamp(grey + (factor * (source[i] - grey)), 0, 255) + 0.5);
            Assert.Equal(expected, image[i]);
        }
    }

    [Property]
    public bool A_factor_of_one_changes_nothing(long seed, byte grey)
    {
        var image = Images.Noise(seed);
        GreyLevels.Blend(image, grey, factor: 1);
        return image.SequenceEqual(Images.Noise(seed));
    }

    [Property]
    public bool The_mean_is_rounded_to_the_nearest(long seed) =>
        GreyLevels.Mean(Images.Noise(seed)) == Math.Floor(Images.Noise(seed).Average(level => level) + 0.5);
}
