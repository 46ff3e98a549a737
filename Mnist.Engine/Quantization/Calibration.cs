namespace Mnist.Engine.Quantization;

/// <summary>What a network of 8 bits has its scales from.</summary>
/// <param name="Images">Training images that were shown: the first of the set.</param>
/// <param name="Ranges">The smallest and the largest number of the image and of each node's value, 0 among them.</param>
public sealed record Calibration(int Images, ValueList<(float Low, float High)> Ranges)
{
    /// <summary>What a trained network computes for some images.</summary>
    /// <param name="folded">The network.</param>
    /// <param name="images">Grey levels of each.</param>
    public static Calibration Of(FoldedNetwork folded, IReadOnlyCollection<byte[]> images) => new(images.Count, folded.Ranges(images));
}
