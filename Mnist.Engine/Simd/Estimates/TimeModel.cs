using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Estimates;

/// <summary>Seconds of an epoch on the simd backend by calculation.</summary>
/// <remarks>
/// A layer's multiply-adds take their FLOP at a fraction of the peak: less where a filter adds up few terms, as 1x1 does, and where weights
/// leave the nearest cache. Whatever is done value by value takes FLOP of the peak for the near caches, which keep pace with the processor,
/// and bytes for those that do not, at the speed of the cache where a batch finds room. The constants were fitted to sixteen plans of the
/// catalogue on one thread of an Intel Xeon (Sapphire Rapids, 179 GFLOP/s and 46 GB/s a thread), images unchanged, each pass by its least
/// time because other programs were running, and chosen among those that fit them as well so that they fit eleven plans on an AMD EPYC
/// (Zen 5, 243 and 217) too, measured when depthwise convolutions took a tenth longer: training deviates by 7 % at most on the former, by
/// 2 % in the median, and by 11 % at most on the latter. Gradients written over what they are made of came later, and take up to a
/// fifteenth less than it says. A program on another core that drives what a batch keeps out of the last cache is not seen by a probe of
/// 6 ms: beside one that copies 128 MB without a rest, training took 1.1 to 2.2 times as long.
/// </remarks>
public static class TimeModel
{
    // Fraction of the peak that a layer reaches.
    private const double BestFraction = 0.77;

    // What starting and ending a sum costs where neighbouring pixels share nothing: multiply-adds and bytes.
    private const double PointwiseSumOverhead = 6;
    private const double PointwiseSumBytes = 6;

    // Weights of large layers: up to 1 + this much, half of it at so many weights.
    private const double WeightOverhead = 0.26;
    private const double ManyWeights = 200_000;

    // What one value costs, forward and backward: FLOP of the peak and bytes. ReLUs are part of the layer before them.
    private const double NormalisedFlop = 90;
    private const double NormalisedBytes = 4;
    private const double DroppedFlop = 110;
    private const double DroppedBytes = 33;

    /// <summary>What a run should take.</summary>
    /// <param name="summary">The network.</param>
    /// <param name="training">Its batch size counts.</param>
    /// <param name="images">Images to train on and to evaluate in an epoch, each at least 0.</param>
    /// <param name="machine">The processor.</param>
    public static TimeEstimate Predict(Summary summary, TrainingPlan training, (int Training, int HeldOut) images, Machine machine)
    {
        var first = summary.Layers.FirstOrDefault(layer => layer.Macs > 0);
        return new(machine, summary.Layers.Sum(layer => SecondsOf(layer, ReferenceEquals(layer, first), training, images, machine)));
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
        // The first needs no gradient of its input; evaluating, a normalisation is part of the convolution before it.
        var pass = PassSeconds(layer, machine);
        var image = ((isFirst ? 2 : 3) * pass) + ValueSeconds(layer, machine);
        var trained = images.Training * image / ThreadsAtWork(training.BatchSize, machine.Threads);
        var evaluated = images.HeldOut * pass / ThreadsAtWork(images.HeldOut, machine.Threads);
        return trained + evaluated;
    }

    private static double PassSeconds(LayerSummary layer, Machine machine) => layer.Layer.Layer.Match<double>(new(
        Conv2d: c => PassSeconds(layer, c.Kernel.Height * c.Kernel.Width, c.Groups, machine),
        BatchNorm2d: _ => 0,
        Relu: _ => 0,
        MaxPool2d: _ => 0,
        AvgPool2d: _ => 0,
        GlobalAvgPool: _ => 0,
        Dropout: _ => 0,
        Flatten: _ => 0,
        Linear: _ => PassSeconds(layer, kernel: 1, groups: 1, machine),
        Residual: _ => 0));

    private static double PassSeconds(LayerSummary layer, double kernel, int groups, Machine machine)
    {
        var inputs = (double)layer.Input.Channels / groups;
        var weights = inputs * kernel * layer.Output.Channels;
        var (terms, bytes) = kernel > 1 ? (0, 0) : (PointwiseSumOverhead / inputs, PointwiseSumBytes * layer.Output.Elements);
        var flop = Work.PassFlop(layer) / BestFraction * (1 + terms) * (1 + (WeightOverhead * weights / (weights + ManyWeights)));
        return Seconds(flop, bytes, machine);
    }

    private static double ValueSeconds(LayerSummary layer, Machine machine) => layer.Output.Elements * layer.Layer.Layer.Match<double>(new(
        Conv2d: _ => 0,
        BatchNorm2d: _ => Seconds(NormalisedFlop, NormalisedBytes, machine),
        Relu: _ => 0,
        MaxPool2d: _ => 0,
        AvgPool2d: _ => 0,
        GlobalAvgPool: _ => 0,
        Dropout: _ => Seconds(DroppedFlop, DroppedBytes, machine),
        Flatten: _ => 0,
        Linear: _ => 0,
        Residual: _ => 0));

    private static double Seconds(double flop, double bytes, Machine machine) =>
        (flop / (machine.GflopsAThread * 1e9)) + (bytes / (machine.GigabytesAThread * 1e9));

    /// <summary>Groups of images in a batch over the rounds that the threads need for them: all threads wait for the last round.</summary>
    private static double ThreadsAtWork(int batch, int threads)
    {
        var groups = Math.Max(1, (batch + Lanes.Count - 1) / Lanes.Count);
        return groups / Math.Ceiling((double)groups / threads);
    }
}
