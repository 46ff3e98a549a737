using System.Buffers.Binary;

namespace Mnist.PropertyTests;

/// <summary>
/// A reader of framed records that shares nothing with the writer: the checksum is a division of polynomials, bit by bit.
/// </summary>
internal static class EventRecords
{
    /// <summary>Castagnoli's polynomial, lowest power first.</summary>
    private const uint Polynomial = 0x82F63B78;

    /// <summary>The contents of all records.</summary>
    /// <exception cref="InvalidDataException">A length or checksum is wrong.</exception>
    public static IReadOnlyList<byte[]> Read(byte[] file)
    {
        var contents = new List<byte[]>();
        for (var rest = file.AsSpan(); rest.Length > 0;)
        {
            if (rest.Length < 16 || BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]) != Masked(rest[..8]))
                throw new InvalidDataException("length");
            var length = BinaryPrimitives.ReadUInt64LittleEndian(rest);
            if (length > (ulong)rest.Length - 16
                || BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + (int)length)..]) != Masked(rest.Slice(12, (int)length)))
                throw new InvalidDataException("content");
            contents.Add(rest.Slice(12, (int)length).ToArray());
            rest = rest[(16 + (int)length)..];
        }

        return contents;
    }

    public static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = Crc32C(bytes);
        return unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8u);
    }

    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var remainder = 0xFFFFFFFFu;
        foreach (var value in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
                remainder = (((remainder ^ (uint)(value >> bit)) & 1) == 1 ? Polynomial : 0) ^ (remainder >> 1);
        }

        return remainder ^ 0xFFFFFFFFu;
    }
}
