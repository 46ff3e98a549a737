using Mnist.Domain.Phrases;

namespace Mnist.Domain.Statistics;

/// <summary>How many images were classified correctly.</summary>
/// <param name="Correct">In [0, Total].</param>
/// <param name="Total">At least 1.</param>
public readonly record struct Score(int Correct, int Total)
{
    /// <summary>Percentage of correct images, in [0, 100].</summary>
    public double Percent => 100.0 * Correct / Total;

    /// <summary>Whether the percentage reaches another one; 9940 of 10,000 reaches 99.4, whatever 99.4 is in binary.</summary>
    /// <param name="percent">In [0, 100].</param>
    public bool Reaches(double percent) => (decimal)Correct * 100 >= (decimal)percent * Total;

    /// <inheritdoc/>
    public override string ToString() => $"{Correct.Grouped()} of {Total.Grouped()}, {Percent.Percent()}";
}
