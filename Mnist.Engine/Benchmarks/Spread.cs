using MathNet.Numerics.Statistics;

namespace Mnist.Engine.Benchmarks;

/// <summary>Repeated measurements of one thing.</summary>
/// <param name="Min">The smallest.</param>
/// <param name="Median">The middle one; of an even number the mean of the two in the middle.</param>
/// <param name="Max">The largest.</param>
public readonly record struct Spread(double Min, double Median, double Max)
{
    /// <summary>The spread of some measurements.</summary>
    /// <param name="values">At least one, in any order.</param>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return new(all.Min(), all.Median(), all.Max());
    }
}
