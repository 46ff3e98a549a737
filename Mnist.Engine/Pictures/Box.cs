namespace Mnist.Engine.Pictures;

/// <summary>A rectangle of pixels.</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
internal readonly record struct Box(int Left, int Top, int Width, int Height)
{
    /// <summary>From the first column and row to the last, both within it.</summary>
    public static Box Of(int left, int top, int right, int bottom) => new(left, top, right - left + 1, bottom - top + 1);

    /// <summary>The smallest box around two.</summary>
    public static Box Around(Box a, Box b) => Of(
        Math.Min(a.Left, b.Left),
        Math.Min(a.Top, b.Top),
        Math.Max(a.Left + a.Width, b.Left + b.Width) - 1,
        Math.Max(a.Top + a.Height, b.Top + b.Height) - 1);

    /// <summary>Columns between two boxes; 0 where they touch or overlap.</summary>
    public int Across(Box other) => Gap(Left, Width, other.Left, other.Width);

    /// <summary>Rows between two boxes; 0 where they touch or overlap.</summary>
    public int Down(Box other) => Gap(Top, Height, other.Top, other.Height);

    private static int Gap(int first, int length, int other, int otherLength) =>
        Math.Max(0, Math.Max(other - first - length, first - other - otherLength));
}
