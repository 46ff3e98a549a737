using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Measuring;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Layers;

/// <summary>The place where two branches start from one value: backward, their gradients add up.</summary>
/// <param name="trunk">What comes in.</param>
/// <param name="left">The trunk's activation for one branch.</param>
/// <param name="right">The trunk's activation for the other.</param>
internal sealed class Fork(Value trunk, Value left, Value right) : Operation
{
    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode)
    {
    }

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (trunk.NeedsGradient)
            schedule.Each(Pass.ByRows(
                WorkKind.Elementwise,
                (group, rows) => Elementwise.Add(left.Gradient, right.Gradient, trunk.Gradient, group, rows),
                trunk.Gradient,
                left.Gradient,
                right.Gradient));
    }
}

/// <summary>The place where two branches end in their sum: backward, both receive its gradient.</summary>
/// <param name="left">End of one branch.</param>
/// <param name="right">End of the other.</param>
/// <param name="sum">What goes out.</param>
internal sealed class Join(Value left, Value right, Value sum) : Operation
{
    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode) => schedule.Each(Pass.ByRows(
        WorkKind.Elementwise,
        (group, rows) => Elementwise.Add(left.Activation, right.Activation, sum.Activation, group, rows),
        sum.Activation,
        left.Activation,
        right.Activation));

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        foreach (var branch in (Value[])[left, right])
        {
            if (branch.NeedsGradient)
                schedule.Each(Copies.Of(sum.Gradient, branch.Gradient));
        }
    }
}

/// <summary>A copy that may be changed in place, of a value that has another consumer.</summary>
/// <param name="shared">What comes in.</param>
/// <param name="own">What goes out.</param>
internal sealed class Clone(Value shared, Value own) : Operation
{
    /// <inheritdoc/>
    public override void Forward(Schedule schedule, Mode mode) =>
        schedule.Make(own.Activation, Copies.Of(shared.Activation, own.Activation));

    /// <inheritdoc/>
    public override void Backward(Schedule schedule)
    {
        if (shared.NeedsGradient)
            schedule.Each(Copies.Of(own.Gradient, shared.Gradient));
    }
}

/// <summary>Copies as passes.</summary>
file static class Copies
{
    public static Pass Of(BatchTensor source, BatchTensor target) => Pass.ByRows(
        WorkKind.Elementwise, (group, rows) => Elementwise.Copy(source, target, group, rows), target, source);
}
