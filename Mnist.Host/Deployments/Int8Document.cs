using System.Text.Json.Serialization;
using Mnist.Engine.Quantization;
using Mnist.Host.Runs;

namespace Mnist.Host.Deployments;

/// <summary>
/// The file int8.json of a run directory: the run's network in 8 bits, what its scales are from, and what it makes of the images that the
/// run was measured on. Every member follows from the run's weights and data.
/// </summary>
internal sealed record Int8Document(
    string Plan,
    string WeightsHash,
    DataRecordDocument Data,
    CalibrationDocument Calibration,
    long FlashBytes,
    long RamBytes,
    string NetworkHash,
    string LogitsHash,
    int Images,
    int Correct,
    int TrainedCorrect,
    int ReadAlike)
{
    public static Int8Document Of(TrainedRun run, DeployedRun deployed, QuantizedNetwork quantized) => new(
        run.Plan.Plan.Name,
        run.Stored.Record.WeightsHash,
        DataRecordDocument.Of(run.Stored.Record.Data),
        CalibrationDocument.Of(quantized),
        quantized.Network.FlashBytes,
        quantized.Network.RamBytes,
        quantized.Hash(),
        deployed.Reading.LogitsHash,
        deployed.Score.Total,
        deployed.Score.Correct,
        deployed.Trained.Correct,
        deployed.Alike);
}

/// <summary>The first so many training images, and what each value was among them.</summary>
internal sealed record CalibrationDocument(int FirstTrainingImages, IReadOnlyList<RangeDocument> Ranges)
{
    public static CalibrationDocument Of(QuantizedNetwork network) => new(
        network.Calibration.Images,
        [.. network.Network.Graph.Nodes.Select(node => $"layers.{node.Layer.Path}").Prepend("image")
            .Zip(network.Calibration.Ranges, network.Values)
            .Select(value => new RangeDocument(value.First, value.Second.Low, value.Second.High, value.Third.Scale, value.Third.Zero))]);
}

/// <summary>Of "image" or a layer: smallest and largest number; real number = scale x (integer - zero).</summary>
internal sealed record RangeDocument(string Of, float Low, float High, double Scale, int Zero);

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Int8Document))]
internal sealed partial class Int8Json : JsonSerializerContext;
