using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>The rows of a correlation cut into tiles: of two rows where both read all kernel rows, of one at edges.</summary>
internal sealed unsafe class RowTiles : IDisposable
{
    /// <summary>Rows that it does at a time.</summary>
    public const int Unit = 2;

    private readonly nint step;
    private readonly nint down;
    private readonly nint outputDown;
    private readonly NativeBuffer<int> bands;
    private readonly TileTable sixes;
    private readonly TileTable fours;
    private readonly TileTable pairedSixes;
    private readonly TileTable pairedFours;

    /// <summary>Builds the tables.</summary>
    /// <param name="rows">What to cut.</param>
    public RowTiles(CorrelationRows rows)
    {
        step = rows.Step;
        bands = new(rows.Bands);
        var units = rows.Runs.Chunk(Unit).Select(runs => (Runs: runs, Pair: rows.PairOf(runs))).ToArray();
        (down, outputDown) = units.Select(unit => unit.Pair).FirstOrDefault(pair => pair is not null)?.Down ?? default;
        sixes = Single(TileSizes.RowPositions);
        fours = Single(TileSizes.FewRowPositions);
        pairedSixes = Paired(TileSizes.RowPositions);
        pairedFours = Paired(TileSizes.FewRowPositions);

        TileTable Single(int size) => new(units.Select(unit => unit.Pair is null
            ? unit.Runs.SelectMany(run => Cut(run, size)).SelectMany(
                tile => (int[])[tile.Input, tile.Output, tile.FirstBand, Math.Max(tile.EndBand - tile.FirstBand, 0)])
            : []));

        TileTable Paired(int size) => new(units.Select(unit => unit.Pair is { } pair
            ? Cut(pair.First, size).SelectMany(tile => (int[])[tile.Input + rows.Bands[0], tile.Output])
            : []));
    }

    /// <summary>Runs one channel for sixteen images.</summary>
    /// <typeparam name="TReading">What is made of the input.</typeparam>
    /// <param name="reading">The same.</param>
    /// <param name="input">Origin of the input's channel.</param>
    /// <param name="output">Origin of the output's channel.</param>
    /// <param name="weights">(kernel rows, 3).</param>
    /// <param name="bias">Of the channel.</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    /// <param name="range">Which rows; begins and ends at multiples of <see cref="Unit"/>, or at the last row's end.</param>
    public void Run<TReading>(TReading reading, float* input, float* output, float* weights, float bias, float floor, Rows range)
        where TReading : struct, IReading
    {
        var (first, end) = (range.First / Unit, (range.End + Unit - 1) / Unit);
        int* tiles = pairedSixes.From(first), last = pairedSixes.From(end);
        if (tiles < last)
            PairTile.Six(reading, input, output, tiles, last, down, outputDown, step, weights, bias, floor);
        tiles = pairedFours.From(first);
        last = pairedFours.From(end);
        if (tiles < last)
            PairTile.Four(reading, input, output, tiles, last, down, outputDown, step, weights, bias, floor);
        tiles = sixes.From(first);
        last = sixes.From(end);
        if (tiles < last)
            RowTile.Six(reading, input, output, tiles, last, bands.Pointer, step, weights, bias, floor);
        tiles = fours.From(first);
        last = fours.From(end);
        if (tiles < last)
            RowTile.Four(reading, input, output, tiles, last, bands.Pointer, step, weights, bias, floor);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bands.Dispose();
        sixes.Dispose();
        fours.Dispose();
        pairedSixes.Dispose();
        pairedFours.Dispose();
    }

    // The last tile ends with the run: where it begins before the end of the one before it, it stores the same values again.
    private IEnumerable<CorrelationPosition> Cut(CorrelationRun run, int of)
    {
        var position = 0;
        foreach (var size in Sizes(run.Length))
        {
            var from = (int)(Math.Min(position, run.Length - size) * step);
            if (size == of)
                yield return run.First with { Input = run.First.Input + from, Output = run.First.Output + from };
            position += size;
        }
    }

    // Sixes and fours make up every even length of at least four; an odd one takes one more, and five has no room for a six.
    private static IEnumerable<int> Sizes(int length)
    {
        var even = length == 5 ? 8 : length + (length % 2);
        var small = (TileSizes.RowPositions - (even % TileSizes.RowPositions)) % TileSizes.RowPositions / 2;
        var large = (even - (small * TileSizes.FewRowPositions)) / TileSizes.RowPositions;
        return Enumerable.Repeat(TileSizes.RowPositions, large).Concat(Enumerable.Repeat(TileSizes.FewRowPositions, small));
    }
}
