using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Execution;

/// <summary>Memory of all tensors of a network; those that are never needed at the same time lie in the same place.</summary>
/// <remarks>
/// What matters is not the memory saved but the cache: a value that overwrites a dead one finds its place already there, and the dead
/// one never travels to main memory. Largest first, each at the lowest place that is free (Pisarchyk and Lee 2020, greedy by size).
/// </remarks>
internal sealed unsafe class TensorMemory : IDisposable
{
    private readonly NativeBuffer<float> kept;
    private readonly NativeBuffer<float> scratch;

    /// <summary>Allocates memory and gives each tensor its place.</summary>
    /// <param name="training">Uses nearly every tensor.</param>
    /// <param name="evaluation">Uses some of them, in an order of its own, and those that training does without.</param>
    /// <param name="limits">Groups and members.</param>
    public TensorMemory(Schedule training, Schedule evaluation, Limits limits)
    {
        var (inTraining, inEvaluation) = (training.Lifetimes.ToDictionary(l => l.Tensor), evaluation.Lifetimes.ToDictionary(l => l.Tensor));
        Tenant[] tenants =
        [
            .. inTraining.Keys.Union(inEvaluation.Keys)
                .Select(t => new Tenant(t, inTraining.GetValueOrDefault(t), inEvaluation.GetValueOrDefault(t))),
        ];
        kept = Allocate([.. tenants.Where(t => t.IsKept)], limits.Slabs, isKept: true);
        scratch = Allocate([.. tenants.Where(t => !t.IsKept)], limits.Members, isKept: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        kept.Dispose();
        scratch.Dispose();
    }

    private static NativeBuffer<float> Allocate(Tenant[] tenants, int slabs, bool isKept)
    {
        var places = new List<Place>();
        foreach (var tenant in tenants.OrderByDescending(t => t.Size))
            places.Add(new(tenant, LowestFree(tenant, places)));
        var slab = places.Select(p => p.End).DefaultIfEmpty(0).Max();
        var memory = new NativeBuffer<float>(slabs * slab);
        foreach (var place in places)
            place.Tenant.Tensor.Place(memory.Pointer + place.First, slab, isKept);
        return memory;
    }

    private static long LowestFree(Tenant tenant, List<Place> places)
    {
        var first = 0L;
        foreach (var place in places.Where(p => p.Tenant.Collides(tenant)).OrderBy(p => p.First))
        {
            if (first + tenant.Size <= place.First)
                break;
            first = Math.Max(first, place.End);
        }

        return first;
    }

    private sealed record Tenant(BatchTensor Tensor, Lifetime? Training, Lifetime? Evaluation)
    {
        public bool IsKept => Training is { IsKept: true };

        public long Size => Tensor.SlabSize;

        public bool Collides(Tenant other) =>
            !Tensor.MayShareMemory
            || !other.Tensor.MayShareMemory
            || AreAtOnce(Training, other.Training)
            || AreAtOnce(Evaluation, other.Evaluation);

        private static bool AreAtOnce(Lifetime? one, Lifetime? other) => one is not null && other is not null && one.Overlaps(other);
    }

    private readonly record struct Place(Tenant Tenant, long First)
    {
        public long End => First + Tenant.Size;
    }
}
