namespace Mnist.Engine.Simd.Memory;

/// <summary>One group of sixteen images on its way through the network.</summary>
/// <param name="Group">Which group of the batch.</param>
/// <param name="Slab">Where values lie that are kept until the whole batch has been seen.</param>
/// <param name="Member">Who computes it, and where values lie that are needed no longer than that.</param>
/// <param name="Shard">Where its gradients are added up.</param>
/// <param name="Active">Images in the group, in [1, 16]; the lanes after them hold no image.</param>
internal readonly record struct Slot(int Group, int Slab, int Member, int Shard, int Active)
{
    /// <summary>Place of the first image in the batch.</summary>
    public int FirstImage => Group * Lanes.Count;
}
