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

    /// <summary>Copied a second time from what was published: best accuracy in training and in testing.</summary>
    [Theory]
    [InlineData("eva6/1", 147_344, 99.78, 99.11)]
    [InlineData("eva6/2", 8_872, 99.45, 99.32)]
    [InlineData("eva6/3", 8_872, 99.14, 99.28)]
    [InlineData("eva6/4", 8_872, 99.05, 99.30)]
    [InlineData("eva6/5", 6_202, 98.97, 99.45)]
    [InlineData("eva7/1", 6_379_786, 99.94, 99.26)]
    [InlineData("eva7/2", 20_750, 98.85, 98.69)]
    [InlineData("eva7/3", 9_078, 99.06, 99.16)]
    [InlineData("eva7/4", 9_538, 98.49, 99.52)]
    public void A_published_system_is_found_by_its_name_and_its_size(string name, long parameters, double train, double test)
    {
        Assert.Equal(new(name, parameters, train, test), PublishedResult.Of(name, parameters));
        Assert.Null(PublishedResult.Of(name, parameters - 1));
        Assert.Null(PublishedResult.Of("flagship", parameters));
    }

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
    public void The_steps_to_our_flagship_keep_its_target_and_end_with_it()
    {
        Assert.All(OurSteps.Steps, step => Assert.Equal(Ours.Flagship.Target, step.Target));
        Assert.Equal(Ours.Flagship, OurSteps.Steps[^1] with { Name = Ours.Flagship.Name, Description = Ours.Flagship.Description });
        Assert.Equal(
            OurSteps.Steps.Count, OurSteps.Steps.DistinctBy(step => (step.Architecture, step.Training)).Count());
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
