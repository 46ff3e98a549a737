using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Runs;
using Mnist.Host.Wording;
using Spectre.Console;

namespace Mnist.Host.Verbs.Doctor;

/// <summary>One thing that the program needs or can use.</summary>
/// <param name="Name">What.</param>
/// <param name="Fine">Whether it is there.</param>
/// <param name="Found">What was found.</param>
/// <param name="Advice">What to do; null where nothing is.</param>
internal sealed record Finding(string Name, bool Fine, string Found, string? Advice = null);

/// <summary><c>mnist doctor</c>: what is built in, found and missing here, and what to do about it.</summary>
internal static class DoctorVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var output = Options.OutputFolder();
        return around.Answering(
            new("doctor", "What is built in, found and missing here, and what to do about it.") { output },
            parsed => Run(parsed.GetRequiredValue(output), around));
    }

    private static readonly ValueList<Column> Columns = [new(""), new("what", Importance: 8), new("found", Importance: 7)];

    public static Reply Run(string outputFolder, HostEnvironment around)
    {
        ValueList<Finding> findings =
        [
            new("operating system", Fine: true, $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.OSArchitecture}"),
            new("runtime", Fine: true, RuntimeInformation.FrameworkDescription),
            Cores(),
            Vectors(),
            .. BackendCatalog.All.Select(b => new Finding(
                $"backend {b.Name}", b.State is BackendState.Ready, b.State.Description(), b.State.Advice())),
            Data(around),
            Cache(around),
            Writable("run directories", outputFolder, "name a folder that can be written to with --out"),
            Terminal(around),
        ];
        return new(ExitCode.Done)
        {
            Text =
            [
                new Block.Table(Columns, findings.Select(Row).ToValueList()),
                .. findings.Where(f => f.Advice is not null).Select(f => new Block.Line($"{f.Name}: {f.Advice}.", Tone.Warning)),
            ],
            Json = () => JsonText.Write(new(findings), DoctorJson.Default.DoctorDocument),
        };
    }

    private static ValueList<Cell> Row(Finding finding) =>
        [finding.Fine ? new("ok", Tone.Good) : new("missing", Tone.Warning), finding.Name, finding.Found];

    private static Finding Cores() => new("cores", Fine: true, Environment.ProcessorCount.Of("core"));

    private static Finding Vectors()
    {
        var width = Vector512.IsHardwareAccelerated
            ? 512
            : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        var fused = Fma.IsSupported || Avx512F.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported;
        return new(
            "vectors",
            width > 0,
            $"{width} bits{(fused ? ", fused multiply-add" : "")}",
            width > 0 ? null : "training will be slow on this processor");
    }

    private static Finding Data(HostEnvironment around) => DataSource.Find(around).Match(
        valid: data => new Finding(
            "data",
            Fine: true,
            $"{data.Name}{(data.Origin == DataOrigin.Mnist ? "" : $" (not MNIST; {data.Classes.Count} classes)")}, "
                + $"{(data.Files.Count > 0 ? Path.GetDirectoryName(data.Files[0].Path) : "")}, verified"),
        invalid: errors => new Finding(
            "data",
            Fine: false,
            "no data set was found that can be read",
            string.Join(' ', errors.Select(e => e.Sentence())).TrimEnd('.')));

    private static Finding Cache(HostEnvironment around) => DataSource.Places(null, around).Cache is { } folder
        ? Writable("cache", folder, "set XDG_CACHE_HOME to a folder that can be written to, or give --data")
        : new("cache", Fine: false, "no home folder is known", "set XDG_CACHE_HOME or HOME, or give --data");

    /// <summary>Whether files can be made in a folder, or in the nearest one above it that exists. Nothing stays behind.</summary>
    private static Finding Writable(string name, string given, string advice)
    {
        var folder = given;
        try
        {
            folder = Path.GetFullPath(given); // fails where the working directory was deleted
            var existing = folder;
            while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } above)
                existing = above;
            using var probe = new FileStream(
                Path.Combine(
                    existing,
                    $".mnist-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return new(name, Fine: true, existing == folder ? folder : $"{folder} (will be made)");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return new(name, Fine: false, $"{folder} cannot be written to", advice);
        }
    }

    private static Finding Terminal(HostEnvironment around) => around.TerminalWidth is { } width
        ? new("terminal", Fine: true, $"{width} columns, {Colours(around.Colours())}")
        : new("terminal", Fine: true, "none: the output goes to a pipe or a file");

    private static string Colours(ColorSystemSupport colours) => colours switch
    {
        ColorSystemSupport.NoColors => "no colours",
        ColorSystemSupport.TrueColor => "16 million colours",
        ColorSystemSupport.EightBit => "256 colours",
        _ => "16 colours",
    };
}
