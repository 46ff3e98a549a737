using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Mnist.Engine.Export.Firmware;
using Mnist.Engine.Quantization;
using Xunit;

namespace Mnist.PropertyTests;

/// <summary>What a device gave, and what it took.</summary>
/// <param name="Logits">Of all images, one after the other.</param>
/// <param name="Flash">Bytes linked: code and constants.</param>
/// <param name="Ram">Bytes linked: all that changes but the stack.</param>
/// <param name="Stack">Bytes of stack that were touched.</param>
/// <param name="Symbols">Size of each symbol.</param>
/// <param name="Ticks">What the device counts, for all images.</param>
internal sealed record DeviceAnswer(
    int[] Logits, long Flash, long Ram, long Stack, IReadOnlyDictionary<string, long> Symbols, long Ticks);

/// <summary>A test that needs an emulated device.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DeviceFactAttribute : FactAttribute
{
    public DeviceFactAttribute(string name) => Skip = EmulatedDevice.Named(name).Missing;
}

/// <summary>A device without an operating system, emulated.</summary>
/// <param name="Name">As tests call it.</param>
/// <param name="Programs">What has to be installed.</param>
internal abstract record EmulatedDevice(string Name, params IReadOnlyList<string> Programs)
{
    private static readonly string[] Freestanding =
        ["-std=gnu99", "-Os", "-Wall", "-Wextra", "-Werror", "-ffreestanding", "-fno-tree-loop-distribute-patterns", "-nostdlib"];

    private static readonly EmulatedDevice[] All =
    [
        new Qemu("Cortex-M0", "arm-none-eabi-", "qemu-system-arm", ["-M", "microbit"], ["-mcpu=cortex-m0", "-mthumb"], 0, 0x20000000),
        new Qemu("Cortex-M3", "arm-none-eabi-", "qemu-system-arm", ["-M", "mps2-an385"], ["-mcpu=cortex-m3", "-mthumb"], 0, 0x20000000),
        new Qemu(
            "RV32",
            "riscv64-unknown-elf-",
            "qemu-system-riscv32",
            ["-M", "virt", "-bios", "none"],
            ["-march=rv32imac", "-mabi=ilp32"],
            0x80000000,
            0x80100000),
        new Avr(),
    ];

    public static EmulatedDevice Named(string name) => All.Single(device => device.Name == name);

    /// <summary>Why it cannot be emulated here; null where it can.</summary>
    public virtual string? Missing => Mnist.PropertyTests.Programs.Missing(Programs);

    /// <summary>Compiles a network for the device and has it read images; what does not fit does not link.</summary>
    public DeviceAnswer Read(FirmwareNetwork network, byte[] images, int flash, int ram)
    {
        using var folder = new TemporaryFolder();
        folder.Write(FirmwareWriter.HeaderName, Encoding.ASCII.GetBytes(FirmwareWriter.Header(network, [Name])));
        folder.Write(FirmwareWriter.SourceName, Encoding.ASCII.GetBytes(FirmwareWriter.Source(network, [Name])));
        folder.Write("images.bin", images);
        var tests = typeof(EmulatedDevice).Assembly;
        foreach (var resource in tests.GetManifestResourceNames().Where(n => n.StartsWith("Devices.", StringComparison.Ordinal)))
        {
            using var stream = tests.GetManifestResourceStream(resource)!;
            using var content = new MemoryStream();
            stream.CopyTo(content);
            folder.Write(resource["Devices.".Length..], content.ToArray());
        }

        return Read(folder.Path, flash, ram, network.Network.Graph.Input.Width);
    }

    private protected abstract DeviceAnswer Read(string folder, int flash, int ram, int width);

    /// <summary>text + data, and data + bss.</summary>
    private protected static (long Flash, long Ram) Size(string program, string file)
    {
        var numbers = Text(program, [file]).Split('\n')[1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Take(3).Select(long.Parse).ToArray();
        return (numbers[0] + numbers[1], numbers[1] + numbers[2]);
    }

    private protected static Dictionary<string, (long Address, long Bytes)> Symbols(string program, string file) =>
        Text(program, ["-S", file])
        .Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words.Length is 3 or 4)
        .GroupBy(words => words[^1], StringComparer.Ordinal)
        .ToDictionary(
            same => same.Key,
            same => (Hexadecimal(same.First()[0]), same.First() is { Length: 4 } words ? Hexadecimal(words[1]) : 0),
            StringComparer.Ordinal);

    private protected static string Text(string program, IEnumerable<string> arguments, string? folder = null) =>
        Encoding.ASCII.GetString(Mnist.PropertyTests.Programs.Run(program, arguments, folder: folder));

    private protected static int[] Logits(string folder) =>
        MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(Path.Combine(folder, "logits.bin"))).ToArray();

    private static long Hexadecimal(string digits) => long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>By qemu, images and logits through semihosting.</summary>
    private sealed record Qemu(
        string Name, string Prefix, string Emulator, string[] Machine, string[] Cpu, long FlashAt, long RamAt)
        : EmulatedDevice(Name, $"{Prefix}gcc", Emulator)
    {
        private protected override DeviceAnswer Read(string folder, int flash, int ram, int width)
        {
            string[] places = [$"FLASH={FlashAt}", $"FLASH_BYTES={flash}", $"RAM={RamAt}", $"RAM_BYTES={ram}"];
            Text(
                $"{Prefix}gcc",
                [
                    .. Freestanding, .. Cpu, "-I.", FirmwareWriter.SourceName, "device.c", "-T", "device.ld",
                    .. places.Select(place => $"-Wl,--defsym={place}"), "-lgcc", "-o", "device.elf",
                ],
                folder);
            Text(
                Emulator,
                [
                    .. Machine, "-nographic", "-monitor", "none", "-serial", "none", "-icount", "shift=0",
                    "-semihosting-config", "enable=on,target=native", "-kernel", "device.elf",
                ],
                folder);
            var elf = Path.Combine(folder, "device.elf");
            var figures = MemoryMarshal.Cast<byte, uint>(File.ReadAllBytes(Path.Combine(folder, "figures.bin"))).ToArray();
            var (linked, changing) = Size($"{Prefix}size", elf);
            var symbols = Symbols($"{Prefix}nm", elf).ToDictionary(s => s.Key, s => s.Value.Bytes, StringComparer.Ordinal);
            return new(Logits(folder), linked, changing, figures[1], symbols, figures[0]);
        }
    }

    /// <summary>An ATmega328P, the device of an Arduino Uno, by simavr, which counts cycles.</summary>
    private sealed record Avr() : EmulatedDevice("ATmega328P", "avr-gcc", "simavr", "gcc")
    {
        private static readonly string[] Options = ["-std=gnu99", "-mmcu=atmega328p", "-Os", "-Wall", "-Wextra", "-Werror", "-I."];

        public override string? Missing =>
            base.Missing ?? (File.Exists("/usr/include/simavr/sim_avr.h") ? null : "libsimavr-dev is not installed.");

        private protected override DeviceAnswer Read(string folder, int flash, int ram, int width)
        {
            Text("avr-gcc", [.. Options, FirmwareWriter.SourceName, "avr.c", "-o", "device.elf"], folder);
            Text("gcc", ["-O2", "simulator.c", "-lsimavr", "-lelf", "-o", "simulator"], folder);
            var elf = Path.Combine(folder, "device.elf");
            var symbols = Symbols("avr-nm", elf);
            var told = Text(
                Path.Combine(folder, "simulator"),
                [
                    "device.elf", Address("row"), Address("logits"), $"{symbols["logits"].Bytes}", Address("_end"),
                    "images.bin", "logits.bin",
                ],
                folder).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ').Select(long.Parse).ToArray();
            var (linked, changing) = Size("avr-size", elf);
            Assert.InRange(linked, 0, flash);
            Assert.InRange(changing + told[1], 0, ram);
            return new(
                Logits(folder),
                linked,
                changing,
                told[1],
                symbols.ToDictionary(s => s.Key, s => s.Value.Bytes, StringComparer.Ordinal),
                told[0] * (new FileInfo(Path.Combine(folder, "images.bin")).Length / (width * width)));

            string Address(string symbol) => symbols[symbol].Address.ToString("x", CultureInfo.InvariantCulture);
        }
    }
}
