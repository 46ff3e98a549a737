using FsCheck.Xunit;
using Mnist.Domain.Training;
using Xunit;

namespace Mnist.PropertyTests.Domain;

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

    /// <summary>A decay near 1, so that no update reaches it and each one has a decay of its own.</summary>
    [Property]
    public bool An_average_moves_only_every_so_many_steps(byte every, byte update)
    {
        var average = new WeightAverage(1 - 1e-9) { EverySteps = every + 1 };
        var first = (long)update * average.EverySteps;
        return average.DecayAfter(first + every) == average.DecayOf(update)
            && Enumerable.Range(0, every).All(step => average.DecayAfter(first + step) is null);
    }
}
