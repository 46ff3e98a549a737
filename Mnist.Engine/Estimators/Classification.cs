using Mnist.Domain.Phrases;
using Mnist.Engine.Data;

namespace Mnist.Engine.Estimators;

/// <summary>What a network makes of one image.</summary>
/// <param name="Probabilities">Of all outputs, in [0, 1]; those after the tenth stand for no digit.</param>
public sealed record Classification(ValueList<double> Probabilities)
{
    /// <summary>The most probable digit, the first of several.</summary>
    public int Digit => Enumerable.Range(0, ImageSet.Classes).MaxBy(digit => Probabilities[digit]);

    /// <summary>Its probability, in [0, 1].</summary>
    public double Probability => Probabilities[Digit];

    /// <inheritdoc/>
    public override string ToString() => $"{Digit}, {(100 * Probability).Percent()}";
}
