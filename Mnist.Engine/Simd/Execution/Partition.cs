using Mnist.Engine.Simd.Memory;
using Mnist.Engine.Simd.Threads;

namespace Mnist.Engine.Simd.Execution;

/// <summary>How a batch is cut: into groups of sixteen images, and these into shards that add up their gradients apart.</summary>
/// <remarks>The cut depends on the batch only, never on the number of threads, and so do the bits of every sum.</remarks>
/// <param name="Images">Images in the batch, at least 0.</param>
internal readonly record struct Partition(int Images)
{
    // Each shard has gradients of its own; more shards would let more threads work and take more memory.
    public const int MaxShards = 16;

    /// <summary>Groups of sixteen images; the last may be partly filled.</summary>
    public int Groups => (Images + Lanes.Count - 1) / Lanes.Count;

    /// <summary>Shards of one or more groups.</summary>
    public int Shards => Math.Min(Groups, MaxShards);

    /// <summary>A member's groups in training: whole shards, and memory for each group.</summary>
    /// <param name="part">The member's.</param>
    public ImageGroups ForTraining(ThreadPart part)
    {
        var (first, end) = part.RangeOf(Shards);
        return new(this, FirstGroup(first), FirstGroup(end), part.Index, KeepsAll: true);
    }

    /// <summary>A member's groups in evaluation: one after the other in the same memory.</summary>
    /// <param name="part">The member's.</param>
    public ImageGroups ForEvaluation(ThreadPart part)
    {
        var (first, end) = part.RangeOf(Groups);
        return new(this, first, end, part.Index, KeepsAll: false);
    }

    /// <summary>One group.</summary>
    /// <param name="index">In [0, Groups).</param>
    /// <param name="slab">Where its values lie.</param>
    /// <param name="member">Who computes it.</param>
    public ImageGroup Group(int index, int slab, int member)
    {
        var shard = (((index + 1) * Shards) - 1) / Groups;
        return new(index, slab, member, shard, Math.Min(Lanes.Count, Images - (index * Lanes.Count)));
    }

    private int FirstGroup(int shard) => shard * Groups / Math.Max(Shards, 1);
}

/// <summary>One member's groups of a batch, side by side.</summary>
/// <param name="Partition">The batch.</param>
/// <param name="First">First group.</param>
/// <param name="End">First group after them.</param>
/// <param name="Member">Who computes them.</param>
/// <param name="KeepsAll">Whether each group has memory of its own; if not, they take turns in the member's.</param>
internal readonly record struct ImageGroups(Partition Partition, int First, int End, int Member, bool KeepsAll)
{
    /// <summary>Number of groups.</summary>
    public int Count => End - First;

    /// <summary>One of the groups.</summary>
    /// <param name="index">In [0, Count).</param>
    public ImageGroup this[int index] => Partition.Group(First + index, KeepsAll ? First + index : Member, Member);
}

/// <summary>The most there will be of everything that needs memory of its own.</summary>
/// <param name="Batch">The largest batch to train on.</param>
/// <param name="Members">Members of the team.</param>
internal readonly record struct Limits(Partition Batch, int Members)
{
    /// <summary>Groups in memory: all of a training batch, or one for each member in evaluation.</summary>
    public int Slabs => Math.Max(Batch.Groups, Members);
}
