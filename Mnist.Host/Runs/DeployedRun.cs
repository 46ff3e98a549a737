using Mnist.Engine.Quantization;

namespace Mnist.Host.Runs;

/// <summary>A trained network as a device computes it, and how well that reads.</summary>
/// <param name="Network">Of 8 bits or of float32.</param>
/// <param name="CalibrationImages">Training images that gave the ranges of 8 bits; 0 for float32.</param>
/// <param name="Score">On the images that the run was measured on.</param>
/// <param name="Trained">What the network in float32 makes of them.</param>
/// <param name="Alike">Images that both read alike.</param>
internal sealed record DeployedRun(FirmwareNetwork Network, int CalibrationImages, Score Score, Score Trained, int Alike)
{
    /// <summary>The network deployed and measured, or why it cannot be.</summary>
    /// <param name="run">A run that has ended.</param>
    /// <param name="job">Its images.</param>
    /// <param name="format">How numbers are held.</param>
    /// <param name="cancellation">Stops the measurement.</param>
    public static Validation<DeployedRun, RunError> Of(TrainedRun run, TrainJob job, NumberFormat format, CancellationToken cancellation) =>
        DeploymentCalculator.Of(run.Plan.Plan.Architecture, run.Plan.Summary, format) is { } network
            ? Of(FoldedNetwork.Of(network, run.Weights, run.Plan.Plan.Training.Normalization), job, format, cancellation)
            : Validation.Invalid<DeployedRun, RunError>(
                [new RunError.BeyondDevices(DeploymentCalculator.MostStages, DeploymentCalculator.MostSteps)]);

    private static Validation<DeployedRun, RunError> Of(
        FoldedNetwork folded, TrainJob job, NumberFormat format, CancellationToken cancellation)
    {
        var trained = new FirmwareNetwork.Float32(folded);
        var (images, classes) = (job.Images.HeldOut, trained.Classes(job.Images.HeldOut, cancellation));
        Score Score(int[] read) => new(Enumerable.Range(0, images.Count).Count(i => read[i] == images.Labels[i]), images.Count);
        return format == NumberFormat.Float32
            ? Validation.Valid<DeployedRun, RunError>(new(trained, 0, Score(classes), Score(classes), images.Count))
            : Quantizer.Quantize(folded, job.Images.Training).Match(
                valid: quantized =>
                {
                    var network = new FirmwareNetwork.Int8(quantized);
                    var read = network.Classes(images, cancellation);
                    return Validation.Valid<DeployedRun, RunError>(new(
                        network,
                        Math.Min(Quantizer.CalibrationImages, job.Images.Training.Count),
                        Score(read),
                        Score(classes),
                        read.Zip(classes).Count(pair => pair.First == pair.Second)));
                },
                invalid: errors => Validation.Invalid<DeployedRun, RunError>(
                    errors.Select(error => (RunError)new RunError.NotQuantizable(error)).ToValueList()));
    }
}
