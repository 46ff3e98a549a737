using FsCheck.Fluent;
using Mnist.Domain.Deployment;
using Mnist.Domain.Training;
using Mnist.Engine.Data;
using Mnist.Engine.Quantization;
using Xunit;

namespace Mnist.PropertyTests.Engine;

/// <summary>Exported C gives the interpreter's bits: in 8 bits all of them, in float32 up to rounding.</summary>
public sealed class FirmwareTests
{
    private const int Cases = 10;

    private static readonly string[] Compilers = ["gcc", "clang"];

    /// <summary>With every kind of layer, and each schedule in turn.</summary>
    [GccFact]
    public void Every_kind_of_layer_gives_the_interpreters_logits_in_8_bits()
    {
        foreach (var network in Sample())
        {
            var folded = Folded(network, NumberFormat.Int8);
            var images = DigitNetworks.Images(network.Architecture.Input, network.Seed);
            var quantized = QuantizationTests.Quantize(folded, images);
            var exact = new IntegerInterpreter(quantized);
            var expected = images.SelectMany(image => exact.Logits(image)).ToArray();
            var actual = HostFirmware.Logits<int>(
                new FirmwareNetwork.Int8(quantized), [.. images.SelectMany(i => i)], "gcc", HostFirmware.Checked);
            Assert.True(expected.SequenceEqual(actual), $"{network}: {string.Join(' ', expected)} and not {string.Join(' ', actual)}");
        }
    }

    [GccFact]
    public void Every_kind_of_layer_gives_the_interpreters_logits_in_float32()
    {
        foreach (var network in Sample())
        {
            var folded = Folded(network, NumberFormat.Float32);
            var images = DigitNetworks.Images(network.Architecture.Input, network.Seed);
            var expected = images.SelectMany(image => folded.Logits(image)).ToArray();
            var actual = HostFirmware.Logits<float>(
                new FirmwareNetwork.Float32(folded), [.. images.SelectMany(i => i)], "gcc", HostFirmware.Checked);
            var scale = expected.Append(1).Max(Math.Abs);
            Assert.Equal(expected.Length, actual.Length);
            Assert.True(
                expected.Zip(actual).All(pair => Math.Abs(pair.First - pair.Second) / scale <= 1e-5),
                $"{network}: {string.Join(' ', expected)} and not {string.Join(' ', actual)}");
        }
    }

    [GccMnistFact]
    public async Task All_of_MNISTs_test_images_give_the_interpreters_logits()
    {
        var data = (await DataFolder.ReadAsync(MnistFactAttribute.Folder!)).Value();
        var (plan, weights) = TrainedBriefly.Of(data);
        var folded = FoldedNetwork.Of(QuantizationTests.Deployed(plan), weights, plan.Plan.Training.Normalization);
        var quantized = QuantizationTests.Quantize(folded, [.. Enumerable.Range(0, 1_000).Select(i => data.Training.Image(i).ToArray())]);
        var exact = new IntegerInterpreter(quantized);
        var expected = Enumerable.Range(0, data.Test.Count).AsParallel().AsOrdered()
            .SelectMany(i => exact.Logits(data.Test.Image(i))).ToArray();
        foreach (var compiler in Compilers.Where(c => Programs.Find(c) is not null))
        {
            Assert.Equal(
                expected,
                HostFirmware.Logits<int>(new FirmwareNetwork.Int8(quantized), data.Test.Pixels.ToArray(), compiler, HostFirmware.Fast));
        }
    }

    private static NetworkCase[] Sample() => DigitNetworks.Cases().Generator.Sample(30, Cases);

    private static FoldedNetwork Folded(NetworkCase network, NumberFormat format)
    {
        var plan = network.Checked();
        var graph = InferenceGraph.Of(network.Architecture, plan.Summary);
        var stages = Stage.Of(graph);
        var deployed = DeploymentCalculator.With(graph, stages, network.Seed % (stages.Count + 1), format);
        return FoldedNetwork.Of(deployed, RandomWeights.Of(plan, network.Seed), Normalization.Mnist);
    }
}
