using Mnist.Engine.Quantization;
using Mnist.Host.Runs;

namespace Mnist.Host.Deployments;

/// <summary>A trained network as a device computes it, and how well that reads.</summary>
/// <param name="Network">Of 8 bits or of float32.</param>
/// <param name="Reading">What it makes of the images that the run was measured on.</param>
/// <param name="Score">Of that.</param>
/// <param name="Trained">What the run's own network makes of them.</param>
/// <param name="Alike">Images that both read alike.</param>
internal sealed record DeployedRun(FirmwareNetwork Network, FirmwareReading Reading, Score Score, Score Trained, int Alike)
{
    /// <summary>What the scales of 8 bits are from; null for float32.</summary>
    public Calibration? Calibration => (Network as FirmwareNetwork.Int8)?.Quantized.Calibration;

    /// <summary>The network deployed and measured, or why it cannot be.</summary>
    /// <param name="run">A run that has ended.</param>
    /// <param name="job">Its images.</param>
    /// <param name="format">How numbers are held.</param>
    /// <param name="cancellation">Stops the measurement.</param>
    public static Validation<DeployedRun, RunError> Of(TrainedRun run, TrainJob job, NumberFormat format, CancellationToken cancellation) =>
        Deploy(run, job, format).Map(network =>
        {
            var images = job.Images.HeldOut;
            using var trained = run.Network(job.Backend, Environment.ProcessorCount);
            var (expected, reading) = (Predictions.Of(trained, images, run.Plan), network.Read(images, cancellation));
            int Count(Func<int, bool> holds) => Enumerable.Range(0, images.Count).Count(holds);
            Score Score(Predictions read) => new(Count(i => read.Class(i) == images.Labels[i]), images.Count);
            return new DeployedRun(
                network,
                reading,
                Score(reading.Predictions),
                Score(expected),
                Count(i => reading.Predictions.Class(i) == expected.Class(i)));
        });

    /// <summary>The network deployed, or why it cannot be.</summary>
    /// <param name="run">A run.</param>
    /// <param name="job">Its images.</param>
    /// <param name="format">How numbers are held.</param>
    public static Validation<FirmwareNetwork, RunError> Deploy(TrainedRun run, TrainJob job, NumberFormat format)
    {
        if (DeploymentCalculator.Of(run.Plan.Plan.Architecture, run.Plan.Summary, format) is not { } network)
            return new RunError.BeyondDevices(DeploymentCalculator.MostStages, DeploymentCalculator.MostSteps);
        var folded = FoldedNetwork.Of(network, run.Weights, run.Plan.Plan.Training.Normalization);
        return format == NumberFormat.Float32
            ? new FirmwareNetwork.Float32(folded)
            : Quantizer.Quantize(folded, job.Images.Training)
                .Map<FirmwareNetwork>(quantized => new FirmwareNetwork.Int8(quantized))
                .MapErrors<RunError>(error => new RunError.NotQuantizable(error));
    }
}
