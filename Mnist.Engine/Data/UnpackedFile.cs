using System.IO.Compression;

namespace Mnist.Engine.Data;

/// <summary>The content of a file, unpacked where it is packed with gzip; which of the two is told from the file's first bytes.</summary>
/// <remarks>
/// As for gzip itself, several packed parts after each other are one content, and padding after them is none of it. Every part's
/// checksum is compared, and a part that is cut off is damage: Directory.Build.props turns that on in the runtime.
/// </remarks>
internal sealed class UnpackedFile : IDisposable
{
    private const int BufferSize = 1 << 16;

    /// <summary>Images of digits shrink to a fifth: a claim of more than sixteen times the file is tested before memory is taken.</summary>
    private const int PlausibleExpansion = 16;

    private readonly Stream file;
    private readonly bool isPacked;
    private Stream content;

    /// <summary>Looks at the first bytes.</summary>
    /// <param name="file">At its start; can seek; stays open.</param>
    public UnpackedFile(Stream file)
    {
        this.file = file;
        Span<byte> start = stackalloc byte[2];
        isPacked = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start is [0x1F, 0x8B];
        content = Restart();
    }

    /// <summary>Bytes given so far, also where unpacking broke off with an exception.</summary>
    public long Total { get; private set; }

    /// <summary>So many bytes; null where the content ends first.</summary>
    /// <remarks>What is out of proportion to the file is read through once before memory is taken for it: a bomb costs time only.</remarks>
    /// <param name="length">What the file claims to have.</param>
    /// <exception cref="InvalidDataException">It cannot be unpacked.</exception>
    public byte[]? Take(int length)
    {
        var plausible = isPacked ? file.Length * PlausibleExpansion : file.Length;
        if (Total + length > plausible && !Holds(length))
            return null;
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        return Fill(bytes) ? bytes : null;
    }

    /// <summary>Fills the buffer; false where the content ends first.</summary>
    /// <param name="buffer">Any length.</param>
    /// <exception cref="InvalidDataException">It cannot be unpacked.</exception>
    public bool Fill(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var got = content.Read(buffer);
            if (got == 0)
                return false;
            Total += got;
            buffer = buffer[got..];
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isPacked)
            content.Dispose();
    }

    private bool Holds(int length)
    {
        var taken = Total;
        if (!Skip(length))
            return false;
        Dispose();
        content = Restart();
        return Skip(taken);
    }

    private bool Skip(long length)
    {
        var piece = new byte[BufferSize];
        for (; length > piece.Length; length -= piece.Length)
        {
            if (!Fill(piece))
                return false;
        }

        return Fill(piece.AsSpan(0, (int)length));
    }

    private Stream Restart()
    {
        (file.Position, Total) = (0, 0);
        return isPacked ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
    }
}
