using FsCheck.Xunit;
using Mnist.Engine.Data;
using Mnist.Engine.Data.Synthetic;
using Xunit;

namespace Mnist.PropertyTests;

public sealed class SyntheticDigitsTests
{
    private static readonly DataSet Sample = SyntheticDigits.Create(seed: 1, trainingCount: 2_000, testCount: 500);

    [Fact]
    public void All_classes_are_equally_frequent()
    {
        foreach (var digit in Enumerable.Range(0, 10))
            Assert.Equal((200, 50), (Sample.Training.Labels.Count((byte)digit), Sample.Test.Labels.Count((byte)digit)));
    }

    [Fact]
    public void They_are_never_taken_for_MNIST()
    {
        Assert.Equal(DataOrigin.Synthetic, Sample.Origin);
        Assert.Empty(Sample.Files);
    }

    [Property(MaxTest = 50)]
    public void An_image_depends_on_seed_and_place_only(ushort place)
    {
        var index = place % (Sample.Training.Count + Sample.Test.Count);
        var image = new byte[ImageSet.ImageSize];
        SyntheticDigits.Draw(seed: 1, index, image);
        var inSample = index < Sample.Training.Count ? Sample.Training.Image(index) : Sample.Test.Image(index - Sample.Training.Count);
        Assert.True(inSample.SequenceEqual(image));
    }

    [Property(MaxTest = 200)]
    public void A_digit_fits_the_box_and_its_centre_of_mass_is_the_images_centre(long seed, ushort index)
    {
        var image = new byte[ImageSet.ImageSize];
        SyntheticDigits.Draw(seed, index, image);
        var inked = Enumerable.Range(0, image.Length).Where(i => image[i] > 0).ToArray();
        var (columns, rows) = (inked.Select(i => i % ImageSet.Side).ToArray(), inked.Select(i => i / ImageSet.Side).ToArray());
        Assert.InRange(columns.Max() - columns.Min() + 1, 1, Ink.Box);
        Assert.InRange(rows.Max() - rows.Min() + 1, 1, Ink.Box);
        Assert.InRange(Math.Max(columns.Max() - columns.Min(), rows.Max() - rows.Min()) + 1, Ink.Box - 1, Ink.Box);

        var mass = inked.Sum(i => (double)image[i]);
        Assert.InRange(inked.Sum(i => image[i] * (i % ImageSet.Side)) / mass, 13, 15);
        Assert.InRange(inked.Sum(i => image[i] * (i / ImageSet.Side)) / mass, 13, 15);
    }

    [Fact]
    public void Seeds_and_places_give_unlike_images()
    {
        var images = Enumerable.Range(0, Sample.Training.Count).Select(i => Convert.ToBase64String(Sample.Training.Image(i)));
        Assert.Equal(Sample.Training.Count, images.Distinct(StringComparer.Ordinal).Count());
        Assert.NotEqual(Sample.Training, SyntheticDigits.Create(seed: 2, trainingCount: 2_000, testCount: 500).Training);
    }

    /// <summary>Runs are repeated from their records: the digits of a seed must never change, on no machine.</summary>
    [Fact]
    public void The_digits_of_a_seed_are_known() =>
        Assert.Equal("37042c361683f17790875dbebfb14e6f68ee9a4dc4fbaef13f3b96b086f6f50a", Sample.ContentHash);

    [Fact]
    public void Glyphs_are_legal()
    {
        Assert.Equal(10, DigitGlyphs.ByDigit.Count);
        foreach (var glyph in DigitGlyphs.ByDigit.SelectMany(ways => ways))
        {
            Assert.True(glyph.Weight > 0);
            Assert.All(glyph.Strokes, stroke => Assert.InRange(stroke.Length, 2, 16));
            Assert.All(glyph.Strokes.SelectMany(places => places), place => Assert.InRange(place.Y, 0, 100));
        }
    }
}
