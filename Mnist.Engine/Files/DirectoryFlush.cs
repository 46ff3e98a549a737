using System.Runtime.InteropServices;

namespace Mnist.Engine.Files;

/// <summary>Makes a folder's entries outlive a power cut: a renamed file is only as durable as the folder that names it.</summary>
/// <remarks>
/// .NET opens no folder as a file, so the C library is asked. Windows has no such call; its file systems keep a journal of names.
/// </remarks>
internal static partial class DirectoryFlush
{
    private const int ReadOnly = 0;
    private const int InvalidArgument = 22; // a file system that keeps names durable by itself, or cannot

    /// <summary>Waits until the folder's entries are on the disk.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="IOException">The folder cannot be opened, or the disk refused.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;

        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
            throw Failure(folder);
        var failure = Synchronise(descriptor) < 0 && Marshal.GetLastPInvokeError() != InvalidArgument ? Failure(folder) : null;
        _ = Close(descriptor);
        if (failure is not null)
            throw failure;
    }

    private static IOException Failure(string folder) =>
        new($"The folder '{folder}' could not be flushed to the disk: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
