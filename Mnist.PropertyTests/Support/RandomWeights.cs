using Mnist.Domain.Checking;
using Mnist.Domain.Values;
using Mnist.Engine.Backends;

namespace Mnist.PropertyTests;

/// <summary>Initial weights in which no tensor is constant, so that no scale, shift or running value is left out of a comparison.</summary>
public static class RandomWeights
{
    public static Weights Of(CheckedPlan plan, long seed)
    {
        var weights = Weights.Initial(plan.Summary.Tensors, seed);
        for (var t = 0; t < weights.Tensors.Count; t++)
        {
            var stream = RandomStream.Of(seed, RandomPurpose.Split, index: t);
            for (var i = 0; i < weights[t].Length; i++)
                weights[t][i] += (float)stream.Uniform(i, -0.2, 0.2);
        }

        return weights;
    }
}
