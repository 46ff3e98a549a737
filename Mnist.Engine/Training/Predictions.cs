using Mnist.Engine.Data;

namespace Mnist.Engine.Training;

/// <summary>What a network makes of images it is shown in evaluation mode.</summary>
/// <param name="logits">(images, outputs), row-major.</param>
/// <param name="outputs">Logits for each image, at least 1.</param>
public sealed class Predictions(float[] logits, int outputs)
{
    /// <summary>Logits for each image.</summary>
    public int Outputs => outputs;

    /// <summary>Number of images.</summary>
    public int Count => logits.Length / outputs;

    /// <summary>The predictions for all images of a set.</summary>
    /// <param name="network">Of the plan.</param>
    /// <param name="images">As the data set has them, without augmentation.</param>
    /// <param name="plan">Tells how grey levels become inputs.</param>
    public static Predictions Of(INetwork network, ImageSet images, CheckedPlan plan)
    {
        var outputs = plan.Summary.Output.Channels;
        var logits = new float[images.Count * outputs];
        network.Evaluate(new ImageBatch(images, Enumerable.Range(0, images.Count).ToArray(), plan.Plan.Training.Normalization), logits);
        return new(logits, outputs);
    }

    /// <summary>Logits of one image.</summary>
    /// <param name="image">In [0, Count).</param>
    public ReadOnlySpan<float> Logits(int image) => logits.AsSpan(image * outputs, outputs);

    /// <summary>The output with the largest logit, the first of several.</summary>
    /// <param name="image">In [0, Count).</param>
    public int Class(int image)
    {
        var row = Logits(image);
        var best = 0;
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i] > row[best])
                best = i;
        }

        return best;
    }

    /// <summary>-log softmax(logits)[label] in nats, shifted by the largest logit so that no exponential overflows.</summary>
    /// <param name="image">In [0, Count).</param>
    /// <param name="label">Its class.</param>
    public double CrossEntropy(int image, int label)
    {
        var row = Logits(image);
        double max = row[Class(image)];
        var sum = 0.0;
        foreach (var logit in row)
            sum += Math.Exp(logit - max);
        return Math.Log(sum) + max - row[label];
    }

    /// <summary>softmax(logits) of one image: one probability for each output.</summary>
    /// <param name="image">In [0, Count).</param>
    public double[] Probabilities(int image)
    {
        double max = Logits(image)[Class(image)];
        var exponentials = Logits(image).ToArray().Select(logit => Math.Exp(logit - max)).ToArray();
        var sum = exponentials.Sum();
        return [.. exponentials.Select(e => e / sum)];
    }
}
