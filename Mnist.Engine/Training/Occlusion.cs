using Mnist.Engine.Data;

namespace Mnist.Engine.Training;

/// <summary>Where a network looks: what an output loses when a patch of the image is covered.</summary>
/// <remarks>Zeiler and Fergus 2014, section 4.2.</remarks>
public static class Occlusion
{
    private const int Patch = 5, Step = 2;

    /// <summary>The map of one image.</summary>
    /// <param name="network">Of the plan.</param>
    /// <param name="plan">Tells how grey levels become inputs.</param>
    /// <param name="image">(28, 28), row-major, 0 black to 255 white; patches are covered with black, as the ground of MNIST is.</param>
    /// <param name="output">Which output, from 0.</param>
    /// <returns>
    /// (28, 28): for each pixel the mean fall of the output's log-odds over the patches that cover it, 0 where that is no fall, scaled so
    /// that the largest is 255; all 0 where no patch makes it fall or the network gives NaN.
    /// </returns>
    public static byte[] Of(INetwork network, CheckedPlan plan, ReadOnlySpan<byte> image, int output)
    {
        var places = Places();
        var pixels = new byte[(places.Count + 1) * ImageSet.ImageSize];
        for (var i = 0; i <= places.Count; i++)
        {
            var copy = pixels.AsSpan(i * ImageSet.ImageSize, ImageSet.ImageSize);
            image.CopyTo(copy);
            if (i < places.Count)
                Cover(copy, places[i]);
        }

        var predictions = Predictions.Of(network, new ImageSet(pixels, new byte[places.Count + 1]), plan);
        var whole = -LogOdds(predictions, places.Count, output);
        var (sums, counts) = (new double[ImageSet.ImageSize], new int[ImageSet.ImageSize]);
        for (var i = 0; i < places.Count; i++)
        {
            foreach (var pixel in Pixels(places[i]))
            {
                sums[pixel] -= LogOdds(predictions, i, output) + whole;
                counts[pixel]++;
            }
        }

        var falls = sums.Zip(counts, (sum, count) => count > 0 && sum > 0 ? sum / count : 0).ToArray();
        var most = falls.Max();
        return [.. falls.Select(fall => most > 0 ? (byte)Math.Round(255 * fall / most) : (byte)0)];
    }

    /// <summary>log(p / (1 - p)) of an output's probability p, without leaving the logits: neither end overflows.</summary>
    private static double LogOdds(Predictions predictions, int image, int output)
    {
        var logits = predictions.Logits(image);
        var (most, sum) = (double.NegativeInfinity, 0.0);
        for (var i = 0; i < logits.Length; i++)
            most = i == output ? most : Math.Max(most, logits[i]);
        for (var i = 0; i < logits.Length; i++)
            sum += i == output ? 0 : Math.Exp(logits[i] - most);
        return logits[output] - most - Math.Log(sum);
    }

    private static List<(int Row, int Column)> Places() =>
    [
        .. from row in Enumerable.Range(0, ((ImageSet.Side - Patch) / Step) + 1)
           from column in Enumerable.Range(0, ((ImageSet.Side - Patch) / Step) + 1)
           select (row * Step, column * Step),
    ];

    private static IEnumerable<int> Pixels((int Row, int Column) place) =>
        from row in Enumerable.Range(place.Row, Patch)
        from column in Enumerable.Range(place.Column, Patch)
        select (row * ImageSet.Side) + column;

    private static void Cover(Span<byte> image, (int Row, int Column) place)
    {
        foreach (var pixel in Pixels(place))
            image[pixel] = 0;
    }
}
