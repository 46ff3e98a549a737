using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mnist.Host.Presentation;

/// <summary>Documents as JSON text.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For people as much as for programs: indented.</summary>
    public static string Write<T>(T document, JsonTypeInfo<T> contract) => Write(document, contract, Readable);

    /// <summary>For one of many documents in a stream.</summary>
    public static string WriteLine<T>(T document, JsonTypeInfo<T> contract) => Write(document, contract, OneLine);

    /// <summary>JSON has no NaN and no infinity: null stands for them.</summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Write<T>(T document, JsonTypeInfo<T> contract, JsonWriterOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options))
            JsonSerializer.Serialize(writer, document, contract);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
