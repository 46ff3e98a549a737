namespace Mnist.Engine.Pictures;

/// <summary>Pieces of memory read one after the other, without a copy of the whole.</summary>
/// <param name="pieces">In order.</param>
internal sealed class JoinedStream(List<ReadOnlyMemory<byte>> pieces) : Stream
{
    private int piece;
    private int offset;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (piece < pieces.Count && offset == pieces[piece].Length)
            (piece, offset) = (piece + 1, 0);
        if (piece == pieces.Count)
            return 0;

        var length = Math.Min(buffer.Length, pieces[piece].Length - offset);
        pieces[piece].Span.Slice(offset, length).CopyTo(buffer);
        offset += length;
        return length;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
