using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Networks;
using Mnist.Domain.Values;
using Mnist.Engine.Backends;
using Mnist.Engine.Simd;
using Xunit;

namespace Mnist.PropertyTests.Engine.Simd;

/// <summary>A training step of any network against differences of a plain network in double precision.</summary>
public sealed class GradientTests
{
    private const double Nudge = 1e-5;
    private const double Rounding = 1e-5; // of a float32 sum of some thousand values about 1
    private const double UnitRoundoff = 1.0 / (1 << 24); // of float32
    private const int Samples = 3;

    [Property(Arbitrary = [typeof(Networks)], MaxTest = 40)]
    public Property Gradients_are_those_of_the_reference(NetworkCase network)
    {
        var (before, after, loss) = OneStep(network, smoothing: 0.1);
        var batch = Batch(network);
        var values = ReferenceNetwork.Doubles(before);
        double Loss() => ReferenceLoss(network, values, batch, smoothing: 0.1).Loss;
        var (_, kink, gain) = ReferenceLoss(network, values, batch, smoothing: 0.1);

        var gradients = (from t in Enumerable.Range(0, before.Tensors.Count)
                         where before.Tensors[t].Trainable
                         from i in Picks((int)before.Tensors[t].Count, network.Seed)
                         let slopes = Slopes(values[before.Tensors[t].Name], i, Loss)
                         select (Name: $"{before.Tensors[t].Name}[{i}]", Actual: (double)before[t][i] - after[t][
                             i], Expected: slopes)).ToArray();
        var scale = gradients.Max(g => Math.Abs(g.Expected.Low)) + 1e-3;
        var worst = gradients.MaxBy(g => Outside(g.Actual, g.Expected));
        var allowed = (2e-4 * scale) + (UnitRoundoff * gain);
        return ((kink < Rounding || Outside(worst.Actual, worst.Expected) <= allowed)
                && Math.Abs((loss / batch.Count) - Loss()) <= 1e-5)
            .Label($"{worst}, scale {scale:G3}; loss {loss / batch.Count} and {Loss()}; nearest kink {kink:G3}, gain {gain:G3}")
            .Classify(kink < Rounding, "a kink within rounding")
            .Classify(gain > 100, "a channel without variance")
            .Classify(network.BatchSize % 16 != 0, "partly filled group")
            .Classify(network.Architecture.Layers.Any(l => l is Layer.Residual), "residual")
            .Classify(network.Architecture.Layers.Any(l => l is Layer.Conv2d { Groups: > 1 }), "groups")
            .Classify(network.Architecture.Layers.Any(l => l is Layer.Conv2d { Stride.Height: > 1 }), "stride");
    }

    /// <summary>What changes a gradient in place changes it again where a pooling makes it again after a barrier.</summary>
    public static TheoryData<NetworkCase> MadeAgain()
    {
        Layer[] poolings = [new Layer.MaxPool2d(2), new Layer.MaxPool2d(new Extent(1, 3)) { Stride = 2 }, new Layer.AvgPool2d(2)];
        Layer[][] between =
            [[new Layer.Dropout(0.3)], [new Layer.Relu(), new Layer.Dropout(0.3)], [new Layer.Dropout(0.3), new Layer.Relu()]];
        return
        [
            .. from pooling in poolings
               from changed in between
               let layers = (ValueList<Layer>)
                   [new Layer.Conv2d(2, 3), new Layer.BatchNorm2d(), .. changed, pooling, new Layer.Flatten(), new Layer.Linear(3)]
               select new NetworkCase(new(new(1, 6, 6), layers), BatchSize: 20, Seed: 3),
        ];
    }

    /// <summary>Networks with 2x2 poolings behind normalisations, of convolutions that are made again and of one that is not.</summary>
    public static TheoryData<NetworkCase> PooledBefore()
    {
        Layer[][] first =
        [
            [new Layer.Conv2d(3, 3)],
            [new Layer.Conv2d(2, 3), new Layer.Conv2d(3, 1) { Bias = true }],
            [new Layer.Conv2d(2, 3), new Layer.Conv2d(3, 3) { Padding = 1 }],
        ];
        Layer[][] next =
        [
            [new Layer.Conv2d(3, 3) { Groups = 3 }],
            [new Layer.Conv2d(3, 3) { Groups = 3, Padding = 1 }],
            [new Layer.Dropout(0.3), new Layer.Conv2d(3, 3) { Groups = 3 }],
            [new Layer.MaxPool2d(2), new Layer.Conv2d(4, 1)],
            [new Layer.Residual([new Layer.Conv2d(3, 3) { Groups = 3, Padding = 1 }, new Layer.BatchNorm2d()])],
        ];
        return
        [
            .. from convolutions in first
               from layers in next
               let pooled = (Layer[])[.. convolutions, new Layer.BatchNorm2d(), new Layer.Relu(), new Layer.MaxPool2d(2)]
               let all = (ValueList<Layer>)[.. pooled, .. layers, new Layer.BatchNorm2d(), new Layer.Flatten(), new Layer.Linear(3)]
               select new NetworkCase(new(new(1, 10, 14), all), BatchSize: 20, Seed: 3),
        ];
    }

    /// <summary>One of 3,500 rectifiers stands about 3e-6 from its kink, and float32 takes its other side.</summary>
    [Fact]
    public void A_kink_within_rounding_says_nothing() =>
        Gradients_are_those_of_the_reference(new(
            new(
                new(1, 7, 6),
                [
                    new Layer.Conv2d(2, 1) { Stride = new Extent(2, 1), Padding = 1, Dilation = 2, Bias = true },
                    new Layer.Conv2d(2, new Extent(2, 1)) { Padding = new Extent(2, 0), Dilation = new Extent(1, 2), Groups = 2 },
                    new Layer.Relu(),
                    new Layer.Flatten(),
                    new Layer.Conv2d(128, new Extent(1, 2))
                    {
                        Stride = 2, Padding = 2, Dilation = new Extent(1, 2), Groups = 64, Bias = true,
                    },
                    new Layer.Flatten(),
                    new Layer.Linear(70),
                    new Layer.Relu(),
                ]),
            BatchSize: 50,
            Seed: 901796)).QuickCheckThrowOnFailure();

    /// <summary>A channel that padding makes constant leaves its normalisation nothing but rounding to enlarge, 316 times.</summary>
    [Fact]
    public void A_channel_without_variance_enlarges_rounding() =>
        Gradients_are_those_of_the_reference(new(
            new(
                new(4, 5, 5),
                [
                    new Layer.Conv2d(2, 1) { Stride = new Extent(2, 1), Padding = 2, Dilation = 2, Groups = 2, Bias = true },
                    new Layer.Flatten(),
                    new Layer.BatchNorm2d(),
                ]),
            BatchSize: 35,
            Seed: 70920)).QuickCheckThrowOnFailure();

    /// <summary>What a normalisation leaves of such a channel is again without variance, and the next one enlarges it 316 times.</summary>
    [Fact]
    public void Normalisations_in_a_row_enlarge_rounding_by_their_product() =>
        Gradients_are_those_of_the_reference(new(
            new(
                new(5, 7, 6),
                [
                    new Layer.Conv2d(15, 3) { Stride = 2, Dilation = new Extent(1, 2), Groups = 5 },
                    new Layer.Conv2d(45, new Extent(3, 1))
                    {
                        Stride = new Extent(1, 2), Padding = new Extent(2, 1), Dilation = new Extent(2, 1), Groups = 15, Bias = true,
                    },
                    new Layer.BatchNorm2d(),
                    new Layer.BatchNorm2d(),
                    new Layer.Flatten(),
                    new Layer.Linear(3),
                ]),
            BatchSize: 4,
            Seed: 847844)).QuickCheckThrowOnFailure();

    /// <summary>Depthwise convolutions that normalise what they read, and one that cannot: zeros around z are not zeros around y.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Gradients_through_a_normalisation_that_is_read_through_are_those_of_the_reference(int padding) =>
        Gradients_are_those_of_the_reference(new(
            new(
                new(1, 10, 9),
                [
                    new Layer.Conv2d(3, 3), new Layer.BatchNorm2d(), new Layer.Relu(),
                    new Layer.Conv2d(3, 3) { Groups = 3, Padding = padding }, new Layer.Conv2d(4, 1), new Layer.BatchNorm2d(),
                    new Layer.Conv2d(4, 3) { Groups = 4 }, new Layer.Flatten(), new Layer.Linear(3),
                ]),
            BatchSize: 20,
            Seed: 5)).QuickCheckThrowOnFailure();

    /// <summary>Poolings that go before a normalisation: read through, changed in place behind it, pooled again.</summary>
    [Theory]
    [MemberData(nameof(PooledBefore))]
    public void Gradients_through_a_pooling_that_goes_before_its_normalisation_are_those_of_the_reference(NetworkCase network) =>
        Gradients_are_those_of_the_reference(network).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(MadeAgain))]
    public void Gradients_behind_a_pooling_are_those_of_the_reference(NetworkCase network) =>
        Gradients_are_those_of_the_reference(network).QuickCheckThrowOnFailure();

    private static RandomBatch Batch(NetworkCase network) =>
        new(network.Architecture.Input, network.BatchSize, network.Classes, network.Seed);

    private static (Weights Before, Weights After, double LossSum) OneStep(NetworkCase network, double smoothing)
    {
        var plan = network.Checked(t => t with { LabelSmoothing = smoothing });
        var before = RandomWeights.Of(plan, network.Seed);
        using var simd = new SimdBackend().Create(plan, before, network.Seed, threads: 2);
        var result = simd.Train(Batch(network), new(1, 0), step: 3);
        return (before, simd.Read(), result.LossSum);
    }

    /// <summary>The loss, how near the nearest kink is, and how much the normalisations, one behind the other, enlarge rounding.</summary>
    private static (double Loss, double NearestKink, double Gain) ReferenceLoss(
        NetworkCase network, Dictionary<string, double[]> values, RandomBatch batch, double smoothing)
    {
        var reference = new ReferenceNetwork(network.Architecture, values, isTraining: true) { Keeps = Dropouts.Keeps(network, step: 3) };
        var loss = ReferenceNetwork.Loss(reference.Logits(batch.Doubles), batch.Labels, smoothing);
        var gains = reference.Statistics.Values.Select(seen => seen.Variance
            .Select(variance => 1 / Math.Sqrt(variance + 1e-5)).Where(double.IsFinite).Append(1).Max());
        return (loss, reference.NearestKink, gains.Aggregate(1.0, (product, gain) => product * gain));
    }

    private static IEnumerable<int> Picks(int count, int seed) => count <= Samples
        ? Enumerable.Range(0, count)
        : Enumerable.Range(0, Samples).Select(i => RandomStream.Of(seed, RandomPurpose.Split).Below(i, count)).Distinct();

    private static double Outside(double value, (double Low, double High) range) =>
        Math.Max(0, Math.Max(range.Low - value, value - range.High));

    // Slopes to either side: at a kink of a ReLU or a tie of a maximum any slope between them is a gradient.
    private static (double Low, double High) Slopes(double[] values, int index, Func<double> loss)
    {
        var value = values[index];
        var here = loss();
        values[index] = value + Nudge;
        var right = (loss() - here) / Nudge;
        values[index] = value - Nudge;
        var left = (here - loss()) / Nudge;
        values[index] = value;
        return (Math.Min(left, right), Math.Max(left, right));
    }
}
