using System.Runtime.InteropServices;
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
    // Sums are made and added up by eights.
    private const int Eight = 8;

    private const int FewestPositions = 16;
    private const int MostCarried = 32_768;

    // Few enough for all tiles to find what they share in the nearest caches.
    private const int NearPositions = 72;

    private const int TileCarry = 24 * Lanes.Count;

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
    private readonly NativeBuffer<float> carries;
    private readonly int carrySize;
    private readonly int groupCarry;
    private readonly int nearRows;

    /// <summary>Builds the tables.</summary>
    /// <param name="layout">Of the correlation forward.</param>
    /// <param name="gradientPositions">Each position's place in the gradient of the output.</param>
    /// <param name="gradientChannel">Distance between its channels.</param>
    /// <param name="shards">Most shards of a batch.</param>
    /// <param name="members">Members of the team.</param>
    public WeightGradient(CorrelationLayout layout, int[] gradientPositions, int gradientChannel, int shards, int members)
    {
        this.layout = layout;
        this.gradientChannel = gradientChannel;
        if (CorrelationRows.Of(layout) is { Bands.Length: TileSizes.RowBands } found)
            rows = new(found, layout.Positions.Zip(gradientPositions).ToDictionary(p => p.First.Output, p => p.Second));
        var weights = layout.Groups * layout.Outputs * layout.Taps.Length;
        var isInBands = GoesInBands(layout.Positions.Length, (double)Lanes.Count * weights);
        Unit = isInBands ? (FewestPositions + layout.Columns - 1) / layout.Columns : layout.Rows;
        nearRows = isInBands && rows is null ? Math.Max(Unit, NearPositions / layout.Columns) : layout.Rows;
        tiles = rows is null ? [.. Tiles(nearRows < layout.Rows)] : [new(0, 1, 0, layout.Taps.Length, 0)];
        taps = new([.. tiles.SelectMany(TapsOf)]);
        positions = new([.. layout.Positions.Zip(gradientPositions).SelectMany(p => (int[])[p.First.Input, p.Second])]);
        groupSize = tiles.Sum(tile => tile.SumsSize);
        places = new(Places());
        shardSize = layout.Groups * groupSize;
        sums = new((long)shardSize * shards);
        var carried = (long)layout.Groups * tiles.Sum(tile => tile.Channels * tile.Taps) * Lanes.Count;
        (carrySize, groupCarry) = isInBands ? ((int)carried, (int)carried / Lanes.Count / layout.Groups) : (TileCarry, 0);
        carries = new((long)members * carrySize);
    }

    /// <summary>Rows that it does at a time, at least: to take up and lay down its sums should be little beside adding to them.</summary>
    public int Unit { get; }

    /// <summary>Whether such a gradient goes in bands: there is more than one, and what it carries on stays near.</summary>
    /// <param name="positions">Positions in the output.</param>
    /// <param name="carried">Values that it would carry from band to band.</param>
    public static bool GoesInBands(long positions, double carried) => positions >= 2 * FewestPositions && carried <= MostCarried;

    /// <summary>Forgets a part of what the shards have added up.</summary>
    /// <param name="part">Which part.</param>
    public void Clear(ThreadPart part)
    {
        var (first, end) = part.RangeOf(sums.Length);
        NativeMemory.Clear(sums.Pointer + first, (nuint)(end - first) * sizeof(float));
    }

    /// <summary>Adds sixteen images to a shard.</summary>
    /// <param name="input">Origin of the input tensor.</param>
    /// <param name="gradient">Origin of the gradient of the output.</param>
    /// <param name="group">Their shard, and who adds.</param>
    /// <param name="range">Which rows of positions, one band after the other from the first to the last.</param>
    public void Add(float* input, float* gradient, ImageGroup group, Rows range)
    {
        for (var first = range.First; first < range.End; first += nearRows)
            AddRows(input, gradient, group, new(first, Math.Min(first + nearRows, range.End)));
    }

    /// <summary>Adds up a part of the sums of all shards, in order; into the first shard.</summary>
    /// <param name="part">Which part.</param>
    /// <param name="shards">Shards of this batch.</param>
    public void Total(ThreadPart part, int shards)
    {
        var (first, end) = part.RangeOf(shardSize / Eight);
        for (var place = sums.Pointer + (first * Eight); place < sums.Pointer + (end * Eight); place += Eight)
        {
            var total = Vector512<double>.Zero;
            for (var shard = 0; shard < shards; shard++)
                total += Widen(place + ((long)shard * shardSize));
            Vector512.Narrow(total, total).GetLower().Store(place);
        }
    }

    /// <summary>Puts what <see cref="Total"/> added up into the order of the weights.</summary>
    /// <param name="gradient">Gradient of the layer's weights.</param>
    /// <param name="first">First weight of the part.</param>
    /// <param name="end">First weight after it.</param>
    public void Write(float* gradient, int first, int end)
    {
        float* from = sums.Pointer;
        int* at = places.Pointer;
        for (var i = first; i < end; i++)
            gradient[i] = from[at[i]];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        rows?.Dispose();
        taps.Dispose();
        positions.Dispose();
        places.Dispose();
        sums.Dispose();
        carries.Dispose();
    }

    private static Vector512<double> Widen(float* eight) =>
        Vector512.Create(Vector256.WidenLower(Vector256.Load(eight)), Vector256.WidenUpper(Vector256.Load(eight)));

    private void AddRows(float* input, float* gradient, ImageGroup group, Rows range)
    {
        var sum = sums.Pointer + ((long)group.Shard * shardSize);
        var carry = new Carry(
            carries.Pointer + ((long)group.Member * carrySize), isFirst: range.First == 0, isLast: range.End == layout.Rows);
        for (var channels = 0; channels < layout.Groups; channels++)
        {
            if (rows is null)
                AddGroup(input, gradient, sum, carry, range);
            else
                rows.Add(input, gradient, sum, carry, range);
            input += layout.Group.Input;
            gradient += layout.Outputs * gradientChannel;
            sum += groupSize;
            carry = carry.After(groupCarry);
        }
    }

    private void AddGroup(float* input, float* gradient, float* sum, Carry carry, Rows range)
    {
        int* tileTaps = taps.Pointer, at = positions.Pointer + (2 * range.First * layout.Columns);
        var count = range.Count * layout.Columns;
        foreach (var tile in tiles)
        {
            var row = gradient + ((long)tile.Channel * gradientChannel);
            switch (tile.Channels, tile.Taps)
            {
                case (4, TileSizes.Taps):
                    WeightGradientTile.Four(input, tileTaps, row, gradientChannel, at, count, sum, carry);
                    break;
                case (4, _):
                    WeightGradientTile.FourByFour(input, tileTaps, row, gradientChannel, at, count, sum, carry);
                    break;
                case (2, _):
                    WeightGradientTile.Two(input, tileTaps, row, gradientChannel, at, count, sum, carry);
                    break;
                default:
                    WeightGradientTile.One(input, tileTaps, row, at, count, sum, carry);
                    break;
            }

            tileTaps += tile.Taps;
            sum += tile.SumsSize;
            carry = carry.After(groupCarry == 0 ? 0 : tile.Channels * tile.Taps);
        }
    }

    // Where few rows are done at a time the values of all tiles are near. Else taps go outside and channels inside: the values of six taps
    // at all positions stay in the first-level cache while four rows of gradients at a time come by, and not six rows of values.
    private IEnumerable<Tile> Tiles(bool areNear)
    {
        var pairs = areNear
            ? from block in ChannelBlocks.Of(layout.Outputs) from tap in TapTiles(block.Size) select (block, tap)
            : from blocks in ChannelBlocks.Of(layout.Outputs).GroupBy(block => block.Size)
              from tap in TapTiles(blocks.Key)
              from block in blocks
              select (block, tap);
        var end = 0;
        foreach (var (block, tap) in pairs)
        {
            var tile = new Tile(block.First, block.Size, tap.First, tap.Size, end);
            yield return tile;
            end += tile.SumsSize;
        }
    }

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
        public int SumsSize => ((Channels * Taps) + Eight - 1) / Eight * Eight;
    }
}
