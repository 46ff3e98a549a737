namespace Mnist.Host.Reports;

/// <summary>A figure over seeds; spread and interval are null for one seed.</summary>
internal sealed record StatisticsDocument(
    double Mean, double? StandardDeviation, double Min, double Median, double Max, ConfidenceInterval? MeanInterval)
{
    /// <summary>Of percentages.</summary>
    public static StatisticsDocument Of(SeedStatistics figure) => Of(figure, figure.PercentInterval());

    /// <summary>Of differences between percentages, which may be below 0.</summary>
    public static StatisticsDocument OfPoints(SeedStatistics figure) => Of(figure, figure.MeanInterval());

    private static StatisticsDocument Of(SeedStatistics figure, ConfidenceInterval? interval) =>
        new(figure.Mean, figure.StandardDeviation, figure.Min, figure.Median, figure.Max, interval);
}
