using System.Runtime.Intrinsics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Values;
using Mnist.Engine.Simd;
using Mnist.Engine.Simd.Kernels;
using Mnist.Engine.Simd.Memory;

namespace Mnist.PropertyTests.Engine.Simd;

/// <summary>The pieces of the backend against their definitions.</summary>
public sealed class KernelTests
{
    /// <summary>
    /// A dot product of T terms in single precision errs by at most T 2^-24 times the sum of the terms' sizes, to first order.
    /// </summary>
    [Property(Arbitrary = [typeof(Convolutions)], MaxTest = 60)]
    public Property A_convolution_errs_by_rounding_only(NetworkCase network)
    {
        var plan = network.Checked();
        var weights = RandomWeights.Of(plan, network.Seed);
        var batch = new RandomBatch(network.Architecture.Input, network.BatchSize, network.Classes, network.Seed);
        using var simd = new SimdBackend().Create(plan, weights, network.Seed, threads: 1);
        var actual = new float[batch.Count * plan.Summary.Output.Channels];
        simd.Evaluate(batch, actual);

        var values = ReferenceNetwork.Doubles(weights);
        var sizes = values.ToDictionary(v => v.Key, v => v.Value.Select(Math.Abs).ToArray(), StringComparer.Ordinal);
        var expected = new ReferenceNetwork(network.Architecture, values, isTraining: false).Logits(batch.Doubles);
        var size = new ReferenceNetwork(network.Architecture, sizes, isTraining: false).Logits(batch.Doubles.Map((v, _) => Math.Abs(v)));
        var terms = weights.Tensors[0].Count / weights.Tensors[0].Dimensions[0];
        var worst = Enumerable.Range(0, actual.Length)
            .Max(i => Math.Abs(actual[i] - expected.Values[i]) / ((terms + 2) * Math.Pow(2, -24) * (size.Values[i] + 1e-30)));
        return (worst <= 1).Label($"error is {worst:G3} x the rounding bound");
    }

    [Property]
    public bool Random_masks_are_those_of_the_stream(ulong key, uint counter, ushort lane, byte rate)
    {
        var masks = new ushort[5];
        var stream = new RandomStream(key);
        RandomMask.AtLeast(rate / 256.0, stream, counter, lane, masks);
        return Enumerable.Range(0, masks.Length).All(element => Enumerable.Range(0, Lanes.Count).All(i =>
            ((masks[element] >> i) & 1) == (stream.Unit(counter + ((long)i * lane) + element) >= rate / 256.0 ? 1 : 0)));
    }

    [Property]
    public bool A_mask_expands_to_its_lanes(ushort mask) => Enumerable.Range(0, Lanes.Count).All(i =>
        BitConverter.SingleToUInt32Bits(RandomMask.Expand(mask)[i]) == (((mask >> i) & 1) == 1 ? uint.MaxValue : 0));

    [Property]
    public bool Lane_sums_add_halves_first(int seed)
    {
        var stream = RandomStream.Of(seed, RandomPurpose.Synthetic);
        var vectors = Enumerable.Range(0, 8).Select(v =>
            Vector512.Create([.. Enumerable.Range(0, 16).Select(i => (float)stream.Uniform((16 * v) + i, -1, 1))])).ToArray();
        var sums = LaneSums.Eight(
            vectors[0], vectors[1], vectors[2], vectors[3], vectors[4], vectors[5], vectors[6], vectors[7]);
        return Enumerable.Range(0, 8).All(v => sums[v] == Halved([.. Enumerable.Range(0, 16).Select(i => vectors[v][i])]));
    }

    [Property]
    public unsafe bool Narrow_tiles_have_the_bits_of_wide_ones(int seed, byte taps, byte positions)
    {
        const int Size = 4096, Outputs = 4 * Lanes.Count;
        var stream = RandomStream.Of(seed, RandomPurpose.Synthetic);
        float[] Values(int count, int start) => [.. Enumerable.Range(start, count).Select(i => (float)stream.Uniform(i, -1, 1))];
        int[] Places(int count, int start) =>
            [.. Enumerable.Range(start, count).Select(i => stream.Below(i, Size / 2 / Lanes.Count) * Lanes.Count)];

        var (input, gradient, weights, bias) = (Values(Size, 0), Values(Size, Size), Values(4 * taps, 2 * Size), Values(4, 3 * Size));
        int[] from = [.. Places(6, 0), .. Enumerable.Range(0, 6).Select(p => p * Outputs)];
        int[] tapPlaces = Places(taps, 100), sixTaps = Places(6, 400), pairs = Places(2 * positions, 500);
        float[] wide = new float[6 * Outputs], narrow = new float[6 * Outputs], wideSums = new float[24], narrowSums = new float[24];
        float[] wideCarry = new float[24 * Lanes.Count], narrowCarry = new float[24 * Lanes.Count];
        fixed (float* x = input, g = gradient, w = weights, b = bias, o = wide, n = narrow, s = wideSums, m = narrowSums)
        fixed (float* c = wideCarry, d = narrowCarry)
        fixed (int* f = from, t = tapPlaces, six = sixTaps, p = pairs)
        {
            CorrelationTile.Four(x, f, t, taps, w, o, Lanes.Count, b, 0);
            NarrowTile.Correlate(x, f, t, taps, w, n, Lanes.Count, b, 0);
            var first = positions / 2;
            foreach (var (start, count, isLast) in ((int, int, bool)[])[(0, first, false), (first, positions - first, true)])
            {
                WeightGradientTile.Four(x, six, g, Lanes.Count, p + (2 * start), count, s, new(c, !isLast, isLast));
                NarrowTile.AddWeights(x, six, g, Lanes.Count, p + (2 * start), count, m, new(d, !isLast, isLast));
            }
        }

        return wide.SequenceEqual(narrow) && wideSums.SequenceEqual(narrowSums);
    }

    internal static float Halved(float[] values) => values.Length == 1
        ? values[0]
        : Halved([.. values.Take(values.Length / 2).Zip(values.Skip(values.Length / 2), (a, b) => a + b)]);
}
