using System.Text.Json.Serialization;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Export;

/// <summary>What <c>export --json</c> prints; input and output are those of an ONNX graph.</summary>
internal sealed record ExportDocument(string File, string Format, long Bytes, string? Input, string? Output)
{
    public static ExportDocument Of(TrainedRun run, ExportRequest request, string path)
    {
        var (input, output) = (run.Plan.Summary.Input, run.Plan.Summary.Output);
        var isOnnx = request.Format == ExportVerb.OnnxFormat;
        return new(
            path,
            request.Format,
            new FileInfo(path).Length,
            isOnnx
                ? $"input {OnnxWriter.Input} (N, {input.Channels}, {input.Height}, {input.Width}), "
                    + $"{(request.Onnx.Normalize ? "grey levels 0 to 255" : "normalised")}, float32"
                : null,
            isOnnx ? $"output {OnnxWriter.Output(request.Onnx)} (N, {output.Channels})" : null);
    }
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExportDocument))]
internal sealed partial class ExportJson : JsonSerializerContext;
