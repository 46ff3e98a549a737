using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Estimates;

/// <summary>Seconds of an epoch on the simd backend by calculation.</summary>
/// <remarks>
/// A layer's multiply-adds take their FLOP at a fraction of the peak: less where a filter adds up few terms, as 1x1 does, and where weights
/// leave the nearest cache. Values of batch normalisation, ReLU and dropout take time for their way through memory, given in FLOP of the
/// peak too. The constants were fitted by least squares of the logarithms to all 15 plans of the catalogue, with <c>mnist bench</c> on two
/// threads of an AMD EPYC (Zen 4, 118 GFLOP/s a thread), nothing else running: training deviates by 7 % at most, evaluation by 12 %.
/// Measured and predicted, µs an image and thread: flagship 63.0 and 58.5, eva6/2 95.0 and 93.3, eva7/1 11,445 and 11,020.
/// </remarks>
public static class TimeModel
{
    // Fraction of the peak that a layer reaches.
    private const double BestFraction = 0.86;

    // What starting and ending a sum costs where neighbouring pixels share nothing, in multiply-adds.
    private const double PointwiseSumOverhead = 6;

    // Weights of large layers: up to 1 + this much, half of it at so many weights.
    private const double WeightOverhead = 0.26;
    private const double ManyWeights = 200_000;

    // FLOP of the peak in the time that one value takes, forward and backward. Most ReLUs are part of the normalisation before them.
    private const double NormalisedValue = 89;
    private const double ReluValue = 14;
    private const double DroppedValue = 56;

    /// <summary>What a run should take.</summary>
    /// <param name="summary">The network.</param>
    /// <param name="training">Its batch size counts.</param>
    /// <param name="images">Images to train on and to evaluate in an epoch, each at least 0.</param>
    /// <param name="machine">The processor.</param>
    public static TimeEstimate Predict(Summary summary, TrainingPlan training, (int Training, int HeldOut) images, Machine machine)
    {
        var flops = machine.GflopsAThread * 1e9;
        var trained = images.Training * TrainingFlop(summary) / ThreadsAtWork(training.BatchSize, machine.Threads);
        var evaluated = images.HeldOut * EvaluationFlop(summary) / ThreadsAtWork(images.HeldOut, machine.Threads);
        return new(machine, (trained + evaluated) / flops);
    }

    /// <summary>What a layer has of that; the layers of a network sum up to it.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="isFirst">Whether no layer before it multiplies.</param>
    /// <param name="training">Its batch size counts.</param>
    /// <param name="images">Images to train on and to evaluate in an epoch, each at least 0.</param>
    /// <param name="machine">The processor.</param>
    /// <returns>Seconds of an epoch.</returns>
    public static double SecondsOf(
        LayerSummary layer, bool isFirst, TrainingPlan training, (int Training, int HeldOut) images, Machine machine)
    {
        var pass = PassFlop(layer);
        var flop = ((isFirst ? 2 : 3) * pass) + ValueFlop(layer);
        var trained = images.Training * flop / ThreadsAtWork(training.BatchSize, machine.Threads);
        var evaluated = images.HeldOut * pass / ThreadsAtWork(images.HeldOut, machine.Threads);
        return (trained + evaluated) / (machine.GflopsAThread * 1e9);
    }

    /// <summary>FLOP of the peak in the time that training on one image takes one thread.</summary>
    private static double TrainingFlop(Summary summary)
    {
        var multiplying = summary.Layers.Where(layer => layer.Macs > 0).ToList();
        var first = multiplying.Take(1).Sum(PassFlop); // needs no gradient of its input
        return (3 * multiplying.Sum(PassFlop)) - first + summary.Layers.Sum(ValueFlop);
    }

    /// <summary>The same for evaluation, where normalisation is part of the convolution before it.</summary>
    private static double EvaluationFlop(Summary summary) => summary.Layers.Sum(PassFlop);

    private static double PassFlop(LayerSummary layer) => layer.Layer.Layer.Match<double>(new(
        Conv2d: c => PassFlop(layer, c.Kernel.Height * c.Kernel.Width, c.Groups),
        BatchNorm2d: _ => 0,
        Relu: _ => 0,
        MaxPool2d: _ => 0,
        AvgPool2d: _ => 0,
        GlobalAvgPool: _ => 0,
        Dropout: _ => 0,
        Flatten: _ => 0,
        Linear: _ => PassFlop(layer, kernel: 1, groups: 1),
        Residual: _ => 0));

    private static double PassFlop(LayerSummary layer, double kernel, int groups)
    {
        var inputs = (double)layer.Input.Channels / groups;
        var weights = inputs * kernel * layer.Output.Channels;
        return Work.PassFlop(layer) / BestFraction
            * (1 + ((kernel > 1 ? 0 : PointwiseSumOverhead) / inputs))
            * (1 + (WeightOverhead * weights / (weights + ManyWeights)));
    }

    private static double ValueFlop(LayerSummary layer) => layer.Output.Elements * layer.Layer.Layer.Match<double>(new(
        Conv2d: _ => 0,
        BatchNorm2d: _ => NormalisedValue,
        Relu: _ => ReluValue,
        MaxPool2d: _ => 0,
        AvgPool2d: _ => 0,
        GlobalAvgPool: _ => 0,
        Dropout: _ => DroppedValue,
        Flatten: _ => 0,
        Linear: _ => 0,
        Residual: _ => 0));

    /// <summary>Groups of images in a batch over the rounds that the threads need for them: all threads wait for the last round.</summary>
    private static double ThreadsAtWork(int batch, int threads)
    {
        var groups = Math.Max(1, (batch + Lanes.Count - 1) / Lanes.Count);
        return groups / Math.Ceiling((double)groups / threads);
    }
}
