using TorchSharp.Modules;

namespace Mnist.Engine.Torch;

/// <summary>The exponential moving average of a network, as a network of its own.</summary>
internal sealed class WeightAverager : IDisposable
{
    private readonly WeightAverage rule;
    private readonly NetworkState followed;

    /// <summary>Starts from the followed network's weights.</summary>
    /// <param name="rule">The plan's.</param>
    /// <param name="module">The same layers; owned from here on.</param>
    /// <param name="followed">What is averaged.</param>
    /// <param name="weights">What the followed network starts from.</param>
    public WeightAverager(WeightAverage rule, Sequential module, NetworkState followed, Weights weights)
    {
        (this.rule, this.followed, Module) = (rule, followed, module);
        State = new(module, weights.Tensors);
        State.Write(weights);
    }

    /// <summary>The averaged network.</summary>
    public Sequential Module { get; }

    /// <summary>Its values.</summary>
    public NetworkState State { get; }

    /// <summary>Updates the average where it is due.</summary>
    /// <param name="step">Steps taken before this one.</param>
    public void Follow(long step)
    {
        if (rule.DecayAfter(step) is { } decay)
            State.MoveTowards(followed, decay);
    }

    /// <inheritdoc/>
    public void Dispose() => Module.Dispose();
}
