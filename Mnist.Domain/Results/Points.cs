namespace Mnist.Domain.Results;

/// <summary>Accuracies and their differences, in percent or points.</summary>
internal static class Points
{
    private const int Digits = 9;

    /// <summary>
    /// The figure without the rounding of its sums. Means of counts of images differ by far more than 1E-9 or not at all, and what is
    /// equal must neither look different nor be told apart.
    /// </summary>
    public static double WithoutRounding(double points) => Math.Round(points, Digits);
}
