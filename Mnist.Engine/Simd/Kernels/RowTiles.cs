using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>The rows of a correlation cut into tiles.</summary>
internal sealed unsafe class RowTiles : IDisposable
{
    private readonly nint step;
    private readonly NativeBuffer<int> bands;
    private readonly NativeBuffer<int> sixes;
    private readonly NativeBuffer<int> fours;
    private readonly int sixesSize;
    private readonly int foursSize;

    /// <summary>Builds the tables.</summary>
    /// <param name="rows">What to cut.</param>
    public RowTiles(CorrelationRows rows)
    {
        step = rows.Step;
        bands = new(rows.Bands);
        var tiles = rows.Runs.SelectMany(run => Cut(run, rows.Step)).ToLookup(tile => tile.Size, tile => tile.Values);
        sixes = new([.. tiles[TileSizes.RowPositions].SelectMany(values => values)]);
        fours = new([.. tiles[TileSizes.FewRowPositions].SelectMany(values => values)]);
        (sixesSize, foursSize) = ((int)sixes.Length / rows.Runs.Length, (int)fours.Length / rows.Runs.Length);
    }

    /// <summary>Runs one channel for sixteen images.</summary>
    /// <param name="input">Origin of the input's channel.</param>
    /// <param name="output">Origin of the output's channel.</param>
    /// <param name="weights">(kernel rows, 3).</param>
    /// <param name="bias">Of the channel.</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    /// <param name="range">Which rows.</param>
    public void Run(float* input, float* output, float* weights, float bias, float floor, Rows range)
    {
        var (first, end) = (range.First * sixesSize, range.End * sixesSize);
        RowTile.Six(input, output, sixes.Pointer + first, sixes.Pointer + end, bands.Pointer, step, weights, bias, floor);
        (first, end) = (range.First * foursSize, range.End * foursSize);
        RowTile.Four(input, output, fours.Pointer + first, fours.Pointer + end, bands.Pointer, step, weights, bias, floor);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bands.Dispose();
        sixes.Dispose();
        fours.Dispose();
    }

    // The last tile ends with the run: where it begins before the end of the one before it, it stores the same values again.
    private static IEnumerable<(int Size, int[] Values)> Cut(CorrelationRun run, int step)
    {
        var (first, length) = run;
        var position = 0;
        foreach (var size in Sizes(length))
        {
            var from = Math.Min(position, length - size) * step;
            yield return (size, [first.Input + from, first.Output + from, first.FirstBand, Math.Max(first.EndBand - first.FirstBand, 0)]);
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
