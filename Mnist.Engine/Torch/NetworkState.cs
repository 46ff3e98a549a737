using TorchSharp;
using static TorchSharp.torch;

namespace Mnist.Engine.Torch;

/// <summary>A module's parameters and running statistics in the Domain's order.</summary>
internal sealed class NetworkState
{
    private readonly ValueList<ParameterTensor> tensors;
    private readonly Tensor[] values;

    /// <summary>Finds the tensors by their names.</summary>
    /// <param name="module">Keeps them.</param>
    /// <param name="tensors">Which ones.</param>
    public NetworkState(nn.Module module, ValueList<ParameterTensor> tensors)
    {
        this.tensors = tensors;
        var byName = module.state_dict();
        values = [.. tensors.Select(t => byName[t.Name])];
    }

    /// <summary>Sets all values.</summary>
    /// <param name="weights">Of the same tensors.</param>
    public void Write(Weights weights)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        for (var t = 0; t < values.Length; t++)
            values[t].copy_(tensor(weights[t].ToArray(), values[t].shape));
    }

    /// <summary>A copy of all values.</summary>
    public Weights Read()
    {
        using var scope = NewDisposeScope();
        var weights = new Weights(tensors, new float[tensors.Sum(t => t.Count)]);
        for (var t = 0; t < values.Length; t++)
            values[t].detach().cpu().contiguous().data<float>().CopyTo(weights[t]);
        return weights;
    }

    /// <summary>this = kept this + (1 - kept) other.</summary>
    /// <param name="other">The same tensors of another module.</param>
    /// <param name="kept">In [0, 1).</param>
    public void MoveTowards(NetworkState other, double kept)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        using Scalar old = kept, added = 1 - kept; // held until the end: TorchSharp does not keep temporary ones alive during a call
        for (var t = 0; t < values.Length; t++)
            values[t].mul_(old).add_(other.values[t], alpha: added);
    }
}
