namespace Mnist.Engine.Data;

/// <summary>Draws the numbers of a random stream one after the other.</summary>
/// <param name="stream">Read from its first number on.</param>
internal struct RandomCursor(RandomStream stream)
{
    private long counter;

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => stream.Unit(counter++);

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => stream.Uniform(counter++, low, high);

    /// <summary>Uniform in [-radius, radius).</summary>
    public double Within(double radius) => Uniform(-radius, radius);

    /// <summary>Uniform integer in [0, bound).</summary>
    public int Below(int bound) => stream.Below(counter++, bound);

    /// <summary>Mean 0 and variance 1, bell-shaped, in ±2 √3: a normal variable without its tails.</summary>
    /// <remarks>The sum of four uniforms (Irwin and Hall), for sums have the same bits on every machine, logarithms need not.</remarks>
    public double Bell() => (Unit() + Unit() + Unit() + Unit() - 2) * Math.Sqrt(3);
}
