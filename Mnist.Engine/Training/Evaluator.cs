using Mnist.Domain;

namespace Mnist.Engine;

/// <summary>Loss and score of a network on images that it was not trained on.</summary>
internal sealed class Evaluator
{
    private readonly INetwork network;
    private readonly ImageSet images;
    private readonly ImageBatch batch;
    private readonly float[] logits;
    private readonly Predictions predictions;

    /// <summary>Keeps what every evaluation needs.</summary>
    public Evaluator(INetwork network, ImageSet images, CheckedPlan plan)
    {
        (this.network, this.images) = (network, images);
        var outputs = plan.Summary.Output.Channels;
        batch = new(images, Enumerable.Range(0, images.Count).ToArray(), plan.Plan.Training.Normalization);
        logits = new float[images.Count * outputs];
        predictions = new(logits, outputs);
    }

    /// <summary>Evaluates all images.</summary>
    /// <returns>Mean cross-entropy in nats, without label smoothing, and the score.</returns>
    public (double Loss, Score Score) Evaluate()
    {
        network.Evaluate(batch, logits);
        var loss = 0.0;
        var correct = 0;
        for (var i = 0; i < images.Count; i++)
        {
            loss += predictions.CrossEntropy(i, images.Labels[i]);
            correct += predictions.Class(i) == images.Labels[i] ? 1 : 0;
        }

        return (loss / images.Count, new(correct, images.Count));
    }
}
