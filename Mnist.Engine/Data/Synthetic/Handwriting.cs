using System.Runtime.InteropServices;

namespace Mnist.Engine.Data.Synthetic;

/// <summary>How one hand bends, slants and turns what it writes, and how thick its pen is.</summary>
/// <remarks>The spreads were set by eye, from sheets of real digits beside drawn ones, and by the mean ink of the ten classes.</remarks>
internal sealed record Handwriting
{
    // Unsteadiness of the places a stroke passes through, in parts of the digit's height; its ends stray further.
    private const double Unsteadiness = 0.036;
    private const double UnsteadinessOfEnds = 0.065;
    private const double UnsteadinessOfStrokes = 0.015;

    private readonly double slant;
    private readonly double aspect;
    private readonly (double Sin, double Cos) turn;
    private readonly (double XX, double XY, double YY) bendX;
    private readonly (double XX, double XY, double YY) bendY;

    /// <summary>Draws a hand.</summary>
    public Handwriting(ref RandomCursor random)
    {
        slant = 0.13 + (0.24 * random.Bell());
        turn = Trigonometry.SinCos(5 * random.Bell());
        aspect = Math.Max(0.5, 1.02 + (0.25 * random.Bell()));
        bendX = (0.16 * random.Bell(), 0.16 * random.Bell(), 0.16 * random.Bell());
        bendY = (0.16 * random.Bell(), 0.16 * random.Bell(), 0.16 * random.Bell());
        PenWidth = 1.2 + (1.3 * (random.Unit() + random.Unit())) + (2.2 * random.Unit() * random.Unit() * random.Unit());
        EdgeWidth = random.Uniform(0.9, 1.5);
    }

    /// <summary>Width of the pen in pixels.</summary>
    public double PenWidth { get; }

    /// <summary>Over how many pixels the ink fades out at its edge.</summary>
    public double EdgeWidth { get; }

    /// <summary>Writes a glyph: the curve of its strokes, unsteady and distorted, about one unit high around (0, 0).</summary>
    /// <param name="glyph">What to write.</param>
    /// <param name="random">Unsteadiness.</param>
    /// <param name="curve">Receives the segments.</param>
    public void Write(Glyph glyph, ref RandomCursor random, List<Segment> curve)
    {
        foreach (var stroke in glyph.Strokes)
        {
            var places = new Point[stroke.Length];
            var drift = Stray(UnsteadinessOfStrokes, ref random);
            for (var i = 0; i < places.Length; i++)
            {
                var isEnd = i == 0 || i == places.Length - 1;
                var place = new Point((stroke[i].X - 33) / 100, (stroke[i].Y - 50) / 100);
                places[i] = place + drift + Stray(isEnd ? UnsteadinessOfEnds : Unsteadiness, ref random);
            }

            PenStroke.Trace(places, Array.ConvertAll(stroke, place => place.IsCorner), curve);
        }

        foreach (ref var segment in CollectionsMarshal.AsSpan(curve))
            segment = new Segment(Distort(segment.From), Distort(segment.To));
    }

    private static Point Stray(double spread, ref RandomCursor random) => new(spread * random.Bell(), spread * random.Bell());

    private Point Distort(Point p)
    {
        var x = p.X + (bendX.XX * p.X * p.X) + (bendX.XY * p.X * p.Y) + (bendX.YY * p.Y * p.Y);
        var y = p.Y + (bendY.XX * p.X * p.X) + (bendY.XY * p.X * p.Y) + (bendY.YY * p.Y * p.Y);
        x = (aspect * x) - (slant * y);
        return new Point((turn.Cos * x) - (turn.Sin * y), (turn.Sin * x) + (turn.Cos * y));
    }
}
