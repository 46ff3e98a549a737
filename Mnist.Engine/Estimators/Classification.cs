using Mnist.Domain.Phrases;

namespace Mnist.Engine.Estimators;

/// <summary>What a network makes of one image.</summary>
/// <param name="Probabilities">Of all outputs, in [0, 1]; those beyond the classes stand for nothing.</param>
/// <param name="Classes">What the outputs stand for.</param>
public sealed record Classification(ValueList<double> Probabilities, ClassNames Classes)
{
    /// <summary>The number of the most probable class, the first of several: of MNIST, the digit.</summary>
    public int Label => Enumerable.Range(0, Classes.Count).MaxBy(label => Probabilities[label]);

    /// <summary>The name of that class.</summary>
    public string Name => Classes[Label];

    /// <summary>Its probability, in [0, 1].</summary>
    public double Probability => Probabilities[Label];

    /// <inheritdoc/>
    public override string ToString() => $"{Name}, {(100 * Probability).Percent()}";
}
