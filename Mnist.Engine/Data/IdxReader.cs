using System.Buffers.Binary;
using System.Security.Cryptography;
using Mnist.Engine.Files;

namespace Mnist.Engine.Data;

/// <summary>The items of an IDX file and the hash of the whole file, unpacked.</summary>
/// <param name="Items">(N, 28, 28) pixels or (N) labels, one byte each.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record IdxContent(byte[] Items, string Sha256);

/// <summary>Reads IDX files, plain or packed with gzip; which of the two is told from the content, not from the name.</summary>
internal static class IdxReader
{
    /// <summary>Most items a file may declare: 784 MB of images, more than any data set of this format has.</summary>
    public const int MaxCount = 1_000_000;

    /// <summary>Most columns that labels may have; QMNIST's have eight.</summary>
    private const int MaxColumns = 64;

    /// <summary>Reads and checks a whole file.</summary>
    /// <remarks>At most one byte beyond the declared size is unpacked, and memory is taken for what is there.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="layout">What it must hold.</param>
    public static Validation<IdxContent, DataError> Read(string path, IdxLayout layout)
    {
        if (Directory.Exists(path))
            return new DataError.IsDirectory(path);
        return FileAttempt.Get(
            () =>
            {
                using var file = RegularFile.OpenRead(path);
                return Read(file, path, layout);
            },
            cause => new DataError.Unreadable(path, cause));
    }

    /// <summary>Reads and checks a whole file that is open.</summary>
    /// <param name="file">At its start; can seek.</param>
    /// <param name="path">What errors call it.</param>
    /// <param name="layout">What it must hold.</param>
    internal static Validation<IdxContent, DataError> Read(Stream file, string path, IdxLayout layout)
    {
        using var unpacked = new UnpackedFile(file);
        try
        {
            return Read(unpacked, path, layout);
        }
        catch (InvalidDataException)
        {
            return new DataError.DamagedGzip(path, unpacked.Total);
        }
    }

    private static Validation<IdxContent, DataError> Read(UnpackedFile stream, string path, IdxLayout layout)
    {
        var header = new byte[layout.HeaderSize()];
        var isWhole = stream.Fill(header);
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (layout == IdxLayout.Labels && isWhole && magic == IdxLayout.WideLabels.Magic())
        {
            layout = IdxLayout.WideLabels;
            var columns = new byte[layout.HeaderSize() - header.Length];
            isWhole = stream.Fill(columns);
            header = [.. header, .. columns];
        }

        if (stream.Total >= sizeof(uint) && magic != layout.Magic())
            return new DataError.WrongMagic(path, layout.Magic(), magic);
        if (!isWhole)
            return new DataError.Truncated(path, header.Length, stream.Total);
        if (HeaderError(header, path, layout) is { } error)
            return error;

        var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)) * layout.ItemSize(header);
        var size = header.Length + (long)length;
        if (stream.Take(length) is not { } items)
            return new DataError.Truncated(path, size, stream.Total);
        if (stream.Fill(new byte[1]))
            return new DataError.TrailingBytes(path, size);
        var hash = Hash(header, items);
        return layout == IdxLayout.WideLabels
            ? FirstColumn(items, layout.ItemSize(header), path).Map(labels => new IdxContent(labels, hash))
            : new IdxContent(items, hash);
    }

    /// <summary>The labels of a file whose labels have further columns: where and by whom an image was written.</summary>
    private static Validation<byte[], DataError> FirstColumn(ReadOnlySpan<byte> items, int itemSize, string path)
    {
        var labels = new byte[items.Length / itemSize];
        for (var i = 0; i < labels.Length; i++)
        {
            var label = BinaryPrimitives.ReadInt32BigEndian(items[(i * itemSize)..]);
            if (label is < byte.MinValue or > byte.MaxValue)
                return new DataError.LabelOutOfRange(path, i, label, 0, ClassNames.Most);
            labels[i] = (byte)label;
        }

        return labels;
    }

    /// <summary>The hash that a file of this header and these items has.</summary>
    /// <param name="header">See <see cref="Idx.Header"/>.</param>
    /// <param name="items">All items.</param>
    /// <returns>Lower-case hexadecimal SHA-256.</returns>
    public static string Hash(ReadOnlySpan<byte> header, ReadOnlySpan<byte> items)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(items);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static DataError? HeaderError(ReadOnlySpan<byte> header, string path, IdxLayout layout)
    {
        var count = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        if (count > MaxCount)
            return new DataError.TooLarge(path, count, MaxCount);
        if (layout == IdxLayout.Images)
        {
            var (rows, columns) = (BinaryPrimitives.ReadUInt32BigEndian(header[8..]), BinaryPrimitives.ReadUInt32BigEndian(header[12..]));
            if ((rows, columns) != (ImageSet.Side, ImageSet.Side))
                return new DataError.WrongImageSize(path, rows, columns);
        }

        if (layout == IdxLayout.WideLabels && BinaryPrimitives.ReadUInt32BigEndian(header[8..]) is var wide and (0 or > MaxColumns))
            return new DataError.TooLarge(path, wide, MaxColumns);

        return count == 0 ? new DataError.Empty(path) : null;
    }
}
