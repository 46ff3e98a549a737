using FsCheck.Xunit;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Augmenting;
using Mnist.Engine.Data;
using Xunit;

namespace Mnist.PropertyTests;

/// <summary>The parameters that augmentations draw, and what they do with them.</summary>
public sealed class ImageChangeTests
{
    private const int Draws = 4_000;

    [Fact]
    public void Angles_fill_their_range()
    {
        var rotation = new RandomRotation(new Augmentation.Rotation(15));
        var angles = Many((ref RandomCursor random) => Degrees(rotation.Draw(ref random)));
        Assert.All(angles, angle => Assert.InRange(angle, -15.001, 15.001));
        AssertFills(angles, -15, 15);
    }

    [Fact]
    public void Affine_maps_stay_in_their_ranges()
    {
        var affine = new RandomAffine(new Augmentation.Affine { Degrees = 7, Translate = 0.1, ScaleMin = 0.8, ScaleMax = 1.2, Shear = 10 });
        var maps = Many((ref RandomCursor random) => affine.Draw(ref random));

        // map = 1/scale (1 lean; 0 1) (cos -sin; sin cos): the lower row is the turn over the scale, the determinant 1 / scale^2.
        var scales = maps.ConvertAll(map => 1 / Math.Sqrt((map.YX * map.YX) + (map.YY * map.YY)));
        AssertFills(scales, 0.8, 1.2);
        AssertFills(maps.ConvertAll(map => Math.Atan2(map.YX, map.YY) * 180 / Math.PI), -7, 7);
        AssertFills(maps.ConvertAll(map => Math.Atan(Lean(map)) * 180 / Math.PI), -10, 10);

        // The shift is minus the constant part, mapped back; 0.1 of 28 pixels is 2.8, so at most 3 whole pixels.
        var shifts = maps.ConvertAll(map =>
        {
            var determinant = ((double)map.XX * map.YY) - ((double)map.XY * map.YX);
            return -((map.X0 * (double)map.YY) - (map.Y0 * (double)map.XY)) / determinant;
        });
        Assert.All(shifts, shift => Assert.Equal(Math.Round(shift), shift, 1e-4));
        Assert.Equal([-3.0, -2, -1, 0, 1, 2, 3], shifts.Select(shift => Math.Round(shift)).Distinct().Order());
    }

    [Fact]
    public void Jitter_factors_fill_their_ranges_in_both_orders()
    {
        var jitter = new RandomJitter(new Augmentation.ColorJitter { Brightness = 0.4, Contrast = 1.5 });
        var drawn = Many((ref RandomCursor random) => jitter.Draw(ref random));
        AssertFills(drawn.ConvertAll(d => (double)d.Brightness), 0.6, 1.4);
        AssertFills(drawn.ConvertAll(d => (double)d.Contrast), 0, 2.5);
        AssertShare(0.5, drawn.Count(d => d.ContrastFirst));
    }

    [Fact]
    public void Crops_reach_every_shift()
    {
        var crop = new RandomShift(padding: 2);
        var drawn = Many((ref RandomCursor random) => crop.Draw(ref random));
        var all = from right in Enumerable.Range(-2, 5) from down in Enumerable.Range(-2, 5) select (right, down);
        Assert.Equal(all, drawn.Distinct().Order());
    }

    [Property]
    public void A_crop_shifts_and_lets_black_in(long seed, byte padding)
    {
        var change = new RandomShift(padding % ImageSet.Side);
        var (replay, random) = (Cursor(seed), Cursor(seed));
        var (image, target) = (Images.Noise(seed), Images.Noise(~seed));
        var (right, down) = change.Draw(ref replay);
        change.Apply(image, ref random, target);
        Assert.Equal(Images.Of((row, column) => Images.At(image, row - down, column - right, fill: 0)), target);
    }

    [Fact]
    public void Rectangles_keep_to_their_probability_area_and_aspect()
    {
        var erasing = new RandomRectangle(new Augmentation.RandomErasing
        {
            Probability = 0.3,
            AreaMin = 0.05,
            AreaMax = 0.2,
            AspectMin = 0.5,
            AspectMax = 2,
        });
        var drawn = Many((ref RandomCursor random) => erasing.Draw(ref random));
        var some = drawn.FindAll(rectangle => rectangle.Height > 0);
        AssertShare(0.3, some.Count);
        foreach (var (top, left, height, width) in some)
        {
            Assert.InRange(top, 0, ImageSet.Side - height);
            Assert.InRange(left, 0, ImageSet.Side - width);

            // Sides are rounded to whole pixels, half a pixel each way.
            Assert.InRange(0.05 * ImageSet.ImageSize, 0, (height + 0.5) * (width + 0.5));
            Assert.InRange((height - 0.5) * (width - 0.5), 0, 0.2 * ImageSet.ImageSize);
            Assert.InRange(0.5, 0, (height + 0.5) / (width - 0.5));
            Assert.InRange((height - 0.5) / (width + 0.5), 0, 2);
        }
    }

    [Property]
    public void No_rectangle_leaves_the_image(long seed)
    {
        // Most of these do not fit at the first attempt, and some never.
        var erasing = new RandomRectangle(new Augmentation.RandomErasing
        {
            Probability = 1,
            AreaMin = 0.5,
            AreaMax = 1,
            AspectMin = 0.1,
            AspectMax = 10,
        });
        var random = Cursor(seed);
        var (top, left, height, width) = erasing.Draw(ref random);
        Assert.InRange(top, 0, ImageSet.Side - height);
        Assert.InRange(left, 0, ImageSet.Side - width);
    }

    [Property]
    public void Erasing_paints_its_rectangle_and_nothing_else(long seed, byte fill)
    {
        var change = new RandomRectangle(new Augmentation.RandomErasing { Probability = 1, Fill = fill });
        var (replay, random) = (Cursor(seed), Cursor(seed));
        var (image, target) = (Images.Noise(seed), Images.Noise(~seed));
        var (top, left, height, width) = change.Draw(ref replay);
        change.Apply(image, ref random, target);
        Assert.Equal(Images.Of((row, column) => IsInside(row, column) ? fill : Images.At(image, row, column, fill)), target);

        bool IsInside(int row, int column) => row >= top && row < top + height && column >= left && column < left + width;
    }

    private delegate T Draw<T>(ref RandomCursor random);

    private static RandomCursor Cursor(long seed) => new(RandomStream.Of(seed, RandomPurpose.Augment));

    private static List<T> Many<T>(Draw<T> draw) => [.. Enumerable.Range(0, Draws).Select(seed =>
    {
        var random = Cursor(seed);
        return draw(ref random);
    })];

    private static double Lean(AffineMap map) => ((map.XX * map.YX) + (map.XY * map.YY)) / ((map.YX * map.YX) + (map.YY * map.YY));

    private static double Degrees(AffineMap map) => Math.Atan2(map.YX, map.XX) * 180 / Math.PI;

    /// <summary>All in the range, up to rounding; some in its first and last hundredth, which 4,000 draws miss with p = 4e-18.</summary>
    private static void AssertFills(List<double> values, double low, double high)
    {
        var hundredth = (high - low) / 100;
        Assert.All(values, value => Assert.InRange(value, low - 1e-4, high + 1e-4));
        Assert.Contains(values, value => value < low + hundredth);
        Assert.Contains(values, value => value > high - hundredth);
    }

    /// <summary>A count of a known probability, within five standard deviations.</summary>
    private static void AssertShare(double probability, int count) =>
        Assert.InRange(Math.Abs(count - (Draws * probability)), 0, 5 * Math.Sqrt(Draws * probability * (1 - probability)));
}
