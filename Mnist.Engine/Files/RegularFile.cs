using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mnist.Engine.Files;

/// <summary>Opens regular files only: the name of a pipe, a socket or a device never makes the program wait.</summary>
/// <remarks>
/// The type is asked for before opening, since opening alone can make a device act, and again of what was opened, since the name may
/// stand for something else by then. Opening does not wait, as it would for the writer of a pipe. Links are followed.
/// </remarks>
public static partial class RegularFile
{
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>O_RDONLY | O_NONBLOCK, and on Linux O_CLOEXEC.</summary>
    private static readonly int ReadWithoutWaiting = OperatingSystem.IsLinux() ? 0x800 | 0x80000 : 0x4;

    /// <summary>Opens a file for reading, at its start; it can seek and knows its length.</summary>
    /// <param name="path">Any path.</param>
    /// <exception cref="IOException">There is none, it is not regular, or the system refuses; a sentence without the path.</exception>
    /// <exception cref="UnauthorizedAccessException">Windows only: it may not be read.</exception>
    /// <exception cref="ArgumentException">It is no valid path.</exception>
    public static FileStream OpenRead(string path)
    {
        var full = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows())
            return Seekable(new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read));

        if (Stat(full, out var status) == 0)
            RequireRegular(status.Mode);
        var handle = Open(full, ReadWithoutWaiting);
        try
        {
            if (handle.IsInvalid || Stat(handle, out status) != 0)
                throw new IOException($"{Marshal.GetLastPInvokeErrorMessage()}.");
            RequireRegular(status.Mode);
            return new FileStream(handle, FileAccess.Read);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The whole content of a file.</summary>
    /// <param name="path">Any path.</param>
    /// <param name="most">Bytes that are read at most.</param>
    /// <exception cref="IOException">See <see cref="OpenRead"/>; or it is longer, and nothing was allocated.</exception>
    /// <exception cref="UnauthorizedAccessException">Windows only: it may not be read.</exception>
    /// <exception cref="ArgumentException">It is no valid path.</exception>
    public static byte[] ReadAllBytes(string path, int most)
    {
        using var file = OpenRead(path);
        if (file.Length > most)
            throw new IOException($"It has {file.Length} bytes, and at most {most} are read.");
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    /// <summary>Does nothing where a file of this name may be written: there is a regular file, or nothing yet.</summary>
    /// <param name="path">Any path.</param>
    /// <exception cref="IOException">It is something else, which a file would replace; a sentence without the path.</exception>
    public static void RequireWritable(string path)
    {
        if (!OperatingSystem.IsWindows() && Stat(Path.GetFullPath(path), out var status) == 0)
            RequireRegular(status.Mode);
    }

    private static FileStream Seekable(FileStream file)
    {
        if (file.CanSeek)
            return file;
        file.Dispose();
        throw new IOException("It is no regular file.");
    }

    private static void RequireRegular(int mode)
    {
        if ((mode & TypeMask) != Regular)
            throw new IOException($"It is {Kind(mode & TypeMask)} and no regular file.");
    }

    private static string Kind(int type) => type switch
    {
        0x1000 => "a pipe",
        0x2000 or 0x6000 => "a device",
        0x4000 => "a folder",
        0xC000 => "a socket",
        _ => "something else",
    };

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle Open(string path, int flags);

    // The runtime's own library, which gives all Unix systems one layout; the C library has another on each.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, out FileStatus status);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_FStat", SetLastError = true)]
    private static partial int Stat(SafeFileHandle file, out FileStatus status);

    /// <summary>The start of what the runtime's library fills, and room for the rest.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct FileStatus
    {
        public int Flags;
        public int Mode;
    }
}
