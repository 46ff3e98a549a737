using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace Mnist.Engine.Torch;

/// <summary>torch's optimiser for a plan's, with a step's own learning rate and momentum.</summary>
/// <param name="optimizer">The plan's.</param>
/// <param name="parameters">What it moves, by the Domain's names.</param>
internal sealed class OptimizerStep(
    Domain.Training.Optimizer optimizer, IReadOnlyList<(string Name, Parameter Parameter)> parameters) : IDisposable
{
    private readonly OptimizerHelper inner = Create(optimizer, parameters.Select(p => p.Parameter));

    /// <summary>Moves the parameters down the gradient of a loss.</summary>
    /// <param name="loss">A single value.</param>
    /// <param name="settings">Learning rate and momentum.</param>
    public void Step(Tensor loss, StepSettings settings)
    {
        foreach (var group in inner.ParamGroups)
            Set(group, settings);
        inner.zero_grad();
        loss.backward();
        inner.step();
    }

    /// <summary>A copy of one part of what the optimiser remembers; zero where it remembers nothing.</summary>
    /// <param name="part">A name of <see cref="StateVector"/>.</param>
    /// <param name="tensors">All of the network's tensors.</param>
    public StateVector Save(string part, ValueList<ParameterTensor> tensors)
    {
        using var scope = NewDisposeScope();
        var vector = new Weights(tensors, new float[tensors.Sum(t => t.Count)]);
        foreach (var (name, state) in States())
        {
            if (Part(state, part) is { } tensor)
                tensor.detach().cpu().contiguous().data<float>().CopyTo(vector[Place(tensors, name)]);
        }

        return new(part, vector.Values);
    }

    /// <summary>Takes over what <see cref="Save"/> returned.</summary>
    /// <param name="vector">One part.</param>
    /// <param name="tensors">All of the network's tensors.</param>
    /// <param name="steps">Steps that had been taken.</param>
    public void Restore(StateVector vector, ValueList<ParameterTensor> tensors, long steps)
    {
        using var mode = no_grad();
        BeginVelocities();
        using var scope = NewDisposeScope();
        var values = new Weights(tensors, vector.Values);
        foreach (var (name, state) in States())
        {
            if (Part(state, vector.Name) is { } target)
                target.copy_(tensor(values[Place(tensors, name)].ToArray(), target.shape));
            Count(state, steps);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private static OptimizerHelper Create(Domain.Training.Optimizer optimizer, IEnumerable<Parameter> parameters) =>
        optimizer.Match<OptimizerHelper>(new(
            Sgd: o => SGD(parameters, o.LearningRate, o.Momentum, weight_decay: o.WeightDecay, nesterov: o.Nesterov),
            Adam: o => Adam(parameters, o.LearningRate, o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay),
            AdamW: o => AdamW(parameters, o.LearningRate, o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay)));

    /// <summary>One of the parts that <see cref="StateVector.NamesOf"/> gives for the optimiser; null where torch has none yet.</summary>
    private Tensor? Part(OptimizerState state, string part) => optimizer.Match<Tensor?>(new(
        Sgd: _ => ((SGD.State)state).momentum_buffer,
        Adam: _ => part == StateVector.Mean ? ((Adam.State)state).exp_avg : ((Adam.State)state).exp_avg_sq,
        AdamW: _ => part == StateVector.Mean ? ((AdamW.State)state).exp_avg : ((AdamW.State)state).exp_avg_sq));

    /// <summary>torch makes SGD's velocities at its first step; from zero it comes to the same.</summary>
    private void BeginVelocities()
    {
        var states = inner.state_dict().State;
        for (var p = 0; p < parameters.Count; p++)
        {
            if (states[p] is SGD.State { momentum_buffer: null } state)
                state.momentum_buffer = zeros_like(parameters[p].Parameter); // outside of any scope: the optimiser owns it
        }
    }

    private static void Count(OptimizerState state, long steps)
    {
        if (state is Adam.State adam)
            adam.step = steps;
        if (state is AdamW.State decoupled)
            decoupled.step = steps;
    }

    private static int Place(ValueList<ParameterTensor> tensors, string name)
    {
        var place = 0;
        while (tensors[place].Name != name)
            place++;
        return place;
    }

    /// <summary>torch keeps its states in the order of the parameters.</summary>
    private IEnumerable<(string Name, OptimizerState State)> States() => parameters.Select(p => p.Name).Zip(inner.state_dict().State);

    private static void Set(ILearningRateController group, StepSettings settings)
    {
        group.LearningRate = settings.LearningRate;
        if (group is IMomentum sgd)
            sgd.Momentum = settings.Momentum;
        if (group is IBetas adam)
            adam.Betas = (settings.Momentum, adam.Betas.Item2);
    }
}
