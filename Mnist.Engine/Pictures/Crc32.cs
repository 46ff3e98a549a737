namespace Mnist.Engine.Pictures;

/// <summary>The checksum of PNG's chunks.</summary>
/// <remarks>CRC-32 of ISO 3309, reflected, polynomial 0xEDB88320; Portable Network Graphics, third edition, annex D.</remarks>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i => Byte((uint)i))];

    /// <summary>The checksum of some bytes.</summary>
    /// <param name="bytes">Any number.</param>
    public static uint Of(ReadOnlySpan<byte> bytes) => Of(bytes, []);

    /// <summary>The checksum of two runs of bytes, one behind the other.</summary>
    /// <param name="first">Any number.</param>
    /// <param name="second">Any number.</param>
    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => ~Add(Add(uint.MaxValue, first), second);

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = (crc >> 8) ^ Table[(byte)(crc ^ value)];
        return crc;
    }

    private static uint Byte(uint crc)
    {
        for (var bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        return crc;
    }
}
