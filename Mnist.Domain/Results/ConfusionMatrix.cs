using Mnist.Domain.Statistics;

namespace Mnist.Domain.Results;

/// <summary>How often images of each class were taken for each class.</summary>
/// <param name="Classes">Number of labels, at least 1.</param>
/// <param name="Counts">(Classes, Classes + 1), row-major: images of a row's class by predicted class; last, none of the classes.</param>
public sealed record ConfusionMatrix(int Classes, ValueList<int> Counts)
{
    /// <summary>Images altogether.</summary>
    public int Total => Counts.Sum();

    /// <summary>Images classified correctly.</summary>
    public int Correct => Enumerable.Range(0, Classes).Sum(c => this[c, c]);

    /// <summary>Whether a network with more outputs than there are classes chose one that stands for none of them.</summary>
    public bool HasStrays => Enumerable.Range(0, Classes).Any(c => this[c, Classes] > 0);

    /// <summary>Images of one class that were taken for another.</summary>
    /// <param name="label">In [0, Classes).</param>
    /// <param name="read">In [0, Classes]; Classes for none of them.</param>
    public int this[int label, int read] => Counts[(label * (Classes + 1)) + read];

    /// <summary>Counts images.</summary>
    /// <param name="classes">Number of labels, at least 1.</param>
    /// <param name="images">Label in [0, classes), and the output that was largest, from 0.</param>
    public static ConfusionMatrix Of(int classes, IEnumerable<(int Label, int Read)> images)
    {
        var counts = new int[classes * (classes + 1)];
        foreach (var (label, read) in images)
            counts[(label * (classes + 1)) + Math.Min(read, classes)]++;
        return new(classes, [.. counts]);
    }

    /// <summary>How the images of one class fared (recall); null where there are none.</summary>
    /// <param name="label">In [0, Classes).</param>
    public Score? Of(int label) => Enumerable.Range(0, Classes + 1).Sum(read => this[label, read]) is > 0 and var images
        ? new(this[label, label], images)
        : null;

    /// <summary>Pairs of classes that were taken for one another, the most frequent first.</summary>
    public IEnumerable<Mistake> Mistakes => Enumerable.Range(0, Classes)
        .SelectMany(_ => Enumerable.Range(0, Classes + 1), (label, read) => new Mistake(label, read, this[label, read]))
        .Where(mistake => mistake.Label != mistake.Read && mistake.Count > 0)
        .OrderByDescending(mistake => mistake.Count);
}

/// <summary>Images of one class that were taken for another.</summary>
/// <param name="Label">What they are.</param>
/// <param name="Read">The predicted class.</param>
/// <param name="Count">How many, at least 1.</param>
public sealed record Mistake(int Label, int Read, int Count);
