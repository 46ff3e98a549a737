using Mnist.Domain;

namespace Mnist.Engine;

/// <summary>Loss and score of a network on images that it was not trained on.</summary>
internal sealed class Evaluator(INetwork network, ImageSet images, CheckedPlan plan)
{
    private readonly int outputs = plan.Summary.Output.Channels;
    private readonly float[] logits = new float[images.Count * plan.Summary.Output.Channels];
    private readonly ImageBatch batch = new(images, Enumerable.Range(0, images.Count).ToArray(), plan.Plan.Training.Normalization);

    /// <summary>Evaluates all images.</summary>
    /// <returns>Mean cross-entropy in nats, without label smoothing, and the score.</returns>
    public (double Loss, Score Score) Evaluate()
    {
        network.Evaluate(batch, logits);
        var loss = 0.0;
        var correct = 0;
        for (var i = 0; i < images.Count; i++)
        {
            var row = logits.AsSpan(i * outputs, outputs);
            var label = images.Labels[i];
            var best = ArgMax(row);
            loss += CrossEntropy(row, label, row[best]);
            correct += best == label ? 1 : 0;
        }

        return (loss / images.Count, new(correct, images.Count));
    }

    /// <summary>-log softmax(logits)[label], shifted by the largest logit so that no exponential overflows.</summary>
    private static double CrossEntropy(ReadOnlySpan<float> logits, int label, double max)
    {
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - max);
        return Math.Log(sum) + max - logits[label];
    }

    /// <summary>The first of the largest logits.</summary>
    private static int ArgMax(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best])
                best = i;
        }

        return best;
    }
}
