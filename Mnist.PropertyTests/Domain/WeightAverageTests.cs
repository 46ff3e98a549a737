using FsCheck.Xunit;
using Mnist.Domain;
using Xunit;

namespace Mnist.PropertyTests;

public class WeightAverageTests
{
    [Fact]
    public void The_decay_grows_from_a_tenth_to_its_limit()
    {
        var average = new WeightAverage(0.99);
        var decays = Enumerable.Range(0, 2_000).Select(n => average.DecayOf(n)).ToArray();
        Assert.Equal(0.1, decays[0]);
        Assert.Equal(0.99, decays[^1]);
        Assert.Equal(decays.Order(), decays);
    }

    [Property]
    public void An_average_moves_only_every_so_many_steps(byte every, ushort step)
    {
        var average = new WeightAverage(0.9) { EverySteps = every + 1 };
        var updates = Enumerable.Range(0, step + 1).Count(s => average.DecayAfter(s) is not null);
        Assert.Equal((step + 1) / (every + 1), updates);
        if (average.DecayAfter(step) is { } decay)
            Assert.Equal(average.DecayOf(updates - 1), decay);
    }
}
