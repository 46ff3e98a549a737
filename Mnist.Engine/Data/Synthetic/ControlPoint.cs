namespace Mnist.Engine.Data.Synthetic;

/// <summary>A place that a pen stroke passes through.</summary>
/// <param name="X">Per cent of the digit's height, from left to right.</param>
/// <param name="Y">Per cent of the digit's height, from the top down.</param>
/// <param name="IsCorner">Whether the pen turns sharply there; else it rounds the place.</param>
internal readonly record struct ControlPoint(double X, double Y, bool IsCorner)
{
    /// <summary>A place the pen rounds.</summary>
    public static ControlPoint On(double x, double y) => new(x, y, IsCorner: false);

    /// <summary>A place where the pen turns sharply.</summary>
    public static ControlPoint Turn(double x, double y) => new(x, y, IsCorner: true);
}
