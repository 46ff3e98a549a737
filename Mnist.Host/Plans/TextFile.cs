using System.Globalization;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace Mnist.Host.Plans;

/// <summary>Reads text that a person wrote, suspicious of everything else.</summary>
internal static class TextFile
{
    /// <summary>Largest file that is read, in bytes; a plan of a thousand layers has a tenth of it.</summary>
    public const int MaxBytes = 1_000_000;

    private const string Descriptors = "/dev/fd/";

    /// <summary>The text of a file as UTF-8 without a byte order mark.</summary>
    /// <param name="path">Any path.</param>
    /// <param name="most">Bytes that are read at most.</param>
    public static Validation<byte[], FileError> Read(string path, int most = MaxBytes)
    {
        if (Directory.Exists(path))
            return new FileError.IsDirectory();
        if (!File.Exists(path))
            return new FileError.Missing();
        return FileAttempt.Get(
            () =>
            {
                using var file = Open(path);
                var content = new byte[Math.Min(most, Math.Max(MaxBytes, file.CanSeek ? file.Length : 0)) + 1];
                var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
                return Text(content.AsSpan(0, length), most);
            },
            cause => new FileError.Unreadable(cause));
    }

    /// <summary>The text in a file's content.</summary>
    /// <param name="content">At least its first bytes, one more than are read at most.</param>
    /// <param name="most">Bytes that are read at most.</param>
    public static Validation<byte[], FileError> Text(ReadOnlySpan<byte> content, int most = MaxBytes)
    {
        if (content.Length > most)
            return new FileError.TooLarge(most);
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var text = content.StartsWith(mark) ? content[mark.Length..] : content;
        return text.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? new FileError.Empty()
            : Utf8.IsValid(text) ? text.ToArray()
            : new FileError.NotUtf8(Position.Of(text, ValidPrefix(text)));
    }

    /// <summary>A regular file, or what a shell has opened: <c>check /dev/stdin</c>, <c>check &lt;(mnist show eva6/2)</c>.</summary>
    private static FileStream Open(string path) => Descriptor(path) is { } descriptor
        ? new(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Read)
        : RegularFile.OpenRead(path);

    private static int? Descriptor(string path) =>
        path == "/dev/stdin" ? 0
        : !path.StartsWith(Descriptors, StringComparison.Ordinal) ? null
        : int.TryParse(path.AsSpan(Descriptors.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    /// <summary>Bytes before the first that is not UTF-8.</summary>
    private static int ValidPrefix(ReadOnlySpan<byte> text)
    {
        Span<char> characters = new char[text.Length];
        Utf8.ToUtf16(text, characters, out var read, out _, replaceInvalidSequences: false);
        return read;
    }
}
