using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd;

/// <summary>All values of a network, their gradients, their average and the optimiser's state, as flat vectors.</summary>
internal sealed unsafe class NetworkValues : IDisposable
{
    private readonly ValueList<ParameterTensor> tensors;
    private readonly (int First, int End)[] trainable;
    private readonly UpdateRule rule;
    private readonly WeightAverage? averaging;
    private readonly NativeBuffer<float> values;
    private readonly NativeBuffer<float> gradients;
    private readonly NativeBuffer<float>? average;

    /// <summary>Copies the weights and starts the optimiser at zero.</summary>
    /// <param name="training">Optimiser and average.</param>
    /// <param name="weights">What to start from.</param>
    public NetworkValues(TrainingPlan training, Weights weights)
    {
        tensors = weights.Tensors;
        trainable = [.. Enumerable.Range(0, tensors.Count).Where(t => tensors[t].Trainable)
            .Select(t => (weights.Offset(t), weights.Offset(t + 1)))];
        rule = UpdateRule.Of(training.Optimizer, weights.Values.Length);
        averaging = training.WeightAverage;
        values = new(weights.Values);
        gradients = new(weights.Values.Length);
        average = averaging is null ? null : new(weights.Values);
    }

    /// <summary>Number of values.</summary>
    public int Count => (int)values.Length;

    /// <summary>What training uses and changes.</summary>
    public float* Current => values.Pointer;

    /// <summary>What evaluation uses: the average where the plan asks for one.</summary>
    public float* Evaluated => (average ?? values).Pointer;

    /// <summary>Derivative of the loss by each trainable value.</summary>
    public float* Gradients => gradients.Pointer;

    /// <summary>Moves the trainable values of a range, and the average of all of its values.</summary>
    /// <param name="first">First place.</param>
    /// <param name="end">First place after the range.</param>
    /// <param name="settings">Learning rate and momentum.</param>
    /// <param name="step">Steps taken so far in the run.</param>
    public void Update(int first, int end, StepSettings settings, long step)
    {
        foreach (var tensor in trainable)
            rule.Apply(Current, Gradients, Math.Max(first, tensor.First), Math.Min(end, tensor.End), settings, step);
        if (averaging?.DecayAfter(step) is { } decay)
            Average(first, end, decay);
    }

    /// <summary>A copy of what evaluation uses.</summary>
    public Weights Read() => new(tensors, (average ?? values).Span.ToArray());

    /// <summary>A copy of every vector but the gradients, which each step computes anew.</summary>
    public ValueList<StateVector> Save() => Parts().Select(part => new StateVector(part.Name, part.Values.Span.ToArray())).ToValueList();

    /// <summary>Takes over what <see cref="Save"/> returned.</summary>
    /// <param name="state">Of the same plan.</param>
    public void Restore(ValueList<StateVector> state)
    {
        foreach (var (name, vector) in Parts())
            state.Single(part => part.Name == name).Values.CopyTo(vector.Span);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        rule.Dispose();
        values.Dispose();
        gradients.Dispose();
        average?.Dispose();
    }

    private IEnumerable<(string Name, NativeBuffer<float> Values)> Parts() =>
    [
        (StateVector.Current, values),
        .. average is null ? Enumerable.Empty<(string, NativeBuffer<float>)>() : [(StateVector.Average, average)],
        .. rule.State,
    ];

    private void Average(int first, int end, double decay)
    {
        var (kept, added) = ((float)decay, (float)(1 - decay));
        float* from = Current, to = average!.Pointer;
        var i = first;
        for (; i <= end - Vector512<float>.Count; i += Vector512<float>.Count)
            ((kept * Vector512.Load(to + i)) + (added * Vector512.Load(from + i))).Store(to + i);
        for (; i < end; i++)
            to[i] = (kept * to[i]) + (added * from[i]);
    }
}
