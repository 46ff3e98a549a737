using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Mnist.Engine.Export;

/// <summary>
/// Weights in the safetensors format: a length, a JSON header, the values; PyTorch's <c>load_state_dict</c> takes it whole.
/// </summary>
/// <remarks>
/// Format: 8 bytes little-endian header length, header padded with spaces to a multiple of 8, then the tensors without gaps. Batch
/// normalisation's counter of batches, which PyTorch keeps beside the running statistics, is added as a 64-bit integer.
/// </remarks>
public static class SafetensorsWriter
{
    private const string RunningVariance = ".running_var";
    private const string BatchCounter = ".num_batches_tracked";

    /// <summary>Writes weights.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="weights">What.</param>
    /// <param name="batches">Training batches that the running statistics have seen.</param>
    public static void Write(Stream output, Weights weights, long batches)
    {
        var entries = Entries(weights, batches).ToArray();
        var header = Header(entries);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        output.Write(length);
        output.Write(header);
        foreach (var entry in entries)
            output.Write(entry.Bytes);
    }

    private static IEnumerable<Entry> Entries(Weights weights, long batches)
    {
        for (var i = 0; i < weights.Tensors.Count; i++)
        {
            var tensor = weights.Tensors[i];
            yield return new(tensor.Name, "F32", [.. tensor.Dimensions], MemoryMarshal.AsBytes(weights[i]).ToArray());
            if (!tensor.Name.EndsWith(RunningVariance, StringComparison.Ordinal))
                continue;
            var counter = tensor.Name.Replace(RunningVariance, BatchCounter, StringComparison.Ordinal);
            yield return new(counter, "I64", [], BitConverter.GetBytes(batches));
        }
    }

    private static byte[] Header(Entry[] entries)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt");
            json.WriteEndObject();
            var offset = 0L;
            foreach (var entry in entries)
            {
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", entry.Type);
                json.WriteStartArray("shape");
                foreach (var size in entry.Shape)
                    json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += entry.Bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % sizeof(ulong) != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private sealed record Entry(string Name, string Type, int[] Shape, byte[] Bytes);
}
