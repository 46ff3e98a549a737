using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class CatalogTests
{
    public static TheoryData<string> Names => [.. PlanCatalog.All.Select(plan => plan.Name)];

    [Fact]
    public void A_published_system_has_exactly_the_published_count() => Assert.All(
        PublishedResult.All, result => Assert.Equal(
            result.Parameters,
            Summaries.Of(PlanCatalog.Find(result.Plan)!.Architecture).Parameters.Trainable));

    [Fact]
    public void Each_of_the_nine_has_a_published_result() =>
        Assert.Equal(
            Eva6.Steps.Concat(Eva7.Steps).Select(plan => plan.Name),
            PublishedResult.All.Select(result => result.Plan),
            StringComparer.Ordinal);

    [Fact]
    public void The_fifth_step_of_eva6_keeps_the_running_values_of_seventy_channels() =>
        Assert.Equal(140, Summaries.Of(Eva6.Step5.Architecture).Parameters.NonTrainable);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_plan_of_the_catalogue_runs_and_only_a_published_giant_is_over_its_budget(string name)
    {
        var report = PlanChecker.Examine(PlanCatalog.Find(name)!, DataSpec.Mnist);
        Assert.True(report.Runs, $"{report.Errors}");
        Assert.Equal(name is "eva6/1" or "eva7/1" or "eva7/2", report.Errors.Any(e => e is PlanError.OverBudget));
    }

    [Fact]
    public void Names_are_unique() => Assert.All(PlanCatalog.All.CountBy(plan => plan.Name), name => Assert.Equal(1, name.Value));

    [Fact]
    public void Names_are_found_in_any_case_and_nothing_else_is()
    {
        Assert.Equal(Eva6.Step2, PlanCatalog.Find("EVA6/2"));
        Assert.Null(PlanCatalog.Find("eva6"));
    }
}
