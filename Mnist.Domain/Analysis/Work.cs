namespace Mnist.Domain.Analysis;

/// <summary>Floating-point operations of convolutions and linear layers, as figures of speed count them: 1 multiply-add = 2 FLOP.</summary>
/// <remarks>
/// The backward pass multiplies twice as often as the forward pass: once for the gradient of a layer's input and once for that of its
/// weights. The first layer needs no gradient of its input and is counted all the same, as is the custom; everything that is done besides -
/// normalisation, pooling, augmentation, the optimiser - takes time and is not counted.
/// </remarks>
public static class Work
{
    /// <summary>FLOP to train on one image: 2 x 3 x the forward multiply-adds.</summary>
    /// <param name="summary">The network.</param>
    public static double TrainingFlop(Summary summary) => 6.0 * summary.Macs;

    /// <summary>FLOP to evaluate one image: 2 x the forward multiply-adds.</summary>
    /// <param name="summary">The network.</param>
    public static double EvaluationFlop(Summary summary) => 2.0 * summary.Macs;

    /// <summary>FLOP of one layer in one of its three passes for one image: 2 x its forward multiply-adds.</summary>
    /// <param name="layer">A convolution or linear layer.</param>
    public static double PassFlop(LayerSummary layer) => 2.0 * layer.Macs;
}
