namespace Mnist.Engine.Simd.Memory;

/// <summary>Sixteen images, one in each lane of a vector, on their way through the network.</summary>
/// <param name="Index">Its place among the groups of the batch.</param>
/// <param name="Slab">Where values lie that are kept until the whole batch is done.</param>
/// <param name="Member">Which thread computes it, and where values lie that are needed only meanwhile.</param>
/// <param name="Shard">Where its gradients are added up.</param>
/// <param name="Active">Images in the group, in [1, 16]; the lanes after them hold no image.</param>
internal readonly record struct ImageGroup(int Index, int Slab, int Member, int Shard, int Active)
{
    /// <summary>Place of the first image in the batch.</summary>
    public int FirstImage => Index * Lanes.Count;
}
