using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Estimates;

/// <summary>Seconds of an epoch on the simd backend by calculation.</summary>
/// <remarks>
/// A layer's multiply-adds take their FLOP at a fraction of the peak: less where a filter adds up few terms, as 1x1 does, and where weights
/// leave the nearest cache. Values of batch normalisation, ReLU and dropout take time in the near caches, given in FLOP of the peak too,
/// and what a normalisation keeps for the whole batch takes its way to the cache where a batch finds room: seven reads and writes of
/// four bytes a value, two of them read before they are written. The constants were fitted to eleven plans of the catalogue on one thread
/// of an AMD EPYC (Zen 5, 243 GFLOP/s and 217 GB/s a thread), processor time with other programs running, images unchanged: training
/// deviates by 14 % at most, by 1 % in the median. Processors with slower caches were not at hand. Depthwise convolutions that normalise
/// what they read came later, and take a tenth less than it says.
/// </remarks>
public static class TimeModel
{
    // Fraction of the peak that a layer reaches.
    private const double BestFraction = 0.83;

    // What starting and ending a sum costs where neighbouring pixels share nothing, in multiply-adds.
    private const double PointwiseSumOverhead = 6;

    // Weights of large layers: up to 1 + this much, half of it at so many weights.
    private const double WeightOverhead = 0.26;
    private const double ManyWeights = 200_000;

    // FLOP of the peak in the time that one value takes, forward and backward. Most ReLUs are part of the normalisation before them.
    private const double NormalisedValue = 25;
    private const double ReluValue = 70;
    private const double DroppedValue = 130;

    // Bytes that the values of a normalisation, kept for the whole batch, move far for each of them.
    private const double FarBytes = 36;

    /// <summary>What a run should take.</summary>
    /// <param name="summary">The network.</param>
    /// <param name="training">Its batch size counts.</param>
    /// <param name="images">Images to train on and to evaluate in an epoch, each at least 0.</param>
    /// <param name="machine">The processor.</param>
    public static TimeEstimate Predict(Summary summary, TrainingPlan training, (int Training, int HeldOut) images, Machine machine)
    {
        var flops = machine.GflopsAThread * 1e9;
        var image = (TrainingFlop(summary) / flops) + summary.Layers.Sum(layer => FarSeconds(layer, machine));
        var trained = images.Training * image / ThreadsAtWork(training.BatchSize, machine.Threads);
        var evaluated = images.HeldOut * EvaluationFlop(summary) / flops / ThreadsAtWork(images.HeldOut, machine.Threads);
        return new(machine, trained + evaluated);
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
        var (flops, pass) = (machine.GflopsAThread * 1e9, PassFlop(layer));
        var image = ((((isFirst ? 2 : 3) * pass) + ValueFlop(layer)) / flops) + FarSeconds(layer, machine);
        var trained = images.Training * image / ThreadsAtWork(training.BatchSize, machine.Threads);
        var evaluated = images.HeldOut * pass / flops / ThreadsAtWork(images.HeldOut, machine.Threads);
        return trained + evaluated;
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

    private static double FarSeconds(LayerSummary layer, Machine machine) =>
        layer.Layer.Layer is Layer.BatchNorm2d ? FarBytes * layer.Output.Elements / (machine.GigabytesAThread * 1e9) : 0;

    /// <summary>Groups of images in a batch over the rounds that the threads need for them: all threads wait for the last round.</summary>
    private static double ThreadsAtWork(int batch, int threads)
    {
        var groups = Math.Max(1, (batch + Lanes.Count - 1) / Lanes.Count);
        return groups / Math.Ceiling((double)groups / threads);
    }
}
