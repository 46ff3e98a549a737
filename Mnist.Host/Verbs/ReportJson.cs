using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mnist.Domain.Values;
using Mnist.Host.Commands;
using Mnist.Host.Presentation;
using Mnist.Host.Runs;
using Mnist.Host.Verbs.Bench;
using Mnist.Host.Verbs.Check;
using Mnist.Host.Verbs.Data;
using Mnist.Host.Verbs.Diff;
using Mnist.Host.Verbs.Doctor;
using Mnist.Host.Verbs.Drilldown;
using Mnist.Host.Verbs.Export;
using Mnist.Host.Verbs.List;
using Mnist.Host.Verbs.Predict;
using Mnist.Host.Verbs.Report;
using Mnist.Host.Verbs.Sweep;
using Mnist.Host.Verbs.Train;
using Mnist.Host.Verbs.Verify;

namespace Mnist.Host.Verbs;

/// <summary>The contract of what <c>--json</c> prints, made by the compiler.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(ErrorsDocument))]
[JsonSerializable(typeof(ListDocument))]
[JsonSerializable(typeof(DataDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(TrainDocument))]
[JsonSerializable(typeof(RecordDocument))]
[JsonSerializable(typeof(SweepDocument))]
[JsonSerializable(typeof(DiffDocument))]
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(DrilldownDocument))]
[JsonSerializable(typeof(ExportDocument))]
[JsonSerializable(typeof(BenchDocument))]
[JsonSerializable(typeof(VerifyDocument))]
[JsonSerializable(typeof(ReadDigitDocument))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ReportJson : JsonSerializerContext;

/// <summary>Reports as JSON text.</summary>
internal static class ReportText
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write<T>(T document, JsonTypeInfo<T> contract) => Write(document, contract, Readable);

    /// <summary>For one of many documents in a stream.</summary>
    public static string WriteLine<T>(T document, JsonTypeInfo<T> contract) => Write(document, contract, OneLine);

    private static string Write<T>(T document, JsonTypeInfo<T> contract, JsonWriterOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options))
            JsonSerializer.Serialize(writer, document, contract);
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static string Errors(ValueList<Complaint> complaints) =>
        Write(new([.. complaints.First().Select(ErrorDocument.Of)], complaints.LeftOut()), ReportJson.Default.ErrorsDocument);
}
