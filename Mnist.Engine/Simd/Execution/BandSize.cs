namespace Mnist.Engine.Simd.Execution;

/// <summary>How large the bands are in which images go through a stage; no bit depends on it.</summary>
/// <param name="MostAtOnce">Bytes that all tensors of a stage may take for sixteen images to go through it without bands.</param>
/// <param name="Bytes">Bytes of a band of all tensors, else.</param>
internal readonly record struct BandSize(long MostAtOnce, long Bytes)
{
    /// <summary>What trains.</summary>
    /// <remarks>
    /// Bands of a second-level cache, and only where a stage takes twice of one. Smaller ones were slower on AMD EPYC (Zen 5), whose
    /// third level hands a vector over in 0.6 ns where the second takes 0.35: each pass of a band is a call, 60 ns, and starts the
    /// prefetcher anew.
    /// </remarks>
    public static BandSize Usual => new(MostAtOnce: 2 * 1024 * 1024, Bytes: 1024 * 1024);

    /// <summary>Number of bands.</summary>
    /// <param name="bytes">Of all tensors of a stage.</param>
    /// <param name="most">Rows of its longest pass.</param>
    public int Bands(long bytes, int most) => bytes <= MostAtOnce ? 1 : (int)Math.Min((bytes + Bytes - 1) / Bytes, most);
}
