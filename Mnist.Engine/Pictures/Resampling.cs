namespace Mnist.Engine.Pictures;

/// <summary>Scales part of a grey picture by averages over areas.</summary>
internal static class Resampling
{
    /// <summary>Each pixel of the result is the mean of the area of the source that it covers, parts of pixels counted as parts.</summary>
    /// <param name="levels">The source, row by row.</param>
    /// <param name="stride">Columns of the source.</param>
    /// <param name="box">The part of it that is scaled.</param>
    /// <param name="columns">Of the result, at least 1.</param>
    /// <param name="rows">Of the result, at least 1.</param>
    /// <returns>(rows, columns), on the scale of the source.</returns>
    public static double[] Shrink(ReadOnlySpan<byte> levels, int stride, Box box, int columns, int rows)
    {
        var narrow = new double[box.Height * columns];
        for (var y = 0; y < box.Height; y++)
        {
            var row = levels.Slice(((box.Top + y) * stride) + box.Left, box.Width);
            for (var x = 0; x < columns; x++)
            {
                var sum = 0.0;
                foreach (var (at, weight) in Cover(x, columns, box.Width))
                    sum += weight * row[at];
                narrow[(y * columns) + x] = sum;
            }
        }

        var result = new double[rows * columns];
        for (var y = 0; y < rows; y++)
        {
            foreach (var (at, weight) in Cover(y, rows, box.Height))
            {
                for (var x = 0; x < columns; x++)
                    result[(y * columns) + x] += weight * narrow[(at * columns) + x];
            }
        }

        return result;
    }

    /// <summary>The size of a picture that is made as large as a square, its aspect ratio kept.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="side">Of the square, at least 1: the longer side of the result.</param>
    public static (int Columns, int Rows) Fitted(int width, int height, int side)
    {
        var longer = Math.Max(width, height);
        return (Scaled(width), Scaled(height));

        int Scaled(int length) => Math.Max(1, (int)Math.Round((double)length * side / longer));
    }

    /// <summary>The same for a picture that is larger; a smaller one stays as it is.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="side">Of the square, at least 1.</param>
    public static (int Columns, int Rows) Within(int width, int height, int side) =>
        Math.Max(width, height) <= side ? (width, height) : Fitted(width, height, side);

    /// <summary>The source pixels under one pixel of the result, with the fraction of it that each covers: together 1.</summary>
    private static IEnumerable<(int At, double Weight)> Cover(int index, int count, int length)
    {
        // In units of 1 / count of a source pixel all edges are whole numbers.
        var (first, end) = ((long)index * length, (long)(index + 1) * length);
        for (var at = (int)(first / count); (long)at * count < end; at++)
            yield return (at, (double)(Math.Min(end, (at + 1L) * count) - Math.Max(first, (long)at * count)) / length);
    }
}
