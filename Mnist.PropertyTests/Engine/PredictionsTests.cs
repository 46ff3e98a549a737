using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Engine.Training;
using Xunit;

namespace Mnist.PropertyTests.Engine;

public sealed class PredictionsTests
{
    private static readonly Arbitrary<float[]> Rows = Arb.From(Gen.Choose(-200_000, 200_000).Select(n => n / 1000f).ArrayOf(4));

    [Property]
    public Property Probabilities_are_those_of_the_loss() => Prop.ForAll(Rows, row =>
    {
        var predictions = new Predictions(row, row.Length);
        var probabilities = predictions.Probabilities(0);
        return Math.Abs(probabilities.Sum() - 1) < 1e-12
            && Enumerable.Range(0, row.Length).All(c => Math.Abs(Math.Exp(-predictions.CrossEntropy(0, c)) - probabilities[c]) < 1e-12)
            && probabilities[predictions.Class(0)] == probabilities.Max();
    });

    [Fact]
    public void Of_equal_logits_the_first_wins() => Assert.Equal(1, new Predictions([0, 2, 2, 1], 4).Class(0));

    [Fact]
    public void Images_lie_one_after_the_other()
    {
        var predictions = new Predictions([0, 1, 5, 4], 2);
        Assert.Equal((2, 1, 0), (predictions.Count, predictions.Class(0), predictions.Class(1)));
    }
}
