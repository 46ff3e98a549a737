using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Deployment;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Engine.Data;
using Mnist.Engine.Quantization;
using Mnist.Engine.Simd;
using Mnist.Engine.Training;
using Xunit;

namespace Mnist.PropertyTests.Engine;

public sealed class QuantizationTests
{
    /// <summary>Half a unit for the rounding, and as much of a bit as the multiplier is off.</summary>
    [Property(MaxTest = 1_000)]
    public bool A_rescaling_is_the_product_rounded(int number, NormalFloat size)
    {
        var factor = Math.Pow(2, -Math.Abs(size.Get) % 28);
        var bound = 0.5 + (Math.Abs((double)number) * factor * Math.Pow(2, -31));
        return Math.Abs(Rescaling.Of(factor).Apply(number) - (number * factor)) <= bound;
    }

    [Theory]
    [InlineData(0.5, 3, 2)] // halves go up
    [InlineData(0.5, -3, -1)]
    [InlineData(0.25, 2, 1)]
    [InlineData(1, int.MinValue, int.MinValue)]
    [InlineData(1e-30, int.MaxValue, 0)]
    public void A_rescaling_rounds_halves_up(double factor, int number, int expected) =>
        Assert.Equal(expected, Rescaling.Of(factor).Apply(number));

    /// <summary>Layer by layer in float32, without dropout and normalisation, a network computes what it was trained to.</summary>
    [Property(MaxTest = 100, Arbitrary = [typeof(DigitNetworks)])]
    public void A_folded_network_gives_the_reference_s_logits(NetworkCase network)
    {
        var plan = network.Checked();
        var weights = RandomWeights.Of(plan, network.Seed);
        var folded = FoldedNetwork.Of(Deployed(plan), weights, Normalization.Mnist);
        var image = DigitNetworks.Image(network.Architecture.Input, network.Seed);
        var input = new ReferenceTensor(
            1,
            network.Architecture.Input,
            [.. image.Select(level => ((level / 255.0) - Normalization.Mnist.Mean) / Normalization.Mnist.StandardDeviation)]);
        var reference = new ReferenceNetwork(network.Architecture, ReferenceNetwork.Doubles(weights), isTraining: false);
        var expected = reference.Logits(input).Values;
        var scale = Math.Max(1, expected.Max(Math.Abs));
        var actual = folded.Logits(image);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second) / scale, 0, 1e-4));
    }

    /// <summary>Bias and 8 bits at every value: logits of a shallow network are off by little of the range that they have.</summary>
    [Property(MaxTest = 100, Arbitrary = [typeof(DigitNetworks)])]
    public Property A_network_of_8_bits_stays_near_the_trained_one(NetworkCase network)
    {
        var plan = network.Checked();
        var folded = FoldedNetwork.Of(Deployed(plan), RandomWeights.Of(plan, network.Seed), Normalization.Mnist);
        var images = DigitNetworks.Images(network.Architecture.Input, network.Seed);
        var quantized = Quantize(folded, images);
        var logits = new IntegerInterpreter(quantized).Logits(images[0]);
        var zero = quantized.Network.EndsInSums ? 0 : quantized.Values[^1].Zero;
        var expected = folded.Logits(images[0]);
        var range = images.SelectMany(image => folded.Logits(image)).Append(0).ToArray();
        var worst = logits.Zip(expected, (q, x) => Math.Abs((quantized.LogitScale * (q - zero)) - x)).Max()
            / Math.Max(1e-3f, range.Max() - range.Min());
        return (worst < 0.25).Label($"off by {worst:P1} of the range").Classify(worst < 0.03, "3 % of the range at most");
    }

    [Property(MaxTest = 20)]
    public bool The_class_is_the_first_largest_integer_and_the_hash_is_of_all_logits(int seed)
    {
        var plan = PlanChecker.Check(Ours.Under2k, DataSpec.Mnist).OrThrow();
        var images = DigitNetworks.Images(Shape.MnistImage, Math.Abs(seed % 1_000_000));
        var quantized = Quantize(FoldedNetwork.Of(Deployed(plan), RandomWeights.Of(plan, seed), Normalization.Mnist), images);
        var exact = new IntegerInterpreter(quantized);
        var reading = new FirmwareNetwork.Int8(quantized).Read(
            new([.. images.SelectMany(image => image)], new byte[images.Count]), default);
        var logits = images.Select(image => exact.Logits(image)).ToList();
        var hash = Convert.ToHexStringLower(SHA256.HashData([.. logits.SelectMany(l => l).SelectMany(BitConverter.GetBytes)]));
        return logits.Index().All(at => reading.Predictions.Class(at.Index) == Array.IndexOf(at.Item, at.Item.Max()))
            && reading.LogitsHash == hash;
    }

    /// <summary>Each integer of a network counts.</summary>
    [Fact]
    public void A_networks_hash_changes_with_each_integer()
    {
        var plan = PlanChecker.Check(Ours.Under2k, DataSpec.Mnist).OrThrow();
        var network = Quantize(
            FoldedNetwork.Of(Deployed(plan), RandomWeights.Of(plan, 1), Normalization.Mnist), [new byte[ImageSet.ImageSize]]);
        var hash = network.Hash();
        var first = network.Nodes.OfType<QuantizedNode.Convolution>().First();
        void Changes(Action change, Action back)
        {
            change();
            Assert.NotEqual(hash, network.Hash(), StringComparer.Ordinal);
            back();
            Assert.Equal(hash, network.Hash());
        }

        Changes(() => first.Weights[0]++, () => first.Weights[0]--);
        Changes(() => first.Bias[^1]++, () => first.Bias[^1]--);
        var scale = first.Scales[0];
        Changes(() => first.Scales[0] = scale with { Shift = scale.Shift + 1 }, () => first.Scales[0] = scale);
        Changes(() => first.Scales[0] = scale with { Multiplier = scale.Multiplier + 1 }, () => first.Scales[0] = scale);
        var zero = network.Values.With(1, network.Values[1] with { Zero = 5 });
        Assert.NotEqual(hash, (network with { Values = zero }).Hash(), StringComparer.Ordinal);
    }

    [MnistFact]
    public async Task Eight_bits_read_digits_as_float32_does()
    {
        var data = (await DataFolder.ReadAsync(MnistFactAttribute.Folder!)).OrThrow();
        var (plan, weights) = TrainedBriefly.Of(data);
        var quantized = Quantize(
            FoldedNetwork.Of(Deployed(plan), weights, plan.Plan.Training.Normalization),
            [.. Enumerable.Range(0, Quantizer.CalibrationImages).Select(i => data.Training.Image(i).ToArray())]);
        using var network = new SimdBackend().Create(plan, weights, 1, threads: 1);
        var some = data.Test.Select([.. Enumerable.Range(0, 2_000)]);
        var predictions = Predictions.Of(network, some, plan);
        var exact = new IntegerInterpreter(quantized);
        var same = Enumerable.Range(0, some.Count).Count(i =>
            exact.Logits(some.Image(i)) is var logits && Array.IndexOf(logits, logits.Max()) == predictions.Class(i));
        Assert.InRange(same, some.Count * 99 / 100, some.Count);
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_told()
    {
        var plan = PlanChecker.Check(Ours.Under2k, DataSpec.Mnist).OrThrow();
        var weights = RandomWeights.Of(plan, 1);
        weights[weights.Tensors.Count - 1][0] = float.NaN;
        var images = new ImageSet(new byte[ImageSet.ImageSize], new byte[1]);
        Quantizer.Quantize(FoldedNetwork.Of(Deployed(plan), weights, Normalization.Mnist), images).Match(
            valid: _ => throw new InvalidOperationException("It was taken."),
            invalid: errors =>
            {
                Assert.Equal("26", Assert.IsType<QuantizationError.NotFinite>(Assert.Single(errors)).Layer.Path);
                return true;
            });
    }

    internal static DeployedNetwork Deployed(CheckedPlan plan) =>
        DeploymentCalculator.Of(plan.Plan.Architecture, plan.Summary, NumberFormat.Int8)!;

    internal static QuantizedNetwork Quantize(FoldedNetwork folded, IReadOnlyList<byte[]> images) =>
        Quantizer.Quantize(folded, images).OrThrow();
}
