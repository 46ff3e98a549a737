using Mnist.Engine.Augmenting;
using Mnist.Engine.Data;
using Mnist.Engine.Training;

namespace Mnist.Engine.Benchmarks;

/// <summary>A network that trains and evaluates for a while, as a run would, on images in memory.</summary>
internal sealed class TimedNetwork : IDisposable
{
    private readonly INetwork network;
    private readonly ImageSet images;
    private readonly CheckedPlan plan;
    private readonly BenchmarkOptions options;
    private readonly Augmenter? augmenter;
    private readonly float[] logits;
    private readonly StepSettings settings;
    private long step;

    /// <summary>Allocates the network.</summary>
    /// <param name="plan">What to train.</param>
    /// <param name="images">What to train on and to evaluate.</param>
    /// <param name="create">Makes the network.</param>
    /// <param name="options">Seed and clock.</param>
    public TimedNetwork(CheckedPlan plan, ImageSet images, Func<CheckedPlan, Weights, INetwork> create, BenchmarkOptions options)
    {
        (this.plan, this.images, this.options) = (plan, images, options);
        var training = plan.Plan.Training;
        network = create(plan, Weights.Initial(plan.Summary.Tensors, options.Seed));
        augmenter = training.Augmentations.Count == 0 ? null : new(training.Augmentations, options.Seed);
        logits = new float[images.Count * plan.Summary.Output.Channels];
        settings = ScheduleCalculator.At(training, 0, plan.StepsPerEpoch);
    }

    /// <summary>Takes steps for a while, at least one.</summary>
    /// <param name="span">Seconds and more.</param>
    /// <returns>Images, and the seconds that they took.</returns>
    public (long Images, double Seconds) Train(double span) => For(span, () => TakeStep(augmenter));

    /// <summary>The same without augmentation.</summary>
    /// <param name="span">Seconds and more.</param>
    /// <returns>Images, and the seconds that they took.</returns>
    public (long Images, double Seconds) TrainUnchanged(double span) => For(span, () => TakeStep(null));

    /// <summary>Evaluates images, again and again for a while, at least once.</summary>
    /// <param name="span">Seconds and more.</param>
    /// <param name="count">Images at a time, in [1, their number].</param>
    /// <returns>Images, and the seconds that they took.</returns>
    public (long Images, double Seconds) Evaluate(double span, int count)
    {
        var batch = new ImageBatch(images, Enumerable.Range(0, count).ToArray(), plan.Plan.Training.Normalization);
        return For(span, () =>
        {
            network.Evaluate(batch, logits.AsSpan(0, count * plan.Summary.Output.Channels));
            return count;
        });
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    private int TakeStep(Augmenter? changes)
    {
        var size = plan.Plan.Training.BatchSize;
        var indices = new int[size];
        for (var i = 0; i < size; i++)
            indices[i] = (int)(((step * size) + i) % images.Count);
        var epoch = (int)(step % int.MaxValue);
        network.Train(new ImageBatch(images, indices, plan.Plan.Training.Normalization, changes, epoch), settings, step++);
        return size;
    }

    // A clock that stands still would never end it: all images once must do.
    private (long Images, double Seconds) For(double span, Func<int> work)
    {
        var started = options.Clock.GetTimestamp();
        var done = 0L;
        double seconds;
        do
        {
            options.Cancellation.ThrowIfCancellationRequested();
            done += work();
            seconds = options.Clock.GetElapsedTime(started).TotalSeconds;
        }
        while (seconds < span && (seconds > 0 || done < images.Count));
        return (done, seconds);
    }
}
