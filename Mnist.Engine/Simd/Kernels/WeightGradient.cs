namespace Mnist.Engine.Simd;

/// <summary>Gradient of the weights of a correlation: sums over images and positions, kept apart for each shard of the batch.</summary>
/// <remarks>
/// Which images make a shard depends on the batch only, and shards are added in order: the number of threads changes no bit. Within
/// a shard the sums are single precision, one for each lane and group of sixteen; over shards they are double precision.
/// </remarks>
internal sealed unsafe class WeightGradient : IDisposable
{
    private const int Taps = WeightGradientTile.Taps;

    private readonly CorrelationLayout layout;
    private readonly int gradientChannel;
    private readonly NativeBuffer<int> taps;
    private readonly NativeBuffer<int> positions;
    private readonly NativeBuffer<int> places;
    private readonly NativeBuffer<float> sums;
    private readonly (int First, int Size, int Sums)[] blocks;
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
        taps = new([.. Enumerable.Range(0, TileCount * Taps).Select(t => layout.Taps[Math.Min(t, layout.Taps.Length - 1)].Offset)]);
        positions = new([.. layout.Positions.Zip(gradientPositions, (position, gradient) => (int[])[position.Input, gradient]).SelectMany(p => p)]);
        blocks = Blocks(out groupSize);
        places = new(Places());
        shardSize = layout.Groups * groupSize;
        sums = new((long)shardSize * shards);
    }

    private int TileCount => (layout.Taps.Length + Taps - 1) / Taps;

    /// <summary>Forgets a part of what the shards have added up.</summary>
    /// <param name="share">Which part.</param>
    public void Clear(Share share)
    {
        var (first, end) = share.Of(checked((int)sums.Length));
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
            AddGroup(input, gradient, sum);
            input += layout.Group.Input;
            gradient += layout.Outputs * gradientChannel;
            sum += groupSize;
        }
    }

    /// <summary>Adds up the shards of some weights, in order.</summary>
    /// <param name="gradient">Gradient of the layer's weights.</param>
    /// <param name="first">First weight of the share.</param>
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
        taps.Dispose();
        positions.Dispose();
        places.Dispose();
        sums.Dispose();
    }

    private void AddGroup(float* input, float* gradient, float* sum)
    {
        var count = layout.Positions.Length;
        foreach (var block in blocks)
        {
            var row = gradient + ((long)block.First * gradientChannel);
            for (var t = 0; t < TileCount; t++, sum += WeightGradientTile.Size(block.Size))
            {
                var tile = taps.Pointer + (t * Taps);
                switch (block.Size)
                {
                    case 4:
                        WeightGradientTile.Four(input, tile, row, gradientChannel, positions.Pointer, count, sum);
                        break;
                    case 2:
                        WeightGradientTile.Two(input, tile, row, gradientChannel, positions.Pointer, count, sum);
                        break;
                    default:
                        WeightGradientTile.One(input, tile, row, positions.Pointer, count, sum);
                        break;
                }
            }
        }
    }

    // Channels of each block and where its sums begin; then the size of all of them.
    private (int First, int Size, int Sums)[] Blocks(out int end)
    {
        var result = new List<(int, int, int)>();
        end = 0;
        foreach (var (first, size) in ChannelBlocks.Of(layout.Outputs))
        {
            result.Add((first, size, end));
            end += TileCount * WeightGradientTile.Size(size);
        }

        return [.. result];
    }

    // Where the tiles leave the sum of each weight.
    private int[] Places()
    {
        var result = new int[layout.Groups * layout.Outputs * layout.Taps.Length];
        foreach (var block in blocks)
        {
            for (var i = 0; i < layout.Groups * block.Size * layout.Taps.Length; i++)
            {
                var (rest, t) = Math.DivRem(i, layout.Taps.Length);
                var (group, row) = Math.DivRem(rest, block.Size);
                var weight = (group * layout.Group.Weights) + ((block.First + row) * layout.OutputWeights) + layout.Taps[t].Weight;
                var tile = block.Sums + (t / Taps * WeightGradientTile.Size(block.Size));
                result[weight] = (group * groupSize) + tile + (row * Taps) + (t % Taps);
            }
        }

        return result;
    }
}
