namespace Mnist.Engine.Pictures;

/// <summary>Undoes the filters of PNG's rows.</summary>
/// <remarks>Portable Network Graphics, third edition (W3C 2025), chapter 9; sums wrap around at 256.</remarks>
internal static class PngFilter
{
    /// <summary>Restores a row in place.</summary>
    /// <param name="filter">The number before the row.</param>
    /// <param name="row">Filtered bytes, overwritten.</param>
    /// <param name="above">The row before it, restored; zeros before the first.</param>
    /// <param name="pixel">Bytes of a pixel, at least 1.</param>
    /// <returns>False where there is no such filter.</returns>
    public static bool Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        if (filter is < 0 or > 4)
            return false;
        if (filter == 0)
            return true;

        for (var i = 0; i < row.Length; i++)
        {
            var left = i < pixel ? 0 : row[i - pixel];
            var predicted = filter switch
            {
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                _ => Paeth(left, above[i], i < pixel ? 0 : above[i - pixel]),
            };
            row[i] = unchecked((byte)(row[i] + predicted));
        }

        return true;
    }

    /// <summary>The neighbour that is nearest to left + above - corner; in doubt left, then above.</summary>
    private static int Paeth(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
