using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Mnist.Engine.Export;

/// <summary>Weights from the safetensors format, written by any program.</summary>
/// <remarks>
/// Tensors are found by their names; others, such as counters of batches, are passed over. See <see cref="SafetensorsWriter"/>.
/// </remarks>
public static class SafetensorsReader
{
    /// <summary>Longest header that is read, as in the format's own library.</summary>
    private const ulong MaxHeaderLength = 100_000_000;

    /// <summary>Reads a network's weights.</summary>
    /// <param name="file">A whole file.</param>
    /// <param name="tensors">What the network needs.</param>
    /// <returns>The weights, or everything that is wrong with the file.</returns>
    public static Validation<Weights, SafetensorsError> Read(ReadOnlyMemory<byte> file, ValueList<ParameterTensor> tensors)
    {
        if (HeaderLength(file.Span) is not { } length)
            return Validation.Invalid<Weights, SafetensorsError>([new SafetensorsError.NotSafetensors()]);

        try
        {
            using var header = JsonDocument.Parse(file.Slice(sizeof(ulong), length));
            return header.RootElement.ValueKind == JsonValueKind.Object
                ? Read(header.RootElement, file[(sizeof(ulong) + length)..].Span, tensors)
                : Validation.Invalid<Weights, SafetensorsError>([new SafetensorsError.NotSafetensors()]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is what text with half a surrogate pair ends in.
            return Validation.Invalid<Weights, SafetensorsError>([new SafetensorsError.NotSafetensors()]);
        }
    }

    private static int? HeaderLength(ReadOnlySpan<byte> file) =>
        BinaryPrimitives.TryReadUInt64LittleEndian(file, out var length)
        && length <= MaxHeaderLength
        && (int)length <= file.Length - sizeof(ulong)
            ? (int)length
            : null;

    private static Validation<Weights, SafetensorsError> Read(
        JsonElement header, ReadOnlySpan<byte> data, ValueList<ParameterTensor> tensors)
    {
        var weights = new Weights(tensors, new float[tensors.Sum(t => t.Count)]);
        var errors = new List<SafetensorsError>();
        for (var t = 0; t < tensors.Count; t++)
        {
            if (Copy(header, data, tensors[t], weights[t]) is { } error)
                errors.Add(error);
        }

        return errors.Count == 0
            ? Validation.Valid<Weights, SafetensorsError>(weights)
            : Validation.Invalid<Weights, SafetensorsError>([.. errors]);
    }

    private static SafetensorsError? Copy(JsonElement header, ReadOnlySpan<byte> data, ParameterTensor tensor, Span<float> values)
    {
        if (!header.TryGetProperty(tensor.Name, out var json) || Describe(json) is not { } found)
            return new SafetensorsError.MissingTensor(tensor.Name);
        if (found.Type != "F32")
            return new SafetensorsError.WrongType(tensor.Name, found.Type);
        if (!found.Dimensions.SequenceEqual(tensor.Dimensions.Select(d => (long)d)))
            return new SafetensorsError.WrongDimensions(tensor.Name, tensor.Dimensions, found.Dimensions);
        if (found.First < 0 || found.End > data.Length || found.End - found.First != sizeof(float) * (long)values.Length)
            return new SafetensorsError.MissingValues(tensor.Name);

        data[(int)found.First..(int)found.End].CopyTo(MemoryMarshal.AsBytes(values));
        return null;
    }

    private static Entry? Describe(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("dtype", out var type) && type.ValueKind == JsonValueKind.String
        && json.TryGetProperty("shape", out var shape) && Numbers(shape) is { } dimensions
        && json.TryGetProperty("data_offsets", out var offsets) && Numbers(offsets) is [var first, var end]
            ? new(type.GetString()!, dimensions, first, end)
            : null;

    private static ValueList<long>? Numbers(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(n => n.ValueKind == JsonValueKind.Number && n.TryGetInt64(out _))
            ? json.EnumerateArray().Select(n => n.GetInt64()).ToValueList()
            : null;

    /// <summary>What the header says of one tensor.</summary>
    private sealed record Entry(string Type, ValueList<long> Dimensions, long First, long End);
}
