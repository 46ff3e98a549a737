using Mnist.Domain.Results;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public static class EpochDifferenceTests
{
    private static readonly EpochResult Epoch = new(3, 0.1, 0.5, new(50, 60), double.NaN, new(8, 10), 1, 60);

    [Fact]
    public static void An_epoch_is_the_same_whatever_time_it_took() =>
        Assert.Empty(EpochDifference.Between(Epoch, Epoch with { Seconds = 2, ImagesPerSecond = 30 }));

    [Fact]
    public static void One_loss_that_is_no_number_is_like_another() =>
        Assert.Empty(EpochDifference.Between(Epoch, Epoch with { HeldOutLoss = double.PositiveInfinity }));

    [Fact]
    public static void The_last_bit_of_a_loss_counts() => Assert.Equal(
        [new(3, EpochFigure.TrainLoss, 0.5, Math.BitIncrement(0.5))],
        EpochDifference.Between(Epoch, Epoch with { TrainLoss = Math.BitIncrement(0.5) }));

    [Fact]
    public static void Every_figure_is_compared() => Assert.Equal(
        Enum.GetValues<EpochFigure>(),
        EpochDifference.Between(Epoch, new(3, 0.2, 0.6, new(51, 60), 1, new(9, 10), 1, 60)).Select(d => d.Figure));

    public static TheoryData<EpochFigure> Figures => [.. Enum.GetValues<EpochFigure>()];

    [Theory]
    [MemberData(nameof(Figures))]
    public static void Each_figure_is_compared_with_its_own(EpochFigure figure)
    {
        var (changed, before, after) = figure switch
        {
            EpochFigure.LearningRate => (Epoch with { LearningRate = 0.2 }, 0.1, 0.2),
            EpochFigure.TrainLoss => (Epoch with { TrainLoss = 0.25 }, 0.5, 0.25),
            EpochFigure.TrainCorrect => (Epoch with { Train = new(51, 60) }, 50.0, 51.0),
            EpochFigure.HeldOutLoss => (Epoch with { HeldOutLoss = 0.75 }, double.NaN, 0.75),
            EpochFigure.HeldOutCorrect => (Epoch with { HeldOut = new(9, 10) }, 8.0, 9.0),
        };
        Assert.Equal([new(3, figure, before, after)], EpochDifference.Between(Epoch, changed));
        Assert.Equal([new(3, figure, after, before)], EpochDifference.Between(changed, Epoch));
    }
}
