using Mnist.Engine.Data;

namespace Mnist.Engine.Pictures;

/// <summary>Pictures of handwritten digits as a camera takes them, made by rule: something to measure reading by.</summary>
/// <remarks>
/// A digit is written somewhere on a sheet, large or small, tilted, with a thin or a thick pen, faint or strong. The paper is blank, ruled
/// or squared; the light comes from one side; the sensor adds noise. One of six is chalk on a board.
/// </remarks>
public static class Photograph
{
    private const int SmallestSide = 160;
    private const int LargestSide = 320;
    private const int Kinds = 4;
    private const int OneIsChalk = 6;

    /// <summary>A picture of a digit.</summary>
    /// <param name="digit">(28, 28), row-major, 0 black to 255 white.</param>
    /// <param name="seed">The same seed and index give the same bytes.</param>
    /// <param name="index">Of the picture, from 0; tells the kind of paper too.</param>
    public static GreyImage Of(ReadOnlySpan<byte> digit, long seed, int index)
    {
        var random = new RandomCursor(RandomStream.Of(seed, RandomPurpose.Synthetic, index: index));
        var side = SmallestSide + random.Below(LargestSide - SmallestSide + 1);
        var pen = new Pen(side, ref random);
        var lines = Ruling.Of(index % Kinds, pen.Size, ref random);
        var (paper, ink, rule) = (random.Uniform(150, 235), random.Uniform(0.35, 0.9), random.Uniform(0.3, 0.7));
        var (sin, cos) = Trigonometry.SinCos(random.Within(180));
        var (shade, noise) = (random.Uniform(0, 0.35), random.Uniform(1, 5));
        var flip = index % OneIsChalk == OneIsChalk - 1 ? byte.MaxValue : byte.MinValue;

        var levels = new byte[side * side];
        for (var i = 0; i < levels.Length; i++)
        {
            var (x, y) = ((i % side) - (side / 2.0), (i / side) - (side / 2.0));
            var dark = ink * Math.Max(pen.Cover(digit, x, y), rule * lines.Cover(x, y));
            var light = 1 + (shade * ((x * cos) + (y * sin)) / side);
            levels[i] = (byte)((byte)Math.Clamp((paper * light * (1 - dark)) + (noise * random.Bell()), 0, 255) ^ flip);
        }

        return new(side, levels);
    }

    /// <summary>Where the digit's frame of 28 x 28 lies on the sheet, and how thick it is written.</summary>
    private readonly struct Pen
    {
        private const double Softness = 0.15;

        private readonly double x, y, sin, cos, threshold;

        public Pen(int side, ref RandomCursor random)
        {
            Size = side * random.Uniform(0.35, 0.9);
            (x, y) = (random.Within((side - Size) / 2), random.Within((side - Size) / 2));
            (sin, cos) = Trigonometry.SinCos(random.Within(8));
            threshold = random.Uniform(0.3, 0.7);
        }

        /// <summary>Side of the frame, in pixels of the sheet.</summary>
        public double Size { get; }

        /// <summary>How much of a place is covered with ink, in [0, 1].</summary>
        public double Cover(ReadOnlySpan<byte> digit, double px, double py)
        {
            var (dx, dy) = ((px - x) * ImageSet.Side / Size, (py - y) * ImageSet.Side / Size);
            const double Middle = (ImageSet.Side - 1) / 2.0;
            var level = Level(digit, (cos * dx) + (sin * dy) + Middle, (cos * dy) - (sin * dx) + Middle);
            return Math.Clamp(((level - threshold) / Softness) + 0.5, 0, 1);
        }

        /// <summary>Between the four pixels around, in [0, 1].</summary>
        private static double Level(ReadOnlySpan<byte> digit, double x, double y)
        {
            if (x < 0 || y < 0 || x >= ImageSet.Side - 1 || y >= ImageSet.Side - 1)
                return 0;
            var (column, row) = ((int)x, (int)y);
            var (right, down) = (x - column, y - row);
            var at = digit[((row * ImageSet.Side) + column)..];
            var upper = at[0] + (right * (at[1] - at[0]));
            var lower = at[ImageSet.Side] + (right * (at[ImageSet.Side + 1] - at[ImageSet.Side]));
            return (upper + (down * (lower - upper))) / 255;
        }
    }

    /// <summary>Lines printed on the paper: none, across, or across and down.</summary>
    private readonly record struct Ruling(bool Across, bool Down, double Spacing, double Offset, double Thickness, double Sin, double Cos)
    {
        public static Ruling Of(int kind, double digit, ref RandomCursor random)
        {
            var spacing = digit * random.Uniform(0.6, 1.1);
            var (offset, thickness) = (random.Uniform(0, spacing), random.Uniform(1, 2.5));
            var (sin, cos) = Trigonometry.SinCos(random.Within(2));
            return new(kind >= Kinds - 2, kind == Kinds - 1, spacing, offset, thickness, sin, cos);
        }

        /// <summary>How much of a place is covered with a line, in [0, 1].</summary>
        public double Cover(double x, double y) => Math.Max(
            Across ? Line((Cos * y) - (Sin * x)) : 0,
            Down ? Line((Cos * x) + (Sin * y)) : 0);

        private double Line(double at) =>
            Math.Clamp((Thickness / 2) - Math.Abs(Math.IEEERemainder(at - Offset, Spacing)) + 0.5, 0, 1);
    }
}
