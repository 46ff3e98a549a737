using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>Output channels x taps whose sums are made at once.</summary>
/// <param name="Channel">First channel.</param>
/// <param name="Channels">4, 2 or 1.</param>
/// <param name="Tap">First tap; those beyond the last are the last again, and mean nothing.</param>
/// <param name="Taps">How many.</param>
/// <param name="TapsAt">Place of their distances among those of all tiles.</param>
/// <param name="Sums">Place of the first sum in those of a group of channels.</param>
internal readonly record struct WeightTile(int Channel, int Channels, int Tap, int Taps, int TapsAt, int Sums)
{
    /// <summary>Sums, with those that mean nothing.</summary>
    public int SumsSize => ((Channels * Taps) + LaneSums.AtOnce - 1) / LaneSums.AtOnce * LaneSums.AtOnce;
}

/// <summary>The sums of a gradient of weights cut into tiles, and where the tiles leave the sum of each weight.</summary>
internal sealed unsafe class WeightTiles : IDisposable
{
    // Bytes of gradients that stay in the second-level cache beside the values of some taps.
    private const int NearGradients = 512 * 1024;

    private readonly CorrelationLayout layout;
    private readonly int gradientChannel;
    private readonly WeightTile[] tiles;
    private readonly NativeBuffer<int> taps;
    private readonly NativeBuffer<int> places;

    /// <summary>Cuts.</summary>
    /// <param name="layout">Of the correlation forward.</param>
    /// <param name="gradientChannel">Distance between channels of the output's gradient.</param>
    /// <param name="positions">Positions that each tile goes through before the next tile does; 0 where one tile has all taps.</param>
    /// <param name="areNear">Whether that is so few that the values of all tiles are near.</param>
    public WeightTiles(CorrelationLayout layout, int gradientChannel, int positions, bool areNear)
    {
        (this.layout, this.gradientChannel) = (layout, gradientChannel);
        tiles = positions == 0 ? [new(0, 1, 0, layout.Taps.Length, 0, 0)] : [.. Cut(positions, areNear)];
        taps = new([.. tiles.SelectMany(TapsOf)]);
        GroupSize = tiles.Sum(tile => tile.SumsSize);
        places = new(Places());
    }

    /// <summary>The tiles of a group of channels.</summary>
    public ReadOnlySpan<WeightTile> All => tiles;

    /// <summary>Sums of a group of channels.</summary>
    public int GroupSize { get; }

    /// <summary>Sums of a group of channels that are in registers at some time, those that mean nothing included.</summary>
    public int GroupCarry => tiles.Sum(tile => tile.Channels * tile.Taps);

    /// <summary>Sums of all groups of channels, a multiple of eight.</summary>
    public int Size => layout.Groups * GroupSize;

    /// <summary>Adds what some positions have to the sums of a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="input">Origin of the input of its group of channels.</param>
    /// <param name="gradient">Origin of the gradient of the output of its group of channels.</param>
    /// <param name="positions">(P, 2): distance of a position from the input's origin and from the gradient's.</param>
    /// <param name="count">Number of positions.</param>
    /// <param name="sums">The tile's.</param>
    /// <param name="carry">Of as many sums.</param>
    public void Add(in WeightTile tile, float* input, float* gradient, int* positions, int count, float* sums, Carry carry)
    {
        float* row = gradient + ((long)tile.Channel * gradientChannel);
        int* from = taps.Pointer + tile.TapsAt;
        switch (tile.Channels, tile.Taps)
        {
            case (4, TileSizes.Taps):
                WeightGradientTile.Four(input, from, row, gradientChannel, positions, count, sums, carry);
                break;
            case (4, _):
                WeightGradientTile.FourByFour(input, from, row, gradientChannel, positions, count, sums, carry);
                break;
            case (2, _):
                WeightGradientTile.Two(input, from, row, gradientChannel, positions, count, sums, carry);
                break;
            default:
                WeightGradientTile.One(input, from, row, positions, count, sums, carry);
                break;
        }
    }

    /// <summary>Puts sums into the order of the weights.</summary>
    /// <param name="sums">Of all groups of channels.</param>
    /// <param name="gradient">Gradient of the layer's weights.</param>
    /// <param name="first">First weight of the part.</param>
    /// <param name="end">First weight after it.</param>
    public void Write(float* sums, float* gradient, int first, int end)
    {
        int* at = places.Pointer;
        for (var i = first; i < end; i++)
            gradient[i] = sums[at[i]];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        taps.Dispose();
        places.Dispose();
    }

    // Where few rows are done at a time the values of all tiles are near. Else taps go outside and channels inside: the values of six taps
    // at all positions stay in the first-level cache while four rows of gradients at a time come by, and not six rows of values. Of so
    // many channels at a time that their gradients stay in the second-level cache, for each six taps read all of them.
    private IEnumerable<WeightTile> Cut(int positions, bool areNear)
    {
        var pairs = areNear
            ? from block in ChannelBlocks.Of(layout.Outputs) from tap in TapTiles(block.Size) select (block, tap)
            : from near in ChannelBlocks.Of(layout.Outputs).Chunk(NearBlocks(positions))
              from blocks in near.GroupBy(block => block.Size)
              from tap in TapTiles(blocks.Key)
              from block in blocks
              select (block, tap);
        var (tapsEnd, end) = (0, 0);
        foreach (var (block, tap) in pairs)
        {
            var tile = new WeightTile(block.First, block.Size, tap.First, tap.Size, tapsEnd, end);
            yield return tile;
            tapsEnd += tile.Taps;
            end += tile.SumsSize;
        }
    }

    private static int NearBlocks(int positions) => Math.Max(1, NearGradients / (4 * positions * Lanes.Count * sizeof(float)));

    // Sixes, and for four channels also fours, so that as few taps as possible are done for nothing.
    private IEnumerable<(int First, int Size)> TapTiles(int channels)
    {
        const int Many = TileSizes.Taps, Few = TileSizes.FewTaps;
        for (var left = layout.Taps.Length; left > 0;)
        {
            var canBeFew = channels == 4 && Vector512.IsHardwareAccelerated;
            var size = canBeFew && (left <= Few || left is 7 or 8) ? Few : Many;
            yield return (layout.Taps.Length - left, size);
            left -= size;
        }
    }

    private IEnumerable<int> TapsOf(WeightTile tile) =>
        Enumerable.Range(tile.Tap, tile.Taps).Select(t => layout.Taps[Math.Min(t, layout.Taps.Length - 1)].Offset);

    private int[] Places()
    {
        var result = new int[layout.Groups * layout.Outputs * layout.Taps.Length];
        foreach (var tile in tiles)
        {
            for (var group = 0; group < layout.Groups; group++)
            {
                for (var row = 0; row < tile.Channels; row++)
                {
                    for (var t = tile.Tap; t < Math.Min(tile.Tap + tile.Taps, layout.Taps.Length); t++)
                    {
                        var weight = (group * layout.Group.Weights) + ((tile.Channel + row) * layout.OutputWeights) + layout.Taps[t].Weight;
                        result[weight] = (group * GroupSize) + tile.Sums + (row * tile.Taps) + (t - tile.Tap);
                    }
                }
            }
        }

        return result;
    }
}
