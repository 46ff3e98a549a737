namespace Mnist.Host.Reports;

/// <summary>A figure over seeds; spread and interval are null for one seed.</summary>
internal sealed record StatisticsDocument(
    double Mean, double? StandardDeviation, double Min, double Median, double Max, ConfidenceInterval? MeanInterval)
{
    public static StatisticsDocument Of(SeedStatistics figure) => new(
        figure.Mean,
        figure.StandardDeviation,
        figure.Min,
        figure.Median,
        figure.Max,
        figure.PercentInterval());
}
