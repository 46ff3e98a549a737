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
        places = new(Places());
        shardSize = layout.Groups * GroupSize;
        sums = new((long)shardSize * shards);
    }

    private int TileCount => (layout.Taps.Length + Taps - 1) / Taps;

    private int FourSize => TileCount * WeightGradientTile.FourSize;

    private int OneSize => TileCount * WeightGradientTile.OneSize;

    private int Fours => layout.Outputs / 4;

    private int GroupSize => (Fours * FourSize) + (layout.Outputs % 4 * OneSize);

    /// <summary>Forgets a part of what the shards have added up.</summary>
    /// <param name="share">Which part.</param>
    public void Clear(Share share)
    {
        var (first, end) = share.Of((int)sums.Length);
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
            sum += GroupSize;
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
        for (var o = 0; o < layout.Outputs; o += o < Fours * 4 ? 4 : 1)
        {
            for (var t = 0; t < TileCount; t++)
            {
                var tile = taps.Pointer + (t * Taps);
                var row = gradient + ((long)o * gradientChannel);
                if (o < Fours * 4)
                {
                    WeightGradientTile.Four(input, tile, row, gradientChannel, positions.Pointer, count, sum);
                    sum += WeightGradientTile.FourSize;
                }
                else
                {
                    WeightGradientTile.One(input, tile, row, positions.Pointer, count, sum);
                    sum += WeightGradientTile.OneSize;
                }
            }
        }
    }

    // Where the tiles leave the sum of each weight.
    private int[] Places()
    {
        var result = new int[layout.Groups * layout.Outputs * layout.Taps.Length];
        for (var group = 0; group < layout.Groups; group++)
        {
            for (var o = 0; o < layout.Outputs; o++)
            {
                for (var t = 0; t < layout.Taps.Length; t++)
                {
                    var weight = (group * layout.Group.Weights) + (o * layout.OutputWeights) + layout.Taps[t].Weight;
                    result[weight] = (group * GroupSize) + Place(o, t / Taps) + (t % Taps);
                }
            }
        }

        return result;
    }

    private int Place(int output, int tile) => output < Fours * 4
        ? (output / 4 * FourSize) + (tile * WeightGradientTile.FourSize) + (output % 4 * Taps)
        : (Fours * FourSize) + ((output % 4) * OneSize) + (tile * WeightGradientTile.OneSize);
}
