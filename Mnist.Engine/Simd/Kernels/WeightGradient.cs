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
    private const int FewestPositions = 16;
    private const int MostCarried = 32_768;

    // Few enough for all tiles to find what they share in the nearest caches.
    private const int NearPositions = 72;

    /// <summary>Values of the sums of one tile.</summary>
    public const int TileCarry = 24 * Lanes.Count;

    private readonly CorrelationLayout layout;
    private readonly int gradientChannel;
    private readonly WeightTiles tiles;
    private readonly RowWeights? rows;
    private readonly NativeBuffer<int> positions;
    private readonly NativeBuffer<float> sums;
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
        tiles = new(layout, gradientChannel, rows is null ? layout.Positions.Length : 0, areNear: nearRows < layout.Rows);
        positions = new([.. layout.Positions.Zip(gradientPositions).SelectMany(p => (int[])[p.First.Input, p.Second])]);
        sums = new((long)tiles.Size * shards);
        groupCarry = isInBands ? tiles.GroupCarry : 0;
        carrySize = isInBands ? layout.Groups * groupCarry * Lanes.Count : TileCarry;
        carries = new((long)members * carrySize);
    }

    /// <summary>Whether it can normalise what it reads.</summary>
    public bool ReadsThrough => rows is not null;

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
    /// <param name="through">A normalisation to be done on the input; only where it <see cref="ReadsThrough"/>.</param>
    public void Add(float* input, float* gradient, ImageGroup group, Rows range, ReadThrough? through = null)
    {
        for (var first = range.First; first < range.End; first += nearRows)
            AddRows(input, gradient, group, new(first, Math.Min(first + nearRows, range.End)), through);
    }

    /// <summary>Adds up a part of the sums of all shards, in order; into the first shard.</summary>
    /// <param name="part">Which part.</param>
    /// <param name="shards">Shards of this batch.</param>
    public void Total(ThreadPart part, int shards)
    {
        var (first, end) = part.RangeOf(tiles.Size / LaneSums.AtOnce);
        for (var place = sums.Pointer + (first * LaneSums.AtOnce); place < sums.Pointer + (end * LaneSums.AtOnce); place += LaneSums.AtOnce)
        {
            var total = Vector512<double>.Zero;
            for (var shard = 0; shard < shards; shard++)
                total += Widen(place + ((long)shard * tiles.Size));
            Vector512.Narrow(total, total).GetLower().Store(place);
        }
    }

    /// <summary>Puts what <see cref="Total"/> added up into the order of the weights.</summary>
    /// <param name="gradient">Gradient of the layer's weights.</param>
    /// <param name="first">First weight of the part.</param>
    /// <param name="end">First weight after it.</param>
    public void Write(float* gradient, int first, int end) => tiles.Write(sums.Pointer, gradient, first, end);

    /// <inheritdoc/>
    public void Dispose()
    {
        rows?.Dispose();
        tiles.Dispose();
        positions.Dispose();
        sums.Dispose();
        carries.Dispose();
    }

    private static Vector512<double> Widen(float* eight) =>
        Vector512.Create(Vector256.WidenLower(Vector256.Load(eight)), Vector256.WidenUpper(Vector256.Load(eight)));

    private void AddRows(float* input, float* gradient, ImageGroup group, Rows range, ReadThrough? through)
    {
        var sum = sums.Pointer + ((long)group.Shard * tiles.Size);
        var carry = new Carry(
            carries.Pointer + ((long)group.Member * carrySize), isFirst: range.First == 0, isLast: range.End == layout.Rows);
        for (var channels = 0; channels < layout.Groups; channels++)
        {
            if (rows is null)
                AddGroup(input, gradient, sum, carry, range);
            else if (through is { } normalization)
                rows.Add(normalization.Of(channels), input, gradient, sum, carry, range);
            else
                rows.Add(default(AsStored), input, gradient, sum, carry, range);
            input += layout.Group.Input;
            gradient += layout.Outputs * gradientChannel;
            sum += tiles.GroupSize;
            carry = carry.After(groupCarry);
        }
    }

    private void AddGroup(float* input, float* gradient, float* sum, Carry carry, Rows range)
    {
        var at = positions.Pointer + (2 * range.First * layout.Columns);
        foreach (ref readonly var tile in tiles.All)
        {
            tiles.Add(tile, input, gradient, at, range.Count * layout.Columns, sum, carry);
            sum += tile.SumsSize;
            carry = carry.After(groupCarry == 0 ? 0 : tile.Channels * tile.Taps);
        }
    }
}
