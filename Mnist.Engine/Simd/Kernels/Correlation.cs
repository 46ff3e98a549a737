using Mnist.Engine.Simd.Memory;
using Mnist.Engine.Simd.Threads;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>output[c, p] = max(floor, bias[c] + sum over taps t of weights[c, t] * input[p + t]) for sixteen images at a time.</summary>
/// <remarks>
/// Every convolution forward, every gradient of an input and every linear layer is this one loop with other tables. Kernel size,
/// stride, dilation and ragged edges are in the tables only; padding is the halo of the input tensor. Kernel rows that see nothing but
/// halo are left out, which in small images is a fifth of the way back. Single channels three taps wide go by rows, see
/// <see cref="CorrelationRows"/>. A few tiles take all channels before the next few do: their inputs come from the nearest cache then, if
/// the weights have room there beside them, and from the second-level cache if not.
/// </remarks>
internal sealed unsafe class Correlation : IDisposable
{
    private const int Positions = TileSizes.Positions;

    // Bytes of weights, and of inputs beside them, that stay in a first-level cache of 32 kB or more with the outputs that come by.
    private const int Nearest = 16 * 1024;

    // Bytes of inputs that stay in the second-level cache for the weights of all channels.
    private const int Near = 1024 * 1024;

    private const int TileSize = (2 * Positions) + 2;

    private readonly CorrelationLayout layout;
    private readonly NativeBuffer<int> taps;
    private readonly NativeBuffer<int> tiles;
    private readonly NativeBuffer<int> packing;
    private readonly NativeBuffer<float> packed;
    private readonly RowTiles? rows;
    private readonly PointTiles? points;
    private readonly int unit;
    private readonly int unitTiles;
    private readonly int nearTiles;

    /// <summary>Builds the tables.</summary>
    /// <param name="layout">At least one position; taps may be none, and then the output is the bias.</param>
    public Correlation(CorrelationLayout layout)
    {
        this.layout = layout;
        taps = new([.. layout.Taps.Select(t => t.Offset)]);
        unit = Math.Min(layout.Rows, Enumerable.Range(1, Positions).First(rows => rows * layout.Columns % Positions == 0));
        unitTiles = ((unit * layout.Columns) + Positions - 1) / Positions;
        nearTiles = NearTiles();
        tiles = new([.. layout.Positions.Chunk(unit * layout.Columns).SelectMany(Tiles).SelectMany(Tile)]);
        points = PointTiles.Of(layout);
        packing = new([.. Enumerable.Range(0, layout.Groups).SelectMany(PackingOf)]);
        packed = new(packing.Length);
        rows = CorrelationRows.Of(layout) is { } found ? new(found) : null;
    }

    /// <summary>All rows of positions.</summary>
    public Rows All => new(0, layout.Rows);

    /// <summary>Rows that it does at a time: as few as tiles fit into without a rest.</summary>
    public int Unit => rows is null ? unit : RowTiles.Unit;

    /// <summary>Whether it can normalise what it reads.</summary>
    public bool ReadsThrough => rows is not null;

    /// <summary>Copies a part of the weights into the order in which the tiles read them.</summary>
    /// <param name="weights">All weights of the layer.</param>
    /// <param name="part">Which part.</param>
    public void Pack(float* weights, ThreadPart part)
    {
        float* to = packed.Pointer;
        int* from = packing.Pointer;
        for (var (i, end) = part.RangeOf((int)packed.Length); i < end; i++)
            to[i] = weights[from[i]];
    }

    /// <summary>Runs it for sixteen images.</summary>
    /// <param name="input">Origin of the input tensor.</param>
    /// <param name="output">Origin of the output tensor.</param>
    /// <param name="bias">One for each output channel.</param>
    /// <param name="floor">0 for ReLU, negative infinity for none.</param>
    /// <param name="range">Which rows of positions; begins and ends at multiples of <see cref="Unit"/>, or at the last row's end.</param>
    /// <param name="through">A normalisation to be done on the input; only where it <see cref="ReadsThrough"/>.</param>
    public void Run(float* input, float* output, float* bias, float floor, Rows range, ReadThrough? through = null)
    {
        if (rows is not null)
        {
            if (through is { } normalization)
                RunThrough(normalization, input, output, bias, floor, range);
            else
                RunRows(input, output, bias, floor, range);
            return;
        }

        var weights = packed.Pointer;
        for (var group = 0; group < layout.Groups; group++)
        {
            points?.Run(input, output, weights, bias, floor, range);
            int* tile = FirstTile(range.First), end = FirstTile(range.End);
            for (var left = (int)(end - tile) / TileSize; left > 0; left -= nearTiles, tile += nearTiles * TileSize)
                RunTiles(input, output, weights, bias, floor, tile, tile + (Math.Min(left, nearTiles) * TileSize));
            input += layout.Group.Input;
            output += layout.Group.Output;
            weights += layout.Outputs * layout.Taps.Length;
            bias += layout.Outputs;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        taps.Dispose();
        tiles.Dispose();
        packing.Dispose();
        packed.Dispose();
        rows?.Dispose();
        points?.Dispose();
    }

    private int* FirstTile(int row) =>
        row == layout.Rows ? tiles.Pointer + tiles.Length : tiles.Pointer + ((long)row / unit * unitTiles * TileSize);

    private void RunRows(float* input, float* output, float* bias, float floor, Rows range)
    {
        for (var channel = 0; channel < layout.Groups; channel++)
            rows!.Run(
                default(AsStored), Input(input, channel), Output(output, channel), Weights(channel), bias[channel], floor, range);
    }

    // Rows outside, channels inside: so it takes what comes from far in the order in which it lies there.
    private void RunThrough(ReadThrough through, float* input, float* output, float* bias, float floor, Rows range)
    {
        for (var row = range.First; row < range.End; row += RowTiles.Unit)
        {
            var some = new Rows(row, Math.Min(row + RowTiles.Unit, range.End));
            for (var channel = 0; channel < layout.Groups; channel++)
                rows!.Run(
                    through.Of(channel), Input(input, channel), Output(output, channel), Weights(channel), bias[channel], floor, some);
        }
    }

    private float* Input(float* origin, int group) => origin + (group * layout.Group.Input);

    private float* Output(float* origin, int group) => origin + (group * layout.Group.Output);

    private float* Weights(int group) => packed.Pointer + (group * layout.Outputs * layout.Taps.Length);

    // Channels outside, positions inside: a block's weights stay in the first-level cache for all positions.
    private void RunTiles(float* input, float* output, float* weights, float* bias, float floor, int* firstTile, int* end)
    {
        var channel = layout.OutputChannel;
        for (var o = points?.Channels ?? 0; o < layout.Outputs;)
        {
            var size = ChannelBlocks.Size(layout.Outputs - o);
            float* block = weights + ((long)o * layout.Taps.Length), to = output + ((long)o * channel), blockBias = bias + o;
            for (var tile = firstTile; tile < end; tile += TileSize)
            {
                var (first, count) = (tile[2 * Positions], tile[(2 * Positions) + 1]);
                int* tileTaps = taps.Pointer + first;
                var tileWeights = block + ((long)first * size);
                switch (size)
                {
                    case 4:
                        CorrelationTile.Four(input, tile, tileTaps, count, tileWeights, to, channel, blockBias, floor);
                        break;
                    case 2:
                        CorrelationTile.Two(input, tile, tileTaps, count, tileWeights, to, channel, blockBias, floor);
                        break;
                    default:
                        CorrelationTile.One(input, tile, tileTaps, count, tileWeights, to, blockBias, floor);
                        break;
                }
            }

            o += size;
        }
    }

    private int NearTiles()
    {
        var weights = (double)layout.Outputs * layout.Taps.Length * sizeof(float);
        if (weights > Nearest)
            return Math.Max(1, NearRows() / unit) * unitTiles;
        var inputs = layout.Positions.Take(Positions).SelectMany(p => layout.Taps.Select(tap => p.Input + tap.Offset)).Distinct().Count();
        return Math.Max(1, Nearest / (Math.Max(1, inputs) * Lanes.Count * sizeof(float)));
    }

    // Rows of positions whose inputs are near; each next one reads about one more row.
    private int NearRows() =>
        (Near / Math.Max(1, layout.Group.Input * sizeof(float))) - (layout.Taps.Length / Math.Max(1, layout.BandSize)) + 1;

    // The last tile of a unit repeats its last position, and so stores the same values again.
    private static IEnumerable<CorrelationPosition[]> Tiles(CorrelationPosition[] positions) => positions
        .Chunk(Positions).Select(some => (CorrelationPosition[])[.. some, .. Enumerable.Repeat(some[^1], Positions - some.Length)]);

    // Places in the input, places in the output, first tap, number of taps.
    private int[] Tile(CorrelationPosition[] positions)
    {
        var (first, end) = (positions.Min(p => p.FirstBand), positions.Max(p => p.EndBand));
        return
        [
            .. positions.Select(p => p.Input),
            .. positions.Select(p => p.Output),
            first * layout.BandSize,
            Math.Max(end - first, 0) * layout.BandSize,
        ];
    }

    private IEnumerable<int> PackingOf(int channelGroup) =>
        from block in Blocks()
        from tap in layout.Taps
        from o in Enumerable.Range(block.First, block.Size)
        select (channelGroup * layout.Group.Weights) + (o * layout.OutputWeights) + tap.Weight;

    private IEnumerable<(int First, int Size)> Blocks()
    {
        var byPoints = points?.Channels ?? 0;
        return
        [
            .. Enumerable.Range(0, byPoints / TileSizes.PointChannels)
                .Select(block => (block * TileSizes.PointChannels, TileSizes.PointChannels)),
            .. ChannelBlocks.Of(layout.Outputs - byPoints).Select(block => (byPoints + block.First, block.Size)),
        ];
    }
}
