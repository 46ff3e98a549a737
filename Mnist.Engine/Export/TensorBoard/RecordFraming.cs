using System.Buffers.Binary;
using System.Numerics;

namespace Mnist.Engine.Export.TensorBoard;

/// <summary>Records as TensorFlow frames them (TFRecord): length, checksum of the length, content, checksum of the content.</summary>
/// <remarks>Length: 8 bytes, checksums: 4 bytes, little-endian. Source: tensorflow/core/lib/io/record_writer.h.</remarks>
internal static class RecordFraming
{
    /// <summary>Turned and moved, so that the checksum of data that hold checksums is no weaker; as in LevelDB.</summary>
    private const uint MaskDelta = 0xa282ead8;
    private const int MaskRotation = 15;

    /// <summary>One record.</summary>
    /// <param name="content">What the record holds.</param>
    public static byte[] Frame(ReadOnlySpan<byte> content)
    {
        const int Head = sizeof(ulong) + sizeof(uint);
        var record = new byte[Head + content.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(ulong)), MaskedCrc32C(record.AsSpan(0, sizeof(ulong))));
        content.CopyTo(record.AsSpan(Head));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(Head + content.Length), MaskedCrc32C(content));
        return record;
    }

    /// <summary>The checksum as it stands in a file.</summary>
    /// <param name="bytes">What it is taken of.</param>
    public static uint MaskedCrc32C(ReadOnlySpan<byte> bytes) => BitOperations.RotateRight(Crc32C(bytes), MaskRotation) + MaskDelta;

    /// <summary>CRC-32C (Castagnoli), RFC 3720 section 12.1.</summary>
    /// <param name="bytes">What it is taken of.</param>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
