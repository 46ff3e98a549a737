using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;
using Mnist.Engine.Simd.Threads;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>Gradient of the weights of a correlation: sums over images and positions, kept apart for each shard of the batch.</summary>
/// <remarks>
/// Which images make a shard depends on the batch only, and shards are added in order: the number of threads changes no bit. Within
/// a shard the sums are single precision, one for each lane and group of sixteen; over shards they are double precision.
/// </remarks>
internal sealed unsafe class WeightGradient : IDisposable
{
    private readonly CorrelationLayout layout;
    private readonly int gradientChannel;
    private readonly Tile[] tiles;
    private readonly RowWeights? rows;
    private readonly NativeBuffer<int> taps;
    private readonly NativeBuffer<int> positions;
    private readonly NativeBuffer<int> places;
    private readonly NativeBuffer<float> sums;
    private readonly int groupSize;
    private readonly int shardSize;

    /// <summary>Builds the tables.</summary>
    /// <param name="layout">Of the correlation forward.</param>
    /// <param name="gradientPositions">Each position's place in the gradient of the output.</param>
    /// <param name="gradientChannel">Distance between its channels.</param>
    /// <param name="shards">Most shards of a batch.</param>
    public WeightGradient(CorrelationLayout layout, int[] gradientPositions, int gradientChannel, int shards)
    {
        this.layout = layout;
        this.gradientChannel = gradientChannel;
        if (CorrelationRows.Of(layout) is { Bands.Length: TileSizes.RowBands } found)
            rows = new(found, layout.Positions.Zip(gradientPositions).ToDictionary(p => p.First.Output, p => p.Second));
        tiles = rows is null ? [.. Tiles()] : [new(0, 1, 0, layout.Taps.Length, 0)];
        taps = new([.. tiles.SelectMany(TapsOf)]);
        positions = new([.. layout.Positions.Zip(gradientPositions).SelectMany(p => (int[])[p.First.Input, p.Second])]);
        groupSize = tiles.Sum(tile => tile.SumsSize);
        places = new(Places());
        shardSize = layout.Groups * groupSize;
        sums = new((long)shardSize * shards);
    }

    /// <summary>Forgets a part of what the shards have added up.</summary>
    /// <param name="part">Which part.</param>
    public void Clear(ThreadPart part)
    {
        var (first, end) = part.RangeOf(checked((int)sums.Length));
        new Span<float>(sums.Pointer + first, end - first).Clear();
    }

    /// <summary>Adds sixteen images to a shard.</summary>
    /// <param name="input">Origin of the input tensor.</param>
    /// <param name="gradient">Origin of the gradient of the output.</param>
    /// <param name="shard">Which shard.</param>
    public void Add(float* input, float* gradient, int shard)
    {
        var sum = sums.Pointer + ((long)shard * shardSize);
        for (var group = 0; group < layout.Groups; group++)
        {
            if (rows is null)
                AddGroup(input, gradient, sum);
            else
                rows.Add(input, gradient, sum);
            input += layout.Group.Input;
            gradient += layout.Outputs * gradientChannel;
            sum += groupSize;
        }
    }

    /// <summary>Adds up the shards of some weights, in order.</summary>
    /// <param name="gradient">Gradient of the layer's weights.</param>
    /// <param name="first">First weight of the part.</param>
    /// <param name="end">First weight after it.</param>
    /// <param name="shards">Shards of this batch.</param>
    public void Reduce(float* gradient, int first, int end, int shards)
    {
        for (var i = first; i < end; i++)
        {
            var place = sums.Pointer + places.Pointer[i];
            var sum = 0.0;
            for (var shard = 0; shard < shards; shard++)
                sum += place[(long)shard * shardSize];
            gradient[i] = (float)sum;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        rows?.Dispose();
        taps.Dispose();
        positions.Dispose();
        places.Dispose();
        sums.Dispose();
    }

    private void AddGroup(float* input, float* gradient, float* sum)
    {
        int* tileTaps = taps.Pointer, at = positions.Pointer;
        var count = layout.Positions.Length;
        foreach (var tile in tiles)
        {
            var row = gradient + ((long)tile.Channel * gradientChannel);
            switch (tile.Channels, tile.Taps)
            {
                case (4, TileSizes.Taps):
                    WeightGradientTile.Four(input, tileTaps, row, gradientChannel, at, count, sum);
                    break;
                case (4, _):
                    WeightGradientTile.FourByFour(input, tileTaps, row, gradientChannel, at, count, sum);
                    break;
                case (2, _):
                    WeightGradientTile.Two(input, tileTaps, row, gradientChannel, at, count, sum);
                    break;
                default:
                    WeightGradientTile.One(input, tileTaps, row, at, count, sum);
                    break;
            }

            tileTaps += tile.Taps;
            sum += tile.SumsSize;
        }
    }

    private IEnumerable<Tile> Tiles()
    {
        var end = 0;
        foreach (var (channel, channels) in ChannelBlocks.Of(layout.Outputs))
        {
            var tap = 0;
            foreach (var size in TapTiles(channels))
            {
                var tile = new Tile(channel, channels, tap, size, end);
                yield return tile;
                tap += size;
                end += tile.SumsSize;
            }
        }
    }

    // Sixes, and for four channels also fours, so that as few taps as possible are done for nothing.
    private IEnumerable<int> TapTiles(int channels)
    {
        const int Many = TileSizes.Taps, Few = TileSizes.FewTaps;
        var left = layout.Taps.Length;
        while (left > 0)
        {
            var canBeFew = channels == 4 && Vector512.IsHardwareAccelerated;
            var size = canBeFew && (left <= Few || left is 7 or 8) ? Few : Many;
            yield return size;
            left -= size;
        }
    }

    private IEnumerable<int> TapsOf(Tile tile) =>
        Enumerable.Range(tile.Tap, tile.Taps).Select(t => layout.Taps[Math.Min(t, layout.Taps.Length - 1)].Offset);

    // Where the tiles leave the sum of each weight.
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
                        result[weight] = (group * groupSize) + tile.Sums + (row * tile.Taps) + (t - tile.Tap);
                    }
                }
            }
        }

        return result;
    }

    /// <summary>Output channels x taps whose sums are made at once.</summary>
    /// <param name="Channel">First channel.</param>
    /// <param name="Channels">4, 2 or 1.</param>
    /// <param name="Tap">First tap; those beyond the last are the last again, and mean nothing.</param>
    /// <param name="Taps">How many.</param>
    /// <param name="Sums">Place of the first sum in those of a group of channels.</param>
    private readonly record struct Tile(int Channel, int Channels, int Tap, int Taps, int Sums)
    {
        // Sums are made by eights.
        public int SumsSize => ((Channels * Taps) + 7) / 8 * 8;
    }
}
