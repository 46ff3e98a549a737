using Mnist.Domain.Training;

namespace Mnist.Domain.Analysis;

/// <summary>What a prediction has to know of a processor.</summary>
/// <param name="GflopsAThread">Peak of fused multiply-adds on one thread, in GFLOP/s, above 0; 1 multiply-add = 2 FLOP.</param>
/// <param name="Threads">Threads that compute, each on a core of its own; at least 1.</param>
public sealed record Machine(double GflopsAThread, int Threads);

/// <summary>What a run on the simd backend should take.</summary>
/// <param name="Machine">The processor it was predicted for.</param>
/// <param name="SecondsPerEpoch">Training and evaluating once.</param>
public sealed record Prediction(Machine Machine, double SecondsPerEpoch)
{
    /// <summary>How far the prediction was off, in percent of what was measured; above 0 where it said too much.</summary>
    /// <param name="measured">Seconds of an epoch, above 0.</param>
    public double OffPercent(double measured) => 100 * ((SecondsPerEpoch / measured) - 1);
}

/// <summary>Seconds of an epoch on the simd backend by calculation.</summary>
/// <remarks>
/// A layer's multiply-adds take their FLOP over a share of the peak: less where a filter adds up few terms without neighbours, as 1x1 does, and
/// where weights leave the nearest cache. Values that are normalised, rectified or dropped take time for their way through memory, told in FLOP
/// of the peak too. The constants were fitted by least squares of the logarithms to all 15 plans of the catalogue, with <c>mnist bench</c> on
/// two threads of an AMD EPYC (Zen 4, 118 GFLOP/s a thread), nothing else running: training deviates by 7 % at most, evaluation by 12 %.
/// Measured and predicted, µs an image and thread: flagship 63.0 and 58.5, eva6/2 95.0 and 93.3, eva7/1 11,445 and 11,020.
/// </remarks>
public static class TimePredictor
{
    // Share of the peak that a layer reaches.
    private const double BestShare = 0.86;

    // What starting and ending a sum costs where neighbouring pixels share nothing, in multiply-adds.
    private const double PointwiseSumOverhead = 6;

    // Weights of large layers: up to 1 + this much, half of it at so many weights.
    private const double WeightOverhead = 0.26;
    private const double ManyWeights = 200_000;

    // FLOP of the peak in the time that one value takes, forward and backward. Most rectifiers are part of the normalisation before them.
    private const double NormalisedValue = 89;
    private const double RectifiedValue = 14;
    private const double DroppedValue = 56;

    // Images that one thread takes at a time.
    private const int GroupSize = 16;

    /// <summary>What a run should take.</summary>
    /// <param name="summary">The network.</param>
    /// <param name="training">Its batch size counts.</param>
    /// <param name="images">Images to train on and to evaluate in an epoch, each at least 0.</param>
    /// <param name="machine">The processor.</param>
    public static Prediction Predict(Summary summary, TrainingPlan training, (int Training, int HeldOut) images, Machine machine)
    {
        var flops = machine.GflopsAThread * 1e9;
        var trained = images.Training * TrainingFlop(summary) / Members(training.BatchSize, machine.Threads);
        var evaluated = images.HeldOut * EvaluationFlop(summary) / Members(images.HeldOut, machine.Threads);
        return new(machine, (trained + evaluated) / flops);
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
        return Work.PassFlop(layer) / BestShare
            * (1 + ((kernel > 1 ? 0 : PointwiseSumOverhead) / inputs))
            * (1 + (WeightOverhead * weights / (weights + ManyWeights)));
    }

    private static double ValueFlop(LayerSummary layer) => layer.Output.Elements * layer.Layer.Layer.Match<double>(new(
        Conv2d: _ => 0,
        BatchNorm2d: _ => NormalisedValue,
        Relu: _ => RectifiedValue,
        MaxPool2d: _ => 0,
        AvgPool2d: _ => 0,
        GlobalAvgPool: _ => 0,
        Dropout: _ => DroppedValue,
        Flatten: _ => 0,
        Linear: _ => 0,
        Residual: _ => 0));

    /// <summary>How many threads' work is done at a time, the last group of a batch waited for.</summary>
    private static double Members(int batch, int threads)
    {
        var groups = Math.Max(1, (batch + GroupSize - 1) / GroupSize);
        return groups / Math.Ceiling((double)groups / threads);
    }
}
