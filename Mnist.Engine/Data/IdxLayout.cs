using System.Buffers.Binary;

namespace Mnist.Engine.Data;

/// <summary>The two IDX layouts that MNIST uses: a big-endian header of 32-bit numbers, then one unsigned byte for each value.</summary>
internal enum IdxLayout
{
    /// <summary>Magic 0x00000803, count, rows, columns; (N, 28, 28) bytes.</summary>
    Images,

    /// <summary>Magic 0x00000801, count; (N) bytes.</summary>
    Labels,
}

/// <summary>Sizes and headers of the IDX layouts.</summary>
internal static class Idx
{
    /// <summary>The first four bytes as a number: two zeros, 8 for unsigned bytes, the number of dimensions.</summary>
    public static uint Magic(this IdxLayout layout) => layout switch
    {
        IdxLayout.Images => 0x00000803,
        IdxLayout.Labels => 0x00000801,
    };

    /// <summary>Bytes before the first item.</summary>
    public static int HeaderSize(this IdxLayout layout) => layout switch
    {
        IdxLayout.Images => 16,
        IdxLayout.Labels => 8,
    };

    /// <summary>Bytes of one item.</summary>
    public static int ItemSize(this IdxLayout layout) => layout switch
    {
        IdxLayout.Images => ImageSet.ImageSize,
        IdxLayout.Labels => 1,
    };

    /// <summary>The header of a file of this many items.</summary>
    public static byte[] Header(this IdxLayout layout, int count)
    {
        var header = new byte[layout.HeaderSize()];
        BinaryPrimitives.WriteUInt32BigEndian(header, layout.Magic());
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), count);
        if (layout == IdxLayout.Images)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), ImageSet.Side);
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(12), ImageSet.Side);
        }

        return header;
    }
}
