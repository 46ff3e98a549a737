using System.Buffers.Binary;

namespace Mnist.Engine.Data;

/// <summary>The IDX layouts that MNIST and its like use: a big-endian header of 32-bit numbers, then the values.</summary>
internal enum IdxLayout
{
    /// <summary>Magic 0x00000803, count, rows, columns; (N, 28, 28) bytes.</summary>
    Images,

    /// <summary>Magic 0x00000801, count; (N) bytes.</summary>
    Labels,

    /// <summary>Magic 0x00000C02, count, columns; (N, columns) big-endian 32-bit numbers, the label first: QMNIST's.</summary>
    WideLabels,
}

/// <summary>Sizes and headers of the IDX layouts.</summary>
internal static class Idx
{
    /// <summary>
    /// The first four bytes as a number: two zeros, 8 for unsigned bytes or 12 for 32-bit numbers, the number of dimensions.
    /// </summary>
    public static uint Magic(this IdxLayout layout) => layout switch
    {
        IdxLayout.Images => 0x00000803,
        IdxLayout.Labels => 0x00000801,
        IdxLayout.WideLabels => 0x00000C02,
    };

    /// <summary>Bytes before the first item.</summary>
    public static int HeaderSize(this IdxLayout layout) => layout switch
    {
        IdxLayout.Images => 16,
        IdxLayout.Labels => 8,
        IdxLayout.WideLabels => 12,
    };

    /// <summary>Bytes of one value: a pixel or a label, or one of a label's columns.</summary>
    private static int ValueSize(this IdxLayout layout) => layout == IdxLayout.WideLabels ? sizeof(int) : 1;

    /// <summary>Bytes of one item of a file.</summary>
    /// <param name="layout">The file's.</param>
    /// <param name="header">Its header.</param>
    public static int ItemSize(this IdxLayout layout, ReadOnlySpan<byte> header)
    {
        var size = layout.ValueSize();
        for (var at = 8; at < header.Length; at += sizeof(int))
            size *= BinaryPrimitives.ReadInt32BigEndian(header[at..]);
        return size;
    }

    /// <summary>The header of a file of this many images or labels of one byte.</summary>
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
