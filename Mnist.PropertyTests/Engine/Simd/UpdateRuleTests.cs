using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Simd;
using Xunit;

namespace Mnist.PropertyTests.Engine.Simd;

/// <summary>Optimisers against PyTorch's documented formulas, in double precision, over a few steps.</summary>
public sealed class UpdateRuleTests
{
    private const int Count = 50;
    private const int Steps = 12;

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0.9, 0, false)]
    [InlineData(0.9, 1e-2, false)]
    [InlineData(0.8, 1e-2, true)]
    public void Sgd_is_that_of_PyTorch(double momentum, double decay, bool nesterov)
    {
        var rule = new Optimizer.Sgd { LearningRate = 0.1, Momentum = momentum, WeightDecay = decay, Nesterov = nesterov };
        var velocity = new double[Count];
        Check(rule, (i, weight, gradient, settings, _) =>
        {
            var g = gradient + (decay * weight);
            velocity[i] = (settings.Momentum * velocity[i]) + g;
            return weight - (settings.LearningRate * (nesterov ? g + (settings.Momentum * velocity[i]) : velocity[i]));
        });
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1e-2, false)]
    [InlineData(1e-2, true)]
    public void Adam_is_that_of_PyTorch(double decay, bool isDecoupled)
    {
        const double Beta2 = 0.99, Epsilon = 1e-6;
        Optimizer rule = isDecoupled
            ? new Optimizer.AdamW { LearningRate = 0.1, Beta2 = Beta2, Epsilon = Epsilon, WeightDecay = decay }
            : new Optimizer.Adam { LearningRate = 0.1, Beta2 = Beta2, Epsilon = Epsilon, WeightDecay = decay };
        var (first, second) = (new double[Count], new double[Count]);
        Check(rule, (i, weight, gradient, settings, step) =>
        {
            var (rate, beta1) = (settings.LearningRate, settings.Momentum);
            weight *= isDecoupled ? 1 - (rate * decay) : 1;
            var g = gradient + (isDecoupled ? 0 : decay * weight);
            first[i] = (beta1 * first[i]) + ((1 - beta1) * g);
            second[i] = (Beta2 * second[i]) + ((1 - Beta2) * g * g);
            var mean = first[i] / (1 - Math.Pow(beta1, step + 1));
            var square = second[i] / (1 - Math.Pow(Beta2, step + 1));
            return weight - (rate * mean / (Math.Sqrt(square) + Epsilon));
        });
    }

    // The range 3..Count is moved in two shares, as by two members of a team; the first three values are not trainable.
    private static unsafe void Check(Optimizer optimizer, Func<int, double, double, StepSettings, long, double> formula)
    {
        const int First = 3, Middle = 20;
        var stream = RandomStream.Of(7, RandomPurpose.Synthetic);
        float[] weights = [.. Enumerable.Range(0, Count).Select(i => (float)stream.Uniform(i, -1, 1))];
        double[] expected = [.. weights.Select(w => (double)w)];
        using var rule = UpdateRule.Of(optimizer, Count);
        for (var step = 0; step < Steps; step++)
        {
            var settings = new StepSettings(0.1 / (1 + step), optimizer.BaseMomentum * (step % 2 == 0 ? 1 : 0.95));
            float[] gradients = [.. Enumerable.Range(0, Count).Select(i => (float)stream.Uniform(Count * (step + 1) + i, -1, 1))];
            fixed (float* w = weights, g = gradients)
            {
                rule.Apply(w, g, First, Middle, settings, step);
                rule.Apply(w, g, Middle, Count, settings, step);
            }

            for (var i = First; i < Count; i++)
                expected[i] = formula(i, expected[i], gradients[i], settings, step);
        }

        Assert.All(weights.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 3e-6));
    }
}
