using FsCheck;
using FsCheck.Xunit;
using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Memory;

namespace Mnist.PropertyTests.Engine.Simd;

/// <summary>Cutting a batch loses nothing, doubles nothing, and gives every shard to one member.</summary>
public sealed class PartitionTests
{
    [Property]
    public bool Members_of_a_team_share_all_images(PositiveInt images, PositiveInt members)
    {
        var partition = new Partition(images.Get);
        var groups = Enumerable.Range(0, members.Get)
            .SelectMany(m => All(partition.ForTraining(new(m, members.Get)))).ToArray();
        return groups.Select(s => s.Index).SequenceEqual(Enumerable.Range(0, partition.Groups))
            && groups.Sum(s => s.Active) == images.Get
            && groups.All(s => s.Active is >= 1 and <= 16 && s.Slab == s.Index)
            && groups.Select(s => s.Shard).Distinct().SequenceEqual(Enumerable.Range(0, partition.Shards));
    }

    [Property]
    public bool No_shard_has_two_members(PositiveInt images, PositiveInt members)
    {
        var partition = new Partition(images.Get);
        return Enumerable.Range(0, members.Get)
            .SelectMany(m => All(partition.ForTraining(new(m, members.Get))).Select(s => (s.Shard, Member: m)).Distinct())
            .GroupBy(owner => owner.Shard).All(g => g.Count() == 1);
    }

    [Property]
    public bool Evaluation_needs_one_slab_a_member(PositiveInt images, PositiveInt members) =>
        Enumerable.Range(0, members.Get).SelectMany(m => All(new Partition(images.Get).ForEvaluation(new(m, members.Get)))
            .Select(s => (s.Index, Fits: s.Slab == m)))
            .Select((s, group) => s.Fits && s.Index == group).All(fits => fits);

    private static IEnumerable<ImageGroup> All(ImageGroups groups) =>
        Enumerable.Range(0, groups.Count).Select(index => groups[index]);
}
