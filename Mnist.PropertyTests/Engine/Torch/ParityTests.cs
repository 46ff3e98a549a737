using FsCheck;
using FsCheck.Fluent;
using Mnist.Domain.Values;
using Mnist.Engine.Backends;
using Mnist.Engine.Simd;
using Mnist.Engine.Torch;

namespace Mnist.PropertyTests.Engine.Torch;

/// <summary>Two backends, one result: they differ by rounding only, dropout included.</summary>
/// <remarks>
/// A sum of T products in single precision is the exact sum of products each off by a share of at most T 2^-24 (Higham 2002, section
/// 3.1). So a layer computes exactly what weights and inputs off by that share would give, and two backends are at most twice the response
/// to it apart for each of L layers. The response is measured by larger changes of weights and pixels in random directions. Where
/// normalised values, of size 1, cancel, there is no response but there is rounding: hence the 1.
/// </remarks>
public sealed class ParityTests
{
    private const double Nudge = 1.0 / (1 << 12);
    private const int Probes = 4;

    [TorchProperty(Arbitrary = [typeof(Networks)], MaxTest = 60)]
    public Property Logits_agree(NetworkCase network) => Agree(network, FanIn(network), (net, _, batch) =>
    {
        var logits = new float[batch.Count * network.Checked().Summary.Output.Channels];
        net.Evaluate(batch, logits);
        return logits;
    });

    [TorchProperty(Arbitrary = [typeof(Networks)], MaxTest = 60)]
    public Property Losses_agree(NetworkCase network) => Agree(network, Values(network), (net, _, batch) =>
        [(float)(net.Train(batch, new(1, 0), step: 5).LossSum / batch.Count)]);

    [TorchProperty(Arbitrary = [typeof(Networks)], MaxTest = 60)]
    public Property A_step_moves_every_value_alike(NetworkCase network) => Agree(network, Values(network), (net, before, batch) =>
    {
        net.Train(batch, new(1, 0), step: 5);
        return [.. net.Read().Values.Zip(before.Values, (b, a) => b - a)];
    });

    private static Property Agree(NetworkCase network, long terms, Func<INetwork, Weights, IBatch, float[]> measure)
    {
        var plan = network.Checked(t => t with { LabelSmoothing = 0.1 });
        float[] Result(IBackend backend, double nudge, int probe)
        {
            var weights = Nudged(RandomWeights.Of(plan, network.Seed), nudge, probe);
            using var net = backend.Create(plan, weights, network.Seed, threads: 1);
            return measure(net, weights, Nudged(network, nudge, probe));
        }

        var (simd, torch) = (Result(new SimdBackend(), 0, 0), Result(new TorchBackend(), 0, 0));
        var response = Enumerable.Range(0, Probes).Max(probe => Distance(simd, Result(new SimdBackend(), Nudge, probe)) / Nudge);
        var bound = 2 * plan.Summary.Layers.Count * terms * Math.Pow(2, -24) * (response + simd.Max(Math.Abs) + 1);
        var share = Distance(simd, torch) / bound;
        return (share <= 1).Label($"{share:G3} of the bound {bound:G3}").Collect(share > 0.1 ? "above a tenth of the bound" : "below");
    }

    /// <summary>Products in the longest sum of a forward pass.</summary>
    private static long FanIn(NetworkCase network) =>
        network.Checked().Summary.Layers.Max(l => Math.Max(l.Input.Positions, l.Tensors
            .Select(t => t.Count / t.Dimensions[0])
            .DefaultIfEmpty()
            .Max()));

    /// <summary>Values in the longest sum over a batch: a channel's statistics, or the gradient of a weight.</summary>
    private static long Values(NetworkCase network) =>
        Math.Max(FanIn(network), network.BatchSize * network.Checked().Summary.Layers.Max(l => l.Input.Positions));

    private static double Distance(float[] a, float[] b) => a.Zip(b, (x, y) => Math.Abs((double)x - y)).Max();

    private static Weights Nudged(Weights weights, double nudge, int probe)
    {
        Change(weights.Values, nudge, RandomStream.Of(probe, RandomPurpose.InitialWeights));
        return weights;
    }

    private static RandomBatch Nudged(NetworkCase network, double nudge, int probe)
    {
        var batch = new RandomBatch(network.Architecture.Input, network.BatchSize, network.Classes, network.Seed);
        Change(batch.Pixels, nudge, RandomStream.Of(probe, RandomPurpose.Synthetic));
        return batch;
    }

    private static void Change(float[] values, double nudge, RandomStream directions)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] += (float)(values[i] * directions.Uniform(i, -nudge, nudge));
    }
}
