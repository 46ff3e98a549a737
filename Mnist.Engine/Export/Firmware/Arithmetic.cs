using Mnist.Domain.Deployment;

namespace Mnist.Engine.Export.Firmware;

/// <summary>What the C of both formats does not share: types, constants, and how sums become values.</summary>
internal abstract class Arithmetic(DeployedNetwork network)
{
    /// <summary>The operations and their memory.</summary>
    public DeployedNetwork Network { get; } = network;

    /// <summary>C's type of a value.</summary>
    public abstract string Value { get; }

    /// <summary>C's type of a sum, and of a logit.</summary>
    public abstract string Sum { get; }

    /// <summary>The arena's declaration.</summary>
    public abstract string Arena { get; }

    /// <summary>A place in the arena as C.</summary>
    public abstract string Place(long offset, string type);

    /// <summary>C's type of a sum of a pooling's values.</summary>
    public abstract string PooledSum(Stage stage);

    /// <summary>Helper functions of those operations that need them.</summary>
    public abstract void Helpers(CText text);

    /// <summary>Weights and scales of a convolution.</summary>
    public abstract void Constants(CText text, int node, string name);

    /// <summary>The value of a grey level.</summary>
    public abstract string Pixel(string level);

    /// <summary>What stands outside an image and is max(0, x)'s 0.</summary>
    public abstract string Zero(int value);

    /// <summary>What a convolution's sum begins with.</summary>
    public abstract string Begin(string name);

    /// <summary>A convolution's output for a sum.</summary>
    public abstract string Finish(int node, string name);

    /// <summary>The mean for a sum.</summary>
    public abstract string Mean(int node, string sum);

    /// <summary>The sum of two values.</summary>
    public abstract string Add(int node, string left, string right);

    /// <summary>C's type of what a node makes: sums where they are the logits.</summary>
    public string Made(int node) => Network.EndsInSums && node == Network.Graph.Nodes.Count - 1 ? Sum : Value;

    /// <summary>Whether max(0, x) is part of an operation.</summary>
    protected bool Rectifies(int node) => Network.Graph.Nodes[node].Operation
        is Operation.Convolution { Rectifies: true } or Operation.Sum { Rectifies: true };
}
