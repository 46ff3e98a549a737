using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Execution;

/// <summary>When a tensor's values are needed, in works counted from the start of a schedule.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="IsKept">Whether they outlive a barrier, so that each group needs memory of its own.</param>
/// <param name="Times">From the first to the last work; more than one span for values that are made again.</param>
internal sealed record Lifetime(BatchTensor Tensor, bool IsKept, IReadOnlyList<(int First, int Last)> Times)
{
    /// <summary>Whether two tensors are needed at the same time.</summary>
    /// <param name="other">The other one, in the same schedule.</param>
    public bool Overlaps(Lifetime other) => Times.Any(a => other.Times.Any(b => a.First <= b.Last && b.First <= a.Last));
}
