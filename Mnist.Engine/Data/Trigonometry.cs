namespace Mnist.Engine.Data;

/// <summary>Sines and cosines with the same bits on every machine, unlike those of the system's mathematical library.</summary>
internal static class Trigonometry
{
    /// <summary>Sine and cosine of an angle, exact at multiples of 90 degrees, else within a few units in the last place.</summary>
    /// <remarks>
    /// The angle is reduced to ±45 degrees, which loses nothing; there the Taylor series to x^17 leaves an error below 1e-17.
    /// </remarks>
    /// <param name="degrees">Any finite angle.</param>
    public static (double Sin, double Cos) SinCos(double degrees)
    {
        var rest = Math.IEEERemainder(degrees, 90);
        var quarter = (int)Math.IEEERemainder((degrees - rest) / 90, 4);
        var x = rest * (Math.PI / 180);
        var (sin, cos) = (x * Series(-x * x, 3), Series(-x * x, 2));
        return quarter switch
        {
            0 => (sin, cos),
            1 or -3 => (cos, -sin),
            2 or -2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    /// <summary>Tangent of an angle.</summary>
    /// <param name="degrees">Not an odd multiple of 90.</param>
    public static double Tan(double degrees) => SinCos(degrees) is var (sin, cos) ? sin / cos : 0;

    /// <summary>1 + y / (k (k - 1)) (1 + y / ((k + 2) (k + 1)) (1 + ...)): both series, by Horner's rule.</summary>
    private static double Series(double y, int k)
    {
        var sum = 1.0;
        for (var n = k + 14; n >= k; n -= 2)
            sum = 1 + (sum * y / (n * (n - 1)));
        return sum;
    }
}
