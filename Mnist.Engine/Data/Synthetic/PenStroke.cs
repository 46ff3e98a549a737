namespace Mnist.Engine.Data.Synthetic;

/// <summary>Turns the places of a stroke into a curve of short segments.</summary>
internal static class PenStroke
{
    private const int SegmentsPerSpan = 6;

    /// <summary>
    /// Adds the curve through the places: cubic Hermite spans with the tangents of Catmull and Rom (1974); a span that starts or ends a
    /// stroke, or meets a corner, is free at that end.
    /// </summary>
    /// <param name="places">Where the pen goes, at least two.</param>
    /// <param name="isCorner">For each place, whether the pen turns sharply there.</param>
    /// <param name="curve">Receives the segments.</param>
    public static void Trace(ReadOnlySpan<Point> places, ReadOnlySpan<bool> isCorner, List<Segment> curve)
    {
        for (var i = 0; i + 1 < places.Length; i++)
        {
            var (from, to) = (places[i], places[i + 1]);
            var chord = to - from;
            var (startsFree, endsFree) = (i == 0 || isCorner[i], i + 2 == places.Length || isCorner[i + 1]);
            var leave = startsFree ? chord : 0.5 * (to - places[i - 1]);
            var arrive = endsFree ? chord : 0.5 * (places[i + 2] - from);

            // A free end has no curvature: its tangent follows from the other one.
            if (startsFree && !endsFree)
                leave = (1.5 * chord) - (0.5 * arrive);
            if (endsFree && !startsFree)
                arrive = (1.5 * chord) - (0.5 * leave);

            var last = from;
            for (var step = 1; step <= SegmentsPerSpan; step++)
            {
                var next = Hermite(from, leave, to, arrive, step / (double)SegmentsPerSpan);
                curve.Add(new Segment(last, next));
                last = next;
            }
        }
    }

    private static Point Hermite(Point from, Point leave, Point to, Point arrive, double t)
    {
        var (square, cube) = (t * t, t * t * t);
        return (((2 * cube) - (3 * square) + 1) * from) + ((cube - (2 * square) + t) * leave)
            + (((3 * square) - (2 * cube)) * to) + ((cube - square) * arrive);
    }
}
