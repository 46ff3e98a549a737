using Mnist.Host.Presentation.Charts;

namespace Mnist.Host.Pages.Sections;

/// <summary>The axes that the page's charts have in common.</summary>
internal static class Axes
{
    /// <summary>Epochs, from 1.</summary>
    /// <param name="epochs">At least 0.</param>
    public static Axis Epochs(int epochs) =>
        new("epoch", Scale.Around([1, Math.Max(1, epochs)], margin: 0.02), Plain, x => $"epoch {Plain(x)}", LeastStep: 1);

    /// <summary>
    /// Accuracy, drawn as what is left to 100 % on a logarithmic scale: from 99.0 to 99.5 is as much work as from 98 to 99, and looks like
    /// it.
    /// </summary>
    /// <param name="errors">100 minus accuracies, in percent.</param>
    /// <param name="margin">Fraction of the range that stays free at either end.</param>
    public static Axis Accuracy(IEnumerable<double> errors, double margin = 0.05) => new(
        "accuracy, %; logarithmic in the error",
        Scale.Around(errors, isLogarithmic: true, margin).Reversed(),
        error => Math.Round(100 - error, 6).Exact(),
        error => (100 - error).Percent());

    /// <summary>What is left to 100 %; at least half an image, so that a logarithm can show it.</summary>
    /// <param name="percent">In [0, 100].</param>
    /// <param name="images">Images that it is measured on, at least 1.</param>
    public static double Error(double percent, int images) => Math.Max(100 - percent, 50.0 / images);

    /// <summary>Cross-entropy on a logarithmic scale.</summary>
    /// <param name="losses">In nats.</param>
    public static Axis Loss(IEnumerable<double> losses) =>
        new("loss, nats; logarithmic", Scale.Around(losses, isLogarithmic: true), Plain, loss => $"{loss:F4}");

    /// <summary>Something that is counted, logarithmic.</summary>
    /// <param name="noun">What one of it is.</param>
    /// <param name="counts">Above 0.</param>
    public static Axis Counts(string noun, IEnumerable<double> counts) => new(
        $"{noun}s; logarithmic",
        Scale.Around(counts, isLogarithmic: true, margin: 0.12),
        count => ((long)count).Grouped(),
        count => ((long)count).Of(noun));

    /// <summary>The learning rate, from 0.</summary>
    public static Axis LearningRate(IEnumerable<double> rates) =>
        new("learning rate", Scale.Around([0, .. rates], margin: 0.02), Plain, Plain);

    private static string Plain(double value) => $"{value:G4}";
}
