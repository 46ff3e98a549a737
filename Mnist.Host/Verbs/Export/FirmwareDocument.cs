using System.Text.Json.Serialization;
using Mnist.Engine.Quantization;
using Mnist.Host.Commands;
using Mnist.Host.Deployments;

namespace Mnist.Host.Verbs.Export;

/// <summary>What <c>export --format c --json</c> prints.</summary>
internal sealed record FirmwareDocument(
    string Source,
    string Header,
    string Format,
    string Numbers,
    long FlashBytes,
    long WeightBytes,
    long RamBytes,
    long ArenaBytes,
    int Stages,
    int StagesByRows,
    CalibrationDocument? Calibration,
    int Images,
    double Accuracy,
    double TrainedAccuracy,
    int ReadAlike)
{
    public static FirmwareDocument Of(DeployedRun deployed, string source, string header)
    {
        var network = deployed.Network.Network;
        return new(
            source,
            header,
            ExportVerb.CFormat,
            Options.Name(network.Format),
            network.FlashBytes,
            network.WeightBytes,
            network.RamBytes,
            network.ArenaBytes,
            network.Stages.Count,
            network.ByRows,
            (deployed.Network as FirmwareNetwork.Int8)?.Quantized is { } quantized ? CalibrationDocument.Of(quantized) : null,
            deployed.Score.Total,
            deployed.Score.Percent,
            deployed.Trained.Percent,
            deployed.Alike);
    }
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FirmwareDocument))]
internal sealed partial class FirmwareJson : JsonSerializerContext;
