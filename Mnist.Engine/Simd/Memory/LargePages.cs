using System.Runtime.InteropServices;

namespace Mnist.Engine.Simd.Memory;

/// <summary>Pages of 2 MB in place of 4 kB for large buffers, where the system gives them to who asks.</summary>
/// <remarks>
/// The activations of a batch take thousands of small pages, more than a processor remembers the places of, and each miss costs as much as
/// tens of vectors, twice that in a virtual machine. Linux gives large pages on request by default; elsewhere nothing is asked.
/// </remarks>
internal static unsafe partial class LargePages
{
    /// <summary>Bytes of one, and where it has to begin.</summary>
    public const nuint Size = 2 * 1024 * 1024;

    private const int HugePage = 14;

    /// <summary>Asks for them; all works as well without.</summary>
    /// <param name="memory">First byte, not used yet.</param>
    /// <param name="bytes">How many.</param>
    public static void AskFor(void* memory, nuint bytes)
    {
        if (OperatingSystem.IsLinux() && bytes >= Size)
            _ = Advise(memory, bytes, HugePage);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* memory, nuint bytes, int advice);
}
