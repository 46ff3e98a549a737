namespace Mnist.Engine.Simd.Kernels;

/// <summary>How output channels are cut into blocks: fours, then a two, then a one.</summary>
internal static class ChannelBlocks
{
    /// <summary>Size of the next block.</summary>
    /// <param name="left">Channels not yet in a block, at least 1.</param>
    public static int Size(int left) => left >= 4 ? 4 : left >= 2 ? 2 : 1;

    /// <summary>All blocks.</summary>
    /// <param name="channels">At least 1.</param>
    public static IEnumerable<(int First, int Size)> Of(int channels)
    {
        for (var first = 0; first < channels; first += Size(channels - first))
            yield return (first, Size(channels - first));
    }
}
