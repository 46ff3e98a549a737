using System.Runtime.InteropServices;

namespace Mnist.Host.Shell;

/// <summary>Standard output or standard error. Where it is full, gone or closed, what is written is lost and the verb goes on.</summary>
/// <remarks>A verb may have hours of work to keep; the terminal or the log that watches it is the least of what can fail.</remarks>
internal sealed partial class StandardDevice : Stream
{
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;
    private const int GetFlags = 1;
    private const int CloseOnExecute = 1;

    private readonly Stream? device;

    /// <summary>A device.</summary>
    /// <param name="device">Null where it was closed before the program started.</param>
    public StandardDevice(Stream? device) => this.device = device;

    /// <summary>Why something that was written did not arrive, in the system's words; null where everything did.</summary>
    public string? Loss { get; private set; }

    /// <summary>Whether there is a device.</summary>
    public bool IsOpen => device is not null;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The process's standard output.</summary>
    public static StandardDevice Output() => new(IsInherited(OutputDescriptor) ? Console.OpenStandardOutput() : null);

    /// <summary>The process's standard error.</summary>
    public static StandardDevice Error() => new(IsInherited(ErrorDescriptor) ? Console.OpenStandardError() : null);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            if (device is null)
                Loss ??= "it is closed.";
            else
                device.Write(buffer);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            Loss ??= refusal.Message;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>
    /// Whether a descriptor is the one that the program was started with. Where that was closed, the number is given to the first file that
    /// the runtime opens for itself, which must not be written to; unlike what is inherited, such a file is closed for other programs.
    /// </summary>
    private static bool IsInherited(int descriptor) =>
        OperatingSystem.IsWindows() || (Control(descriptor, GetFlags) is >= 0 and var flags && (flags & CloseOnExecute) == 0);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, int command);
}
