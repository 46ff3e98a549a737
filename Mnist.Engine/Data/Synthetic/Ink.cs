namespace Mnist.Engine.Data.Synthetic;

/// <summary>Paints a written digit into an image as MNIST's were made: fitted into a box, placed by its centre of mass.</summary>
internal static class Ink
{
    /// <summary>Rows, and columns, of the box that a digit is fitted into.</summary>
    public const int Box = 20;

    /// <summary>Paints a curve.</summary>
    /// <param name="curve">What the pen wrote, in any unit.</param>
    /// <param name="hand">Whose pen.</param>
    /// <param name="image">(28, 28); overwritten.</param>
    public static void Paint(ReadOnlySpan<Segment> curve, Handwriting hand, Span<byte> image)
    {
        Span<double> box = stackalloc double[Box * Box];
        box.Clear();
        var (scale, shift) = Fit(curve, Box - hand.PenWidth);
        foreach (var segment in curve)
            Paint(new Segment((scale * segment.From) + shift, (scale * segment.To) + shift), hand, box);

        Place(box, image);
    }

    /// <summary>The map that fits a curve into a square of this side, in the middle of the box, keeping its aspect.</summary>
    private static (double Scale, Point Shift) Fit(ReadOnlySpan<Segment> curve, double side)
    {
        var (left, right, top, bottom) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
        foreach (var (from, to) in curve)
        {
            (left, right) = (Math.Min(left, Math.Min(from.X, to.X)), Math.Max(right, Math.Max(from.X, to.X)));
            (top, bottom) = (Math.Min(top, Math.Min(from.Y, to.Y)), Math.Max(bottom, Math.Max(from.Y, to.Y)));
        }

        var scale = side / Math.Max(right - left, bottom - top);
        const double Middle = (Box - 1) / 2.0;
        return (scale, new Point(Middle - (scale * (left + right) / 2), Middle - (scale * (top + bottom) / 2)));
    }

    /// <summary>Ink of a pixel = how far its centre lies inside the pen's trace, from 0 beyond the edge to 1.</summary>
    private static void Paint(Segment segment, Handwriting hand, Span<double> box)
    {
        var reach = (hand.PenWidth + hand.EdgeWidth) / 2;
        var (from, along) = (segment.From, segment.To - segment.From);
        var length = (along.X * along.X) + (along.Y * along.Y);
        var (firstColumn, lastColumn) = Range(from.X, segment.To.X, reach);
        var (firstRow, lastRow) = Range(from.Y, segment.To.Y, reach);
        for (var row = firstRow; row <= lastRow; row++)
        {
            for (var column = firstColumn; column <= lastColumn; column++)
            {
                var (x, y) = (column - from.X, row - from.Y);
                var nearest = length > 0 ? Math.Clamp(((x * along.X) + (y * along.Y)) / length, 0, 1) : 0;
                (x, y) = (x - (nearest * along.X), y - (nearest * along.Y));
                var ink = Math.Min(1, (reach - Math.Sqrt((x * x) + (y * y))) / hand.EdgeWidth);
                ref var pixel = ref box[(row * Box) + column];
                pixel = Math.Max(pixel, ink);
            }
        }
    }

    private static (int First, int Last) Range(double a, double b, double reach) =>
        (Math.Max(0, (int)Math.Ceiling(Math.Min(a, b) - reach)), Math.Min(Box - 1, (int)Math.Floor(Math.Max(a, b) + reach)));

    /// <summary>Copies the box to where its centre of mass comes nearest to that of MNIST's images.</summary>
    private static void Place(ReadOnlySpan<double> box, Span<byte> image)
    {
        var (mass, columns, rows) = (0.0, 0.0, 0.0);
        for (var i = 0; i < box.Length; i++)
        {
            mass += box[i];
            columns += box[i] * (i % Box);
            rows += box[i] * (i / Box);
        }

        var (left, top) = (Offset(columns / mass), Offset(rows / mass));
        image.Clear();
        for (var i = 0; i < box.Length; i++)
            image[((top + (i / Box)) * ImageSet.Side) + left + (i % Box)] = (byte)((255 * box[i]) + 0.5);
    }

    private static int Offset(double centreOfMass) =>
        Math.Clamp((int)Math.Round(ImageSet.CentreOfMass - centreOfMass), 0, ImageSet.Side - Box);
}
