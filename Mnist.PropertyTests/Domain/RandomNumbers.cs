namespace Mnist.PropertyTests.Domain;

/// <summary>Numbers for tests that look at many of them.</summary>
internal static class RandomNumbers
{
    /// <summary>With mean 0 and standard deviation 1 (Box and Muller 1958).</summary>
    public static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
