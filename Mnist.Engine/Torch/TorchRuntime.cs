using System.Runtime.InteropServices;
using TorchSharp;

namespace Mnist.Engine.Torch;

/// <summary>The native library behind TorchSharp.</summary>
/// <remarks>
/// TorchSharp prints a page to standard output where its library does not load, so the library is loaded here first, without a word.
/// </remarks>
internal static unsafe class TorchRuntime
{
    private const string Bridge = "LibTorchSharp";
    private const string Library = "torch_cpu";

    /// <summary>Why the native library does not load, in one line of the loader's; null where it does.</summary>
    public static string? Failure { get; } = Load();

    /// <summary>Version of TorchSharp.</summary>
    public static Version BridgeVersion { get; } = new(typeof(torch).Assembly.GetName().Version!.ToString(fieldCount: 3));

    /// <summary>Version of the libtorch that is really loaded; null where it is too old to tell.</summary>
    /// <remarks>Not <c>torch.__version__</c>, which is the version that TorchSharp was built against.</remarks>
    public static Version? LibraryVersion()
    {
        if (!NativeLibrary.TryLoad(Library, typeof(torch).Assembly, null, out var library)
            || !NativeLibrary.TryGetExport(library, "aoti_torch_abi_version", out var function))
            return null;

        // One byte each for major, minor and patch, from the top (torch/headeronly/version.h).
        var version = ((delegate* unmanaged<ulong>)function)();
        return new((int)(version >> 56), (int)(version >> 48) & 0xFF, (int)(version >> 40) & 0xFF);
    }

    /// <summary>Where networks compute: the first GPU, or else the processor.</summary>
    public static torch.Device Device() => torch.cuda.is_available() ? torch.CUDA : torch.CPU;

    private static string? Load()
    {
        OpenMp.LetThreadsSleep();

        // The order is TorchSharp's own; only the second has to succeed.
        NativeLibrary.TryLoad(Library, typeof(torch).Assembly, null, out _);
        try
        {
            NativeLibrary.Load(Bridge, typeof(torch).Assembly, null);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return Reason(e.Message);
        }
    }

    // The loader lists a line for every place that it looked at. One that is not about the library itself tells what the library lacks;
    // where all are, it lies at none of them.
    private static string Reason(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Skip(1).FirstOrDefault(line => !line.Split(": ")[0].Contains(Bridge, StringComparison.Ordinal))
            ?? (lines.Length > 1
                ? $"{Bridge} does not lie beside this program; packages of the command leave it out"
                : lines[0].Split(". ")[0]);
    }
}
