namespace Mnist.Engine.Data.Synthetic;

/// <summary>A point of the plane; y runs down.</summary>
internal readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public static Point operator *(double factor, Point a) => new(factor * a.X, factor * a.Y);
}

/// <summary>A straight piece of a stroke.</summary>
internal readonly record struct Segment(Point From, Point To);
