using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Engine.Data;
using Mnist.Engine.Quantization;
using Xunit;
using Xunit.Abstractions;

namespace Mnist.PropertyTests.Engine;

/// <summary>Exported C on emulated devices: the interpreter's bits, and the memory that was calculated.</summary>
/// <remarks>MNIST_DEVICE_IMAGES=500 reads so many images in place of a few.</remarks>
public sealed class DeviceTests(ITestOutputHelper output)
{
    private static int Images => int.TryParse(Environment.GetEnvironmentVariable("MNIST_DEVICE_IMAGES"), out var images) ? images : 4;

    [DeviceFact("Cortex-M0")]
    public Task A_Cortex_M0_gives_the_interpreters_bits_in_the_memory_that_was_calculated() => Check("Cortex-M0");

    [DeviceFact("Cortex-M3")]
    public Task A_Cortex_M3_gives_the_interpreters_bits_in_the_memory_that_was_calculated() => Check("Cortex-M3");

    [DeviceFact("RV32")]
    public Task An_RV32_gives_the_interpreters_bits_in_the_memory_that_was_calculated() => Check("RV32");

    [DeviceFact("ATmega328P")]
    public Task An_ATmega328P_gives_the_interpreters_bits_in_the_memory_that_was_calculated() => Check("ATmega328P");

    /// <summary>MNIST's first test images; null where MNIST is not here.</summary>
    private static async Task<byte[][]?> Digits() => MnistFactAttribute.Folder is { } folder
        ? First((await DataFolder.ReadAsync(folder)).OrThrow().Test)
        : null;

    private static byte[][] First(ImageSet images) => [.. Enumerable.Range(0, Images).Select(i => images.Image(i).ToArray())];

    private async Task Check(string name)
    {
        var device = EmulatedDevice.Named(name);
        var (flash, ram, plan) = name == "ATmega328P" ? (32_768, 2_048, Ours.Device2k) : (16_384, 4_096, Ours.Device4k);
        var passed = PlanChecker.Check(plan, DataSpec.Mnist).OrThrow();
        var images = (await Digits()) ?? [.. Enumerable.Range(0, Images).Select(i => DigitNetworks.Image(passed.Summary.Input, i))];
        var quantized = QuantizationTests.Quantize(
            FoldedNetwork.Of(QuantizationTests.Deployed(passed), RandomWeights.Of(passed, 1), Normalization.Mnist), images);
        var exact = new IntegerInterpreter(quantized);

        var answer = device.Read(new FirmwareNetwork.Int8(quantized), [.. images.SelectMany(i => i)], flash, ram);
        Assert.Equal(images.SelectMany(image => exact.Logits(image)), answer.Logits);
        Assert.Equal(quantized.Network.ArenaBytes, answer.Symbols["arena"]);
        Assert.Equal(quantized.Network.CounterBytes, answer.Symbols["done"]);
        string[] constants = ["weights_", "bias_", "multiplier_", "shift_"];
        Assert.Equal(
            quantized.Network.FlashBytes,
            answer.Symbols.Where(s => constants.Any(c => s.Key.StartsWith(c, StringComparison.Ordinal))).Sum(s => s.Value));
        Assert.InRange(answer.Ram + answer.Stack, 0, ram - 1);
        output.WriteLine(
            $"{plan.Name} on {name}: {answer.Flash} bytes of flash, {answer.Ram} of RAM and {answer.Stack} of stack, "
            + $"{answer.Ticks / Images} ticks an image");
    }
}
