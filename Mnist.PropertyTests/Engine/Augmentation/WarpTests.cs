using System.Runtime.Intrinsics.X86;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Augmenting;
using Mnist.Engine.Data;
using Xunit;

namespace Mnist.PropertyTests;

public sealed class WarpTests
{
    private const double Middle = (ImageSet.Side - 1) / 2.0;

    [Property]
    public bool The_identity_changes_nothing(long seed, bool bilinear, byte fill)
    {
        var image = Images.Noise(seed);
        return Apply(image, AffineMap.Rotation(0), Kind(bilinear), fill).SequenceEqual(image);
    }

    [Property]
    public bool A_quarter_turn_moves_every_pixel_to_its_place(long seed, bool bilinear)
    {
        var image = Images.Noise(seed);
        var turned = Images.Of((row, column) => Images.At(image, column, ImageSet.Side - 1 - row, fill: 0));
        return Apply(image, AffineMap.Rotation(90), Kind(bilinear), fill: 7).SequenceEqual(turned);
    }

    [Property]
    public bool A_shift_by_whole_pixels_is_exact(long seed, sbyte right, sbyte down, bool bilinear, byte fill)
    {
        var image = Images.Noise(seed);
        var shifted = Images.Of((row, column) => Images.At(image, row - down, column - right, fill));
        return Apply(image, AffineMap.Of(0, right, down, 1, 0), Kind(bilinear), fill).SequenceEqual(shifted);
    }

    [Property]
    public void Bilinear_agrees_with_the_reference(long seed, byte fill)
    {
        var (image, map) = (Images.Noise(seed), Maps.Any(seed));
        var actual = Apply(image, map, Interpolation.Bilinear, fill);
        foreach (var (row, column, x, y, error) in Maps.Sources(map))
        {
            var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
            var expected = 0.0;
            foreach (var (r, c) in new[] { (top, left), (top, left + 1), (top + 1, left), (top + 1, left + 1) })
                expected += (1 - Math.Abs(y - r)) * (1 - Math.Abs(x - c)) * Images.At(image, r, c, fill);

            // A pixel of error in the place changes the level by up to 255; then six roundings near 255, and half a level.
            var allowed = 0.5 + (255 * (error + (6 * Math.Pow(2, -24))));
            Assert.InRange(actual[(row * ImageSet.Side) + column] - expected, -allowed, allowed);
        }
    }

    [Property]
    public void Nearest_agrees_with_the_reference(long seed, byte fill)
    {
        var (image, map) = (Images.Noise(seed), Maps.Any(seed));
        var actual = Apply(image, map, Interpolation.Nearest, fill);
        foreach (var (row, column, x, y, error) in Maps.Sources(map))
        {
            // Where the place lies on the border between pixels up to rounding, either pixel is right.
            var candidates = from r in new[] { y - error, y + error }
                             from c in new[] { x - error, x + error }
                             select Images.At(image, (int)Math.Floor(r + 0.5), (int)Math.Floor(c + 0.5), fill);
            Assert.Contains(actual[(row * ImageSet.Side) + column], candidates);
        }
    }

    [Property(MaxTest = 500)]
    public Property Vector_and_scalar_code_give_the_same_bits(long seed, bool bilinear, byte fill, bool wild)
    {
        var image = Images.Noise(seed);
        var map = wild ? AffineMap.Of(seed % 360, seed % 1_000, seed % 999, 1e-300, 89) : Maps.Any(seed);
        var (vector, scalar) = (new byte[ImageSet.ImageSize], new byte[ImageSet.ImageSize]);
        Warp.Apply(image, map, Kind(bilinear), fill, vector, useGather: Avx2.IsSupported);
        Warp.Apply(image, map, Kind(bilinear), fill, scalar, useGather: false);
        return vector.SequenceEqual(scalar).Classify(wild, "wild");
    }

    [Property]
    public void A_map_undoes_what_it_does_to_the_content(long seed)
    {
        var random = RandomStream.Of(seed, RandomPurpose.Augment);
        var (degrees, right, down) = (random.Uniform(0, -180, 180), random.Uniform(1, -9, 9), random.Uniform(2, -9, 9));
        var (scale, shear) = (random.Uniform(3, 0.5, 2), random.Uniform(4, -45, 45));
        var map = AffineMap.Of(degrees, right, down, scale, shear);
        var (angle, lean) = (degrees * Math.PI / 180, Math.Tan(shear * Math.PI / 180));
        foreach (var (x, y) in new[] { (0.0, 0.0), (13.5, 0.0), (0.0, 13.5), (-5.5, 8.5) })
        {
            // Sheared, turned counter-clockwise with y down, scaled, shifted.
            var leaning = x - (lean * y);
            var movedX = (scale * ((leaning * Math.Cos(angle)) + (y * Math.Sin(angle)))) + right;
            var movedY = (scale * ((y * Math.Cos(angle)) - (leaning * Math.Sin(angle)))) + down;
            Assert.Equal(x, (map.XX * movedX) + (map.XY * movedY) + map.X0, 1e-4);
            Assert.Equal(y, (map.YX * movedX) + (map.YY * movedY) + map.Y0, 1e-4);
        }
    }

    private static Interpolation Kind(bool bilinear) => bilinear ? Interpolation.Bilinear : Interpolation.Nearest;

    private static byte[] Apply(byte[] image, AffineMap map, Interpolation interpolation, byte fill)
    {
        var target = new byte[ImageSet.ImageSize];
        Warp.Apply(image, map, interpolation, fill, target);
        return target;
    }

    private static class Maps
    {
        public static AffineMap Any(long seed)
        {
            var random = RandomStream.Of(seed, RandomPurpose.Augment);
            return AffineMap.Of(
                degrees: random.Uniform(0, -180, 180),
                right: random.Uniform(1, -9, 9),
                down: random.Uniform(2, -9, 9),
                scale: random.Uniform(3, 0.3, 3),
                shear: random.Uniform(4, -45, 45));
        }

        /// <summary>For each pixel the exact place it is read from, and how far float32 may be off: four roundings a coordinate.</summary>
        public static IEnumerable<(int Row, int Column, double X, double Y, double Error)> Sources(AffineMap map) =>
            from row in Enumerable.Range(0, ImageSet.Side)
            from column in Enumerable.Range(0, ImageSet.Side)
            let h = column - Middle
            let v = row - Middle
            let size = Math.Max(
                Math.Abs(map.XX * h) + Math.Abs(map.XY * v) + Math.Abs(map.X0),
                Math.Abs(map.YX * h) + Math.Abs(map.YY * v) + Math.Abs(map.Y0))
            select (
                row,
                column,
                ((double)map.XX * h) + ((double)map.XY * v) + map.X0 + Middle,
                ((double)map.YX * h) + ((double)map.YY * v) + map.Y0 + Middle,
                4 * Math.Pow(2, -24) * (size + 16));
    }
}
