using FsCheck.Xunit;
using Mnist.Domain.Statistics;
using Mnist.Host.Reports;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed class StatisticsDocumentTests
{
    /// <summary>Networks of 8 bits may read more than the trained ones: then every seed loses less than nothing.</summary>
    [Property]
    public void Points_that_are_lost_may_be_below_zero(int first, int second)
    {
        var lost = new SeedStatistics([first % 1_000 / 100.0, second % 1_000 / 100.0]);
        Assert.Equal(lost.MeanInterval(), StatisticsDocument.OfPoints(lost).MeanInterval);
        Assert.True(StatisticsDocument.OfPoints(lost).MeanInterval!.Value.Contains(lost.Mean));
    }

    [Fact]
    public void Percentages_end_at_100() =>
        Assert.Equal(100, StatisticsDocument.Of(new([99.5, 99.9])).MeanInterval!.Value.Upper);
}
