namespace Mnist.Engine.Simd.Kernels;

/// <summary>z = Factor y + Offset.</summary>
/// <param name="Mean">What sums over y are measured from.</param>
/// <param name="Factor">Scale by deviation.</param>
/// <param name="Offset">Shift - Mean Factor.</param>
internal readonly record struct ChannelMap(float Mean, float Factor, float Offset);

/// <summary>dy = Factor g + Slope y + Constant.</summary>
internal readonly record struct GradientMap(float Factor, float Slope, float Constant);

/// <summary>Count, mean and sum of squared deviations from the mean of some values.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Squares">Sum of (value - mean)^2.</param>
internal readonly record struct Moments(double Count, double Mean, double Squares)
{
    /// <summary>The moments of both sets of values together (Chan, Golub and LeVeque 1979).</summary>
    /// <param name="other">The other set, not empty.</param>
    public Moments With(Moments other)
    {
        var (count, distance) = (Count + other.Count, other.Mean - Mean);
        return new(
            count,
            Mean + (distance * other.Count / count),
            Squares + other.Squares + (distance * distance * Count * other.Count / count));
    }
}

/// <summary>What the gradient of a normalisation sums over a channel.</summary>
/// <param name="Gradient">Sum of g, the gradient behind the ReLU.</param>
/// <param name="Product">Sum of g (y - mean).</param>
internal readonly record struct GradientSums(double Gradient, double Product)
{
    /// <summary>The sums over both sets of values.</summary>
    /// <param name="other">The other set.</param>
    public GradientSums With(GradientSums other) => new(Gradient + other.Gradient, Product + other.Product);
}
