using Mnist.Domain.Training;

namespace Mnist.Domain.Analysis;

/// <summary>Memory of a training run, in bytes, without the data set and the runtime; all values are float32.</summary>
/// <param name="ParametersBytes">Weights and running statistics.</param>
/// <param name="GradientBytes">One gradient for each trainable parameter.</param>
/// <param name="OptimizerBytes">Momentum or moments, and the averaged weights where the plan asks for them.</param>
/// <param name="ActivationsBytesPerImage">Input and outputs of all layers that have to be kept for the backward pass.</param>
/// <param name="PeakBytes">All of the above at once, activations and their gradients for a whole batch.</param>
public sealed record MemoryCost(
    long ParametersBytes, long GradientBytes, long OptimizerBytes, long ActivationsBytesPerImage, long PeakBytes);

/// <summary>Arithmetic and memory of layers and plans.</summary>
public static class CostCalculator
{
    /// <summary>Most multiply-adds that a network may need for one image: up to here JSON readers keep whole numbers exactly.</summary>
    public const long MaxMacs = 1L << 53;

    /// <summary>Most bytes that a run may need, for the same reason.</summary>
    public const long MaxMemory = 1L << 53;

    /// <summary>Multiply-adds of one layer for one image, forward; 1 MAC = 2 FLOP.</summary>
    /// <remarks>
    /// Convolutions, O H' W' (I / g) kh kw, and linear layers, O I. Biases, normalisation, activation and pooling are not counted, as is
    /// the custom. A residual block counts nothing itself: its layers do.
    /// </remarks>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Shape that comes in.</param>
    /// <param name="output">Shape that goes out.</param>
    public static long Macs(Layer layer, Shape input, Shape output) => layer.Match<long>(new(
        Conv2d: c => output.Positions * c.Filters * (input.Channels / c.Groups) * c.Kernel.Height * c.Kernel.Width,
        BatchNorm2d: _ => 0,
        Relu: _ => 0,
        MaxPool2d: _ => 0,
        AvgPool2d: _ => 0,
        GlobalAvgPool: _ => 0,
        Dropout: _ => 0,
        Flatten: _ => 0,
        Linear: l => (long)l.Units * input.Channels,
        Residual: _ => 0));

    /// <summary>Memory of a run; the peak is cut off at <see cref="MaxMemory"/>.</summary>
    /// <param name="summary">What the calculators say of the network.</param>
    /// <param name="training">How it is trained.</param>
    public static MemoryCost Memory(Summary summary, TrainingPlan training)
    {
        const int Float32 = sizeof(float);
        var weights = summary.Parameters.Total * Float32;
        var gradients = summary.Parameters.Trainable * Float32;
        var optimizer = training.Optimizer.StatesPerParameter * gradients;
        var average = training.WeightAverage is null ? 0 : weights;
        var kept = summary.Layers.Where(l => l.Layer.Layer is not Layer.Flatten).Sum(l => l.Output.Elements);
        var activations = (summary.Input.Elements + kept) * Float32;
        var peak = weights + gradients + optimizer + average + ((Int128)2 * training.BatchSize * activations);
        return new(weights, gradients, optimizer + average, activations, (long)Int128.Min(peak, MaxMemory));
    }
}
