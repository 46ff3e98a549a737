using Mnist.Domain;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace Mnist.Engine.Torch;

/// <summary>torch's optimiser for a plan's, with a step's own learning rate and momentum.</summary>
/// <param name="optimizer">The plan's.</param>
/// <param name="parameters">What it moves.</param>
internal sealed class Descent(Domain.Optimizer optimizer, IEnumerable<Parameter> parameters) : IDisposable
{
    private readonly OptimizerHelper inner = optimizer.Match<OptimizerHelper>(new(
        Sgd: o => SGD(parameters, o.LearningRate, o.Momentum, weight_decay: o.WeightDecay, nesterov: o.Nesterov),
        Adam: o => Adam(parameters, o.LearningRate, o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay),
        AdamW: o => AdamW(parameters, o.LearningRate, o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay)));

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

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private static void Set(ILearningRateController group, StepSettings settings)
    {
        group.LearningRate = settings.LearningRate;
        if (group is IMomentum sgd)
            sgd.Momentum = settings.Momentum;
        if (group is IBetas adam)
            adam.Betas = (settings.Momentum, adam.Betas.Item2);
    }
}
