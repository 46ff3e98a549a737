using Mnist.Engine.Augmenting;
using Mnist.Engine.Simd;
using Mnist.Host.Runs;

namespace Mnist.Host.Pages.Parts;

/// <summary>What can be seen of a run with its images at hand.</summary>
/// <param name="Confusion">How the images held out were read.</param>
/// <param name="Misread">Images read wrongly, the surest mistake first; at most <see cref="MostShown"/>.</param>
/// <param name="Classes">What the classes are called.</param>
/// <param name="Samples">Training images, each followed by what augmentation makes of it in the first epochs.</param>
internal sealed record RunInspection(
    ConfusionMatrix Confusion, ValueList<MisreadImage> Misread, ClassNames Classes, ValueList<SampleRow> Samples)
{
    /// <summary>Most wrong readings that are kept.</summary>
    public const int MostShown = 60;

    /// <summary>So many of them are looked into: each takes as long to read as some hundred images.</summary>
    private const int MostExplained = 24;

    private const int AugmentedEpochs = 4;

    /// <summary>Has a run's network read the images that the run was measured on.</summary>
    /// <param name="run">The run.</param>
    /// <param name="images">The run's own.</param>
    public static RunInspection Of(TrainedRun run, TrainingData images)
    {
        using var network = run.Network(new SimdBackend(), Environment.ProcessorCount);
        var predictions = Predictions.Of(network, images.HeldOut, run.Plan);
        var labels = images.HeldOut.Labels.ToArray();
        return new(
            ConfusionMatrix.Of(run.Plan.Data.Classes.Count, labels.Select((label, i) => ((int)label, predictions.Class(i)))),
            Enumerable.Range(0, labels.Length)
                .Where(i => predictions.Class(i) != labels[i])
                .Select(i => (Image: i, Confidence: predictions.Probabilities(i)[predictions.Class(i)]))
                .OrderByDescending(wrong => wrong.Confidence)
                .Take(MostShown)
                .Select((wrong, rank) => new MisreadImage(
                    labels[wrong.Image], predictions.Class(wrong.Image), wrong.Confidence, [.. images.HeldOut.Image(wrong.Image)])
                {
                    Evidence = rank < MostExplained
                        ? [.. Occlusion.Of(network, run.Plan, images.HeldOut.Image(wrong.Image), predictions.Class(wrong.Image))]
                        : null,
                })
                .ToValueList(),
            run.Plan.Data.Classes,
            SamplesOf(
                images.Training,
                new Augmenter(run.Plan.Plan.Training.Augmentations, run.Stored.Record.Seed),
                run.Plan.Plan.Training.Augmentations.Count > 0));
    }

    /// <summary>The first image of every class.</summary>
    private static ValueList<SampleRow> SamplesOf(ImageSet images, Augmenter augmenter, bool augments)
    {
        var labels = images.Labels.ToArray();
        return labels.Distinct().Order().Select(label => Array.IndexOf(labels, label)).Select(index => new SampleRow(
            labels[index],
            [.. images.Image(index)],
            Enumerable
                .Range(1, augments ? AugmentedEpochs : 0)
                .Select(epoch => Augmented(images, index, epoch, augmenter))
                .ToValueList())).ToValueList();
    }

    private static ValueList<byte> Augmented(ImageSet images, int index, int epoch, Augmenter augmenter)
    {
        var levels = new byte[ImageSet.ImageSize];
        augmenter.Apply(images.Image(index), epoch, index, levels);
        return [.. levels];
    }
}

/// <summary>An image that was read wrongly.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Read">The largest output, from 0.</param>
/// <param name="Confidence">The probability of that output, in (0, 1]; NaN where the network has broken down.</param>
/// <param name="Levels">(28, 28), row-major, 0 black to 255 white.</param>
internal sealed record MisreadImage(int Label, int Read, double Confidence, ValueList<byte> Levels)
{
    /// <summary>What speaks for the reading, as <see cref="Occlusion"/> finds it; null where it was not looked for.</summary>
    public ValueList<byte>? Evidence { get; init; }
}

/// <summary>A training image.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Levels">(28, 28), row-major, 0 black to 255 white.</param>
/// <param name="Augmented">The same image in the first epochs, from 1; empty where the plan does not augment.</param>
internal sealed record SampleRow(int Label, ValueList<byte> Levels, ValueList<ValueList<byte>> Augmented);
