using FsCheck.Fluent;
using Mnist.Domain.Checking;
using Mnist.Domain.Deployment;
using Mnist.Domain.Training;
using Mnist.Engine.Backends;
using Mnist.Engine.Data;
using Mnist.Engine.Quantization;
using Mnist.Engine.Simd;
using Mnist.Engine.Training;
using Mnist.Host.Runs;
using Xunit;
using Xunit.Abstractions;

namespace Mnist.PropertyTests.Engine;

/// <summary>Exported C gives the interpreter's bits: in 8 bits all of them, in float32 up to rounding.</summary>
public sealed class FirmwareTests(ITestOutputHelper output)
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

    /// <summary>
    /// By gcc and clang, optimised on all test images, and with all sanitizers on some of a network that was trained for an epoch;
    /// MNIST_FIRMWARE_RUNS names a folder of runs that are read so on all, in float32 too.
    /// </summary>
    [GccMnistFact]
    public async Task Trained_networks_give_the_interpreters_logits_of_MNISTs_test_images()
    {
        var data = (await DataFolder.ReadAsync(MnistFactAttribute.Folder!)).OrThrow();
        if (Environment.GetEnvironmentVariable("MNIST_FIRMWARE_RUNS") is { } folder)
        {
            foreach (var run in Directory.GetDirectories(folder).Select(directory => TrainedRun.Load(directory).OrThrow()))
            {
                Compare(data, run.Plan, run.Weights, data.Test.Count);
                CompareFloat(data, run.Plan, run.Weights);
            }
        }
        else
        {
            var (plan, weights) = TrainedBriefly.Of(data);
            Compare(data, plan, weights, isChecked: 300);
        }
    }

    private static void Compare(DataSet data, CheckedPlan plan, Weights weights, int isChecked)
    {
        var folded = FoldedNetwork.Of(QuantizationTests.Deployed(plan), weights, plan.Plan.Training.Normalization);
        var quantized = Quantizer.Quantize(folded, data.Training).OrThrow();
        var exact = new IntegerInterpreter(quantized);
        var outputs = plan.Summary.Output.Channels;
        var expected = Enumerable.Range(0, data.Test.Count).AsParallel().AsOrdered()
            .SelectMany(i => exact.Logits(data.Test.Image(i))).ToArray();
        foreach (var compiler in Compilers.Where(c => Programs.Find(c) is not null))
        {
            foreach (var (options, count) in new[] { (HostFirmware.Fast, data.Test.Count), (HostFirmware.Checked, isChecked) })
            {
                if (options == HostFirmware.Checked && !HostFirmware.HasSanitizers(compiler))
                    continue;
                var pixels = data.Test.Pixels[..(count * ImageSet.ImageSize)].ToArray();
                Assert.Equal(
                    expected[..(count * outputs)],
                    HostFirmware.Logits<int>(new FirmwareNetwork.Int8(quantized), pixels, compiler, options));
            }
        }
    }

    private void CompareFloat(DataSet data, CheckedPlan plan, Weights weights)
    {
        var network = DeploymentCalculator.Of(plan.Plan.Architecture, plan.Summary, NumberFormat.Float32)!;
        var folded = new FirmwareNetwork.Float32(FoldedNetwork.Of(network, weights, plan.Plan.Training.Normalization));
        var expected = folded.Read(data.Test, default).Predictions;
        using var simd = new SimdBackend().Create(plan, weights, 1, threads: 1);
        var trained = Predictions.Of(simd, data.Test, plan);
        foreach (var compiler in Compilers.Where(c => Programs.Find(c) is not null))
        {
            foreach (var options in new[] { HostFirmware.Fast, HostFirmware.Checked })
            {
                if (options == HostFirmware.Checked && !HostFirmware.HasSanitizers(compiler))
                    continue;
                var actual = new Predictions(
                    HostFirmware.Logits<float>(folded, data.Test.Pixels.ToArray(), compiler, options), expected.Outputs);
                output.WriteLine($"{plan.Plan.Name}, {compiler} {options[1]}: worst difference of a logit "
                    + $"{Worst(actual, expected):G3} from the interpreter, {Worst(actual, trained):G3} from the engine");
                Assert.All(Enumerable.Range(0, actual.Count), i => Assert.Equal(expected.Class(i), actual.Class(i)));
                Assert.All(Enumerable.Range(0, actual.Count), i => Assert.Equal(trained.Class(i), actual.Class(i)));
            }
        }
    }

    private static float Worst(Predictions left, Predictions right) => Enumerable.Range(0, left.Count)
        .Max(i => left.Logits(i).ToArray().Zip(right.Logits(i).ToArray(), (a, b) => Math.Abs(a - b)).Max());

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
