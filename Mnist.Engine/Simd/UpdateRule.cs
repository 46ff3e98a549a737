using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd;

/// <summary>An optimiser's formula for a run of parameters, in single precision as PyTorch does it.</summary>
internal abstract unsafe class UpdateRule : IDisposable
{
    /// <summary>The rule of a plan's optimiser.</summary>
    /// <param name="optimizer">The plan's.</param>
    /// <param name="values">Number of the network's values.</param>
    public static UpdateRule Of(Optimizer optimizer, int values) => optimizer.Match<UpdateRule>(new(
        Sgd: o => new SgdRule(o, values),
        Adam: o => new AdamRule(new(o.Beta2, o.Epsilon, o.WeightDecay, IsDecoupled: false), values),
        AdamW: o => new AdamRule(new(o.Beta2, o.Epsilon, o.WeightDecay, IsDecoupled: true), values)));

    /// <summary>What it remembers from step to step, a value for each of the network's.</summary>
    public abstract IReadOnlyList<(string Name, NativeBuffer<float> Values)> State { get; }

    /// <summary>Moves some parameters.</summary>
    /// <param name="weights">All values of the network.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="first">First place.</param>
    /// <param name="end">First place after it.</param>
    /// <param name="settings">Learning rate and momentum.</param>
    /// <param name="step">Steps taken so far in the run.</param>
    public abstract void Apply(float* weights, float* gradients, int first, int end, StepSettings settings, long step);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>v = momentum v + (g + decay w); w -= rate v, or rate (g + decay w + momentum v) with Nesterov's look ahead.</summary>
/// <param name="optimizer">The plan's.</param>
/// <param name="values">Number of the network's values.</param>
internal sealed unsafe class SgdRule(Optimizer.Sgd optimizer, int values) : UpdateRule
{
    private readonly NativeBuffer<float> velocities = new(values);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, NativeBuffer<float> Values)> State => [(StateVector.Velocity, velocities)];

    /// <inheritdoc/>
    public override void Apply(float* weights, float* gradients, int first, int end, StepSettings settings, long step)
    {
        var (rate, momentum, decay) = ((float)settings.LearningRate, (float)settings.Momentum, (float)optimizer.WeightDecay);
        var kept = velocities.Pointer;
        var (isNesterov, i) = (optimizer.Nesterov, first);
        for (; i <= end - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var weight = Vector512.Load(weights + i);
            var gradient = Vector512.Load(gradients + i) + (decay * weight);
            var velocity = (momentum * Vector512.Load(kept + i)) + gradient;
            velocity.Store(kept + i);
            (weight - (rate * (isNesterov ? gradient + (momentum * velocity) : velocity))).Store(weights + i);
        }

        for (; i < end; i++)
        {
            var gradient = gradients[i] + (decay * weights[i]);
            var velocity = (momentum * kept[i]) + gradient;
            kept[i] = velocity;
            weights[i] -= rate * (isNesterov ? gradient + (momentum * velocity) : velocity);
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => velocities.Dispose();
}

/// <summary>The constants of Adam and AdamW; beta1 is a step's momentum.</summary>
internal readonly record struct AdamConstants(double Beta2, double Epsilon, double WeightDecay, bool IsDecoupled);

/// <summary>
/// m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; w -= rate / (1 - beta1^t) m / (sqrt(v / (1 - beta2^t)) + epsilon).
/// </summary>
/// <param name="constants">The plan's.</param>
/// <param name="values">Number of the network's values.</param>
internal sealed unsafe class AdamRule(AdamConstants constants, int values) : UpdateRule
{
    private readonly NativeBuffer<float> means = new(values);
    private readonly NativeBuffer<float> squares = new(values);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, NativeBuffer<float> Values)> State =>
        [(StateVector.Mean, means), (StateVector.Square, squares)];

    /// <inheritdoc/>
    public override void Apply(float* weights, float* gradients, int first, int end, StepSettings settings, long step)
    {
        var (beta1, beta2, epsilon) = ((float)settings.Momentum, (float)constants.Beta2, (float)constants.Epsilon);
        var (new1, new2) = ((float)(1 - settings.Momentum), (float)(1 - constants.Beta2));
        var rate = (float)(settings.LearningRate / (1 - Math.Pow(settings.Momentum, step + 1)));
        var root = (float)Math.Sqrt(1 - Math.Pow(constants.Beta2, step + 1));
        var decay = constants.IsDecoupled ? 0 : (float)constants.WeightDecay;
        var kept = constants.IsDecoupled ? (float)(1 - (settings.LearningRate * constants.WeightDecay)) : 1;
        for (var i = first; i < end; i++)
        {
            var gradient = gradients[i] + (decay * weights[i]);
            var mean = (beta1 * means.Pointer[i]) + (new1 * gradient);
            var square = (beta2 * squares.Pointer[i]) + (new2 * gradient * gradient);
            (means.Pointer[i], squares.Pointer[i]) = (mean, square);
            weights[i] = (kept * weights[i]) - (rate * mean / ((MathF.Sqrt(square) / root) + epsilon));
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        means.Dispose();
        squares.Dispose();
    }
}
