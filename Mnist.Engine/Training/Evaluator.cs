using Mnist.Engine.Data;

namespace Mnist.Engine.Training;

/// <summary>Loss and score of a network on images that it was not trained on.</summary>
internal sealed class Evaluator
{
    // So many multiply-adds are done between two looks at whether to stop: a fraction of a second.
    private const long MostMacs = 30_000_000_000;

    // Room for so many logits, whatever the number of outputs.
    private const int MostLogits = 1 << 24;

    private readonly INetwork network;
    private readonly ImageSet images;
    private readonly Normalization normalization;
    private readonly int[] places;
    private readonly int part;
    private readonly float[] logits;
    private readonly Predictions predictions;

    /// <summary>Keeps what every evaluation needs.</summary>
    public Evaluator(INetwork network, ImageSet images, CheckedPlan plan)
    {
        (this.network, this.images) = (network, images);
        var outputs = plan.Summary.Output.Channels;
        normalization = plan.Plan.Training.Normalization;
        places = Enumerable.Range(0, images.Count).ToArray();
        part = (int)Math.Clamp(Math.Min(MostMacs / Math.Max(1, plan.Summary.Macs), MostLogits / outputs), 1, images.Count);
        logits = new float[part * outputs];
        predictions = new(logits, outputs);
    }

    /// <summary>Evaluates all images.</summary>
    /// <param name="cancellation">Stops after the part under way.</param>
    /// <returns>Mean cross-entropy in nats, without label smoothing, and the score; null where it was stopped.</returns>
    public (double Loss, Score Score)? Evaluate(CancellationToken cancellation)
    {
        var loss = 0.0;
        var correct = 0;
        for (var first = 0; first < images.Count; first += part)
        {
            if (cancellation.IsCancellationRequested)
                return null;
            var count = Math.Min(part, images.Count - first);
            var batch = new ImageBatch(images, places.AsMemory(first, count), normalization);
            network.Evaluate(batch, logits.AsSpan(0, count * predictions.Outputs));
            for (var i = 0; i < count; i++)
            {
                var label = images.Labels[first + i];
                loss += predictions.CrossEntropy(i, label);
                correct += predictions.Class(i) == label ? 1 : 0;
            }
        }

        return (loss / images.Count, new(correct, images.Count));
    }
}
