using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;
using static System.Runtime.Intrinsics.Vector512;
using Double = System.Runtime.Intrinsics.Vector512<double>;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>From sums of each lane to those of all lanes that hold an image, in double precision and always in the same order.</summary>
internal static class LaneMoments
{
    /// <summary>Moments of all lanes together.</summary>
    /// <param name="origin">What each lane's values are measured from.</param>
    /// <param name="sum">Each lane's sum of distances from there.</param>
    /// <param name="square">Each lane's sum of their squares.</param>
    /// <param name="pixels">Values in a lane.</param>
    /// <param name="active">Lanes that count, in [1, 16].</param>
    public static Moments Of(Vector origin, Vector sum, Vector square, double pixels, int active)
    {
        var ((sum0, sum1), (square0, square1), (origin0, origin1)) = (Widened(sum), Widened(square), Widened(origin));
        var scale = Create(1 / pixels);
        Double shift0 = sum0 * scale, shift1 = sum1 * scale;
        Double mean0 = origin0 + shift0, mean1 = origin1 + shift1;
        var mean = Total(mean0, mean1, active) / active;
        Double distance0 = mean0 - Create(mean), distance1 = mean1 - Create(mean);
        var within = Total(square0 - (sum0 * shift0), square1 - (sum1 * shift1), active);
        var between = Total(distance0 * distance0, distance1 * distance1, active);
        return new(pixels * active, mean, within + (pixels * between));
    }

    /// <summary>Sums of all lanes.</summary>
    /// <param name="gradient">Each lane's sum of gradients.</param>
    /// <param name="product">Each lane's sum of their products with distances.</param>
    /// <param name="active">Lanes that count, in [1, 16].</param>
    public static GradientSums Sums(Vector gradient, Vector product, int active)
    {
        var ((gradient0, gradient1), (product0, product1)) = (Widened(gradient), Widened(product));
        return new(Total(gradient0, gradient1, active), Total(product0, product1, active));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Double Lower, Double Upper) Widened(Vector lanes) => (WidenLower(lanes), WidenUpper(lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Total(Double lower, Double upper, int active)
    {
        var halves = (lower & Counts(active)) + (upper & Counts(active - (Lanes.Count / 2)));
        var quarters = halves.GetLower() + halves.GetUpper();
        var eighths = quarters.GetLower() + quarters.GetUpper();
        return eighths[0] + eighths[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Double Counts(int active) => LessThan(Vector512<long>.Indices, Create((long)active)).AsDouble();
}
