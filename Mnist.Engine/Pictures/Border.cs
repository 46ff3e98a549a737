namespace Mnist.Engine.Pictures;

/// <summary>The outermost pixels of a picture.</summary>
internal static class Border
{
    /// <summary>All of them, each once.</summary>
    /// <typeparam name="T">Of a pixel.</typeparam>
    /// <param name="levels">Row by row.</param>
    /// <param name="width">Columns.</param>
    public static IEnumerable<T> Of<T>(T[] levels, int width)
    {
        var height = levels.Length / width;
        for (var y = 0; y < height; y++)
        {
            var step = y == 0 || y == height - 1 ? 1 : Math.Max(1, width - 1);
            for (var x = 0; x < width; x += step)
                yield return levels[(y * width) + x];
        }
    }
}
