namespace Mnist.Engine.Pictures;

/// <summary>How bright the paper is at each place of a picture, whatever is written on it.</summary>
/// <remarks>
/// The morphological opening (Serra 1982) of the picture made small: what is brighter than its surroundings over less than half of the
/// picture's longer side is no paper.
/// </remarks>
internal static class PaperLight
{
    /// <summary>Longer side of the small picture: averages over its pixels hold no noise.</summary>
    private const int CoarseSide = 64;

    /// <summary>The paper's level at every pixel.</summary>
    /// <param name="picture">Bright ink on darker paper.</param>
    public static double[] Of(GreyImage picture)
    {
        var (columns, rows) = Resampling.Within(picture.Width, picture.Height, CoarseSide);
        var coarse = Resampling.Shrink(picture.Levels, picture.Width, new(0, 0, picture.Width, picture.Height), columns, rows);
        var reach = Math.Max(columns, rows) / 4;
        var paper = Spread(Spread(coarse, columns, reach, Math.Min), columns, reach, Math.Max);

        var levels = new double[picture.Levels.Length];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = Between(paper, columns, rows, Place(i % picture.Width, picture.Width, columns), Place(
                i / picture.Width, picture.Height, rows));
        return levels;
    }

    /// <summary>The least or greatest value of the square around each pixel.</summary>
    private static double[] Spread(double[] levels, int width, int reach, Func<double, double, double> choose) =>
        Along(Along(levels, 1, width, reach, choose), width, levels.Length / width, reach, choose);

    private static double[] Along(double[] levels, int step, int length, int reach, Func<double, double, double> choose)
    {
        var result = new double[levels.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            var place = i / step % length;
            var chosen = levels[i];
            for (var other = Math.Max(0, place - reach); other <= Math.Min(length - 1, place + reach); other++)
                chosen = choose(chosen, levels[i + ((other - place) * step)]);
            result[i] = chosen;
        }

        return result;
    }

    /// <summary>Where a pixel's centre lies among those of fewer pixels, from the first to the last of them.</summary>
    private static double Place(int index, int count, int fewer) => Math.Clamp(((index + 0.5) * fewer / count) - 0.5, 0, fewer - 1);

    private static double Between(double[] levels, int columns, int rows, double x, double y)
    {
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, columns - 1), Math.Min(top + 1, rows - 1));
        var upper = Mix(levels[(top * columns) + left], levels[(top * columns) + right], x - left);
        var lower = Mix(levels[(bottom * columns) + left], levels[(bottom * columns) + right], x - left);
        return Mix(upper, lower, y - top);
    }

    private static double Mix(double first, double second, double share) => first + (share * (second - first));
}
