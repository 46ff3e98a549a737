using Mnist.Engine.Simd.Execution;
using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Estimates;

/// <summary>Memory of a training run on the simd backend by calculation, in bytes, without the data set and the runtime.</summary>
/// <remarks>
/// That backend takes sixteen images through the network at a time. Of a whole batch it holds only what outlives a batch normalisation, the
/// one layer that needs all images at once, and what wide layers get the gradient of their weights from, where that takes less than sums
/// for each shard: without a normalisation memory hardly grows with the batch. Zeros around padded images, tables of the kernels, and
/// gradients kept apart for each shard of a batch count too. Tensors that are never needed at once share their place there, and here most
/// have one of their own: no prediction was too little, and none, tables of a few hundred kilobytes aside, more than three times what was
/// allocated, over random networks of every kind of layer; for plans of the catalogue it is 1.1 to 2.1 times.
/// </remarks>
public static class MemoryModel
{
    private const int Float32 = sizeof(float);

    // Values for each weight of a layer: packed for both directions and for evaluation, and places of them and of their gradients.
    private const int TablesAWeight = 9;

    // Bytes of tables: for each place of a window, each channel of a normalisation, and each of its channels in a group and on a thread.
    private const int TablesAPlace = 96;
    private const int TablesAChannel = 64;
    private const int SumsAGroup = 56;
    private const int SumsAThread = 192;

    // Sums of a tile of weights' gradients.
    private const double LeastCarried = 384;

    // The least of any buffer.
    private const int CacheLine = 64;

    // What a network has however small it is.
    private const int Least = 16_384;

    /// <summary>Most bytes that a run takes; cut off at <see cref="CostCalculator.MaxMemory"/>.</summary>
    /// <param name="summary">The network.</param>
    /// <param name="training">Batch size, optimiser and average.</param>
    /// <param name="threads">At least 1.</param>
    public static long Predict(Summary summary, TrainingPlan training, int threads)
    {
        var groups = Math.Ceiling((double)training.BatchSize / Lanes.Count);
        const int Always = 3; // weights, gradients, initial weights
        var vectors = Always + training.Optimizer.StatesPerParameter + (training.WeightAverage is null ? 0 : 1);
        var tensors = TensorEstimate.Of(summary);
        var bytes = Least
            + ((double)vectors * Float32 * summary.Parameters.Total)
            + summary.Layers.Sum(layer => Tables(layer, groups, threads))
            + (Lanes.Count * Float32 * ((tensors.Kept * Math.Max(groups, threads)) + (tensors.Passing * threads)));
        return (long)Math.Min(bytes, CostCalculator.MaxMemory);
    }

    private static double Tables(LayerSummary row, double groups, int threads) => row.Layer.Layer.Match<double>(new(
        Conv2d: c => Filters(row, Window.Of(c), c.Groups, groups, threads),
        BatchNorm2d: _ => row.Output.Channels * (TablesAChannel + (SumsAGroup * groups) + ((double)SumsAThread * threads)),
        Relu: _ => CacheLine,
        MaxPool2d: _ => CacheLine,
        AvgPool2d: _ => CacheLine,
        GlobalAvgPool: _ => CacheLine,
        Dropout: _ => sizeof(ushort) * groups * row.Output.Elements,
        Flatten: _ => CacheLine,
        Linear: _ => Filters(row, new(1, 1, 0, 1), channelGroups: 1, groups, threads),
        Residual: _ => CacheLine));

    /// <summary>Tables of weights, gradients of each shard and on their way, tables of places, and sums of biases.</summary>
    private static double Filters(LayerSummary row, Window window, int channelGroups, double groups, int threads)
    {
        var (weights, filters) = ((double)row.Tensors[0].Count, row.Output.Channels);
        var shard = channelGroups * Sums(filters / channelGroups, weights / filters);
        var shards = Math.Min(groups, Partition.MaxShards);
        var values = Lanes.Count * TensorEstimate.OfWeights(row, window);
        var carried = WeightGradient.GoesInBands(row.Output.Positions, Lanes.Count * weights) ? Lanes.Count * shard : LeastCarried;
        var sums = BatchWeightGradient.Pays(weights, values, groups, shards)
            ? shard + (values * groups) + (threads * LeastCarried)
            : (shards * shard) + (threads * carried);
        var places = (double)row.Input.Positions + row.Output.Positions + (weights / filters);
        return (Float32 * ((TablesAWeight * weights) + sums)) + (TablesAPlace * places) + (sizeof(double) * 2 * groups * filters);
    }

    /// <summary>Sums of gradients in one shard: tiles of four, two or one filters by six taps, made by eights.</summary>
    private static double Sums(int filters, double taps) =>
        Math.Ceiling(taps / 6.0) * ((filters / 4 * 24.0) + ((filters & 2) != 0 ? 16 : 0) + ((filters & 1) * 8));
}
