using Mnist.Engine.Simd.Memory;
using Mnist.Engine.Simd.Threads;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>Gradient of the weights of a wide layer: each weight for all images at once, not all weights for each image.</summary>
/// <remarks>
/// Where a layer has more weights than values, sums for each shard of a batch take more memory than the values of the batch do, and to add
/// to them takes longer than to make them. So values are kept until every group has gone backward, and the members of the team divide the
/// weights among themselves. Sums are single precision, one for each lane, over a few groups, and over the lanes and those few groups after
/// each other: the order depends on the batch only.
/// </remarks>
internal sealed unsafe class BatchWeightGradient : IDisposable
{
    // Positions of so many groups that the values of six taps stay in the first-level cache.
    private const int MostPositions = 100;
    private const int MostGroups = 8;

    private readonly CorrelationLayout layout;
    private readonly BatchTensor input;
    private readonly BatchTensor gradient;
    private readonly int[] gradientPositions;
    private readonly WeightTiles tiles;
    private readonly int groupsAtOnce;
    private readonly NativeBuffer<int> positions;
    private readonly NativeBuffer<float> sums;
    private readonly NativeBuffer<float> carries;

    /// <summary>Builds the tables.</summary>
    /// <param name="layout">Of the correlation forward.</param>
    /// <param name="input">Its input; all groups of a batch are kept.</param>
    /// <param name="gradientPositions">Each position's place in the gradient of the output.</param>
    /// <param name="gradient">The gradient of the output, zero in lanes that hold no image; all groups of a batch are kept.</param>
    /// <param name="members">Members of the team.</param>
    public BatchWeightGradient(CorrelationLayout layout, BatchTensor input, int[] gradientPositions, BatchTensor gradient, int members)
    {
        (this.layout, this.input, this.gradient, this.gradientPositions) = (layout, input, gradient, gradientPositions);
        groupsAtOnce = Math.Clamp(MostPositions / layout.Positions.Length, 1, MostGroups);
        tiles = new(layout, gradient.ChannelStride, groupsAtOnce * layout.Positions.Length, areNear: false);
        positions = new(2L * groupsAtOnce * layout.Positions.Length);
        sums = new(tiles.Size);
        carries = new((long)members * WeightGradient.TileCarry);
    }

    /// <summary>Groups whose sums each lane adds up by itself, as far as places of 32 bits reach. Once values have their memory.</summary>
    public int Together => (int)Math.Clamp(int.MaxValue / Math.Max(1, Math.Max(input.SlabStride, gradient.SlabStride)), 1, groupsAtOnce);

    /// <summary>Whether to keep a batch takes less memory than sums for each of its shards.</summary>
    /// <param name="weights">Weights of the layer.</param>
    /// <param name="values">Values of its input and of the gradient of its output for sixteen images, with their halos.</param>
    /// <param name="groups">Groups of sixteen images in a batch.</param>
    /// <param name="shards">Parts of a batch that would have sums of their own.</param>
    public static bool Pays(double weights, double values, double groups, double shards) => values * groups <= weights * (shards - 1);

    /// <summary>Settles where all values lie, before a pass.</summary>
    /// <param name="part">One of the members does it.</param>
    public void Begin(ThreadPart part)
    {
        if (part.Index > 0)
            return;
        var to = positions.Pointer;
        for (var group = 0; group < Together; group++)
        {
            for (var p = 0; p < gradientPositions.Length; p++, to += 2)
            {
                to[0] = (int)(group * input.SlabStride) + layout.Positions[p].Input;
                to[1] = (int)(group * gradient.SlabStride) + gradientPositions[p];
            }
        }
    }

    /// <summary>Makes a part of the sums, once every group has gone backward.</summary>
    /// <param name="part">Which part.</param>
    /// <param name="groups">Groups in the batch.</param>
    public void Add(ThreadPart part, int groups)
    {
        var (first, end) = part.RangeOf(layout.Groups * tiles.All.Length);
        for (var group = 0; group < groups; group += Together)
        {
            var (some, origin) = (Math.Min(Together, groups - group), new ImageGroup(group, group, part.Index, Shard: 0, Lanes.Count));
            for (var i = first; i < end; i++)
            {
                var (channels, tile) = (i / tiles.All.Length, tiles.All[i % tiles.All.Length]);
                var sum = sums.Pointer + ((long)channels * tiles.GroupSize) + tile.Sums;
                if (group == 0)
                    new Span<float>(sum, tile.SumsSize).Clear();
                tiles.Add(
                    tile,
                    input.Origin(origin) + ((long)channels * layout.Group.Input),
                    gradient.Origin(origin) + ((long)channels * layout.Outputs * gradient.ChannelStride),
                    positions.Pointer,
                    some * gradientPositions.Length,
                    sum,
                    new(carries.Pointer + (part.Index * WeightGradient.TileCarry), isFirst: true, isLast: true));
            }
        }
    }

    /// <summary>Puts the sums into the order of the weights.</summary>
    /// <param name="target">Gradient of the layer's weights.</param>
    /// <param name="first">First weight of the part.</param>
    /// <param name="end">First weight after it.</param>
    public void Write(float* target, int first, int end) => tiles.Write(sums.Pointer, target, first, end);

    /// <inheritdoc/>
    public void Dispose()
    {
        tiles.Dispose();
        positions.Dispose();
        sums.Dispose();
        carries.Dispose();
    }
}
