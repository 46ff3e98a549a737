using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Execution;

/// <summary>Work on one group of images that goes row by row, so that it can take turns with the passes before and after it.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Rows">How many rows it has; they are done from the first to the last.</param>
/// <param name="Work">Does some of them. Must touch no other group.</param>
/// <param name="Uses">Every tensor that it reads or writes.</param>
internal sealed record Pass(StepPart Part, int Rows, Action<ImageGroup, Rows> Work, params Use[] Uses)
{
    /// <summary>It stops at multiples of so many rows only, and at its end.</summary>
    public int Unit { get; init; } = 1;

    /// <summary>Work that makes or changes each row of a tensor out of the same row of others.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="work">Does some rows. Must touch no other group.</param>
    /// <param name="target">What it writes.</param>
    /// <param name="sources">What else it reads.</param>
    public static Pass ByRows(WorkKind kind, Action<ImageGroup, Rows> work, BatchTensor target, params BatchTensor[] sources) =>
        new(new(kind), target.Shape.Height, work, [Use.Write(target), .. sources.Select(Use.Read)]);

    /// <summary>Work that is done at once.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="work">Must touch no other group.</param>
    /// <param name="uses">Every tensor that it reads or writes, all of it.</param>
    public static Pass Whole(WorkKind kind, Action<ImageGroup> work, params Use[] uses) =>
        new(new(kind), 1, (group, _) => work(group), uses);
}
