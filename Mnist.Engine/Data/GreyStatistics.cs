namespace Mnist.Engine.Data;

/// <summary>Grey levels of a set of images, in [0, 1].</summary>
/// <param name="Mean">Over all pixels of all images.</param>
/// <param name="StandardDeviation">The same.</param>
public sealed record GreyStatistics(double Mean, double StandardDeviation)
{
    /// <summary>Digits behind the point of a normalisation: with these MNIST's is 0.1307 and 0.3081, as everybody writes it.</summary>
    private const int Digits = 4;

    /// <summary>The statistics of a set.</summary>
    /// <param name="images">At least one.</param>
    public static GreyStatistics Of(ImageSet images)
    {
        // Sums of whole numbers are exact: a million images x 784 pixels x 255 squared stays below 2^53.
        long sum = 0, squares = 0;
        foreach (var level in images.Pixels)
        {
            sum += level;
            squares += level * level;
        }

        var mean = (double)sum / images.Pixels.Length;
        var variance = ((double)squares / images.Pixels.Length) - (mean * mean);
        return new(mean / byte.MaxValue, Math.Sqrt(Math.Max(0, variance)) / byte.MaxValue);
    }

    /// <summary>The normalisation to mean 0 and deviation 1, to four digits; images all alike are divided by the least deviation.</summary>
    public Normalization ToNormalization() =>
        new(Math.Round(Mean, Digits), Math.Max(Math.Pow(10, -Digits), Math.Round(StandardDeviation, Digits)));
}
