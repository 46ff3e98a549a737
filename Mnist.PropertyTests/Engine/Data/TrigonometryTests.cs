using FsCheck.Xunit;
using Mnist.Engine.Data;
using Xunit;

namespace Mnist.PropertyTests;

public sealed class TrigonometryTests
{
    [Property(MaxTest = 1_000)]
    public void Sine_and_cosine_are_those_of_the_library(int thousandths)
    {
        var degrees = thousandths / 1000.0;
        var (sin, cos) = Trigonometry.SinCos(degrees);
        // The library's argument is itself rounded: |angle| x 2^-52 at most, beside a few roundings of both computations.
        var allowed = ((Math.Abs(degrees) * Math.PI / 180) + 4) * Math.Pow(2, -52);
        Assert.InRange(sin - Math.Sin(degrees * Math.PI / 180), -allowed, allowed);
        Assert.InRange(cos - Math.Cos(degrees * Math.PI / 180), -allowed, allowed);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(90, 1, 0)]
    [InlineData(180, 0, -1)]
    [InlineData(-90, -1, 0)]
    [InlineData(270, -1, 0)]
    [InlineData(-180, 0, -1)]
    [InlineData(720, 0, 1)]
    public void Quarter_turns_are_exact(double degrees, double sin, double cos) => Assert.Equal((sin, cos), Trigonometry.SinCos(degrees));
}
