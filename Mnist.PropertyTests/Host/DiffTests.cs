using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Planning;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed class DiffTests
{
    [Property(Arbitrary = [typeof(Plans)])]
    public bool A_plan_does_not_differ_from_itself(Plan plan) =>
        PlanDifference.Between(plan, plan with { Name = "other", Description = "other" }) is { IsEmpty: true, Sentences: var sentences }
            && !sentences.Any();

    [Property(Arbitrary = [typeof(Plans)])]
    public bool Plans_without_a_difference_have_the_same_parts(Plan one, Plan other) =>
        PlanDifference.Between(one, other).IsEmpty
            == (one.Architecture == other.Architecture && PlanText.Write(
                one with { Name = "a", Description = "" }) == PlanText.Write(other with { Name = "a", Description = "" }));

    [Property(Arbitrary = [typeof(Plans)])]
    public bool The_way_back_swaps_the_two(Plan one, Plan other) =>
        SettingChange
            .Between(one, other)
            .Select(c => (c.Path, c.Before, c.After))
            .OrderBy(c => c.Path, StringComparer.Ordinal)
            .SequenceEqual(
            SettingChange.Between(other, one).Select(c => (c.Path, c.After, c.Before)).OrderBy(c => c.Path, StringComparer.Ordinal));

    [Fact]
    public void Like_changes_are_told_together() =>
        Assert.Contains(
            "added: dropout 0.01 (layers 3, 7, 11, 16, 20 and 24)",
            Command.Run("diff", "eva6/2", "eva6/3").Output,
            StringComparison.Ordinal);

    [Fact]
    public void Sizes_stand_side_by_side()
    {
        var diff = JsonSerializer.Deserialize<JsonElement>(Command.Run("diff", "eva7/3", "eva7/4", "--json").Output);
        Assert.Equal(
            (9_078, 9_538),
            (diff
                .GetProperty("costBefore")
                .GetProperty("parameters")
                .GetInt32(), diff.GetProperty("costAfter").GetProperty("parameters").GetInt32()));
        Assert.Equal(6, diff.GetProperty("layers").GetArrayLength());
        Assert.Equal(2, diff.GetProperty("settings").GetArrayLength());
    }

    /// <summary>Every figure of both sides is the checker's.</summary>
    [Fact]
    public void Figures_are_those_of_check()
    {
        var diff = JsonSerializer.Deserialize<JsonElement>(Command.Run("diff", "eva6/4", "eva6/5", "--json").Output);
        var after = diff.GetProperty("costAfter");
        var check = JsonSerializer.Deserialize<JsonElement>(Command.Run("check", "eva6/5", "--json").Output);
        var int8 = check.GetProperty("deployment").GetProperty("int8");
        Assert.Equal(
            (6_202, 140, check.GetProperty("macs").GetInt64()),
            (Of("parameters"), Of("nonTrainable"), Of("macs")));
        Assert.Equal(int8.GetProperty("flashBytes").GetInt64(), Of("flashBytes"));
        Assert.Equal(int8.GetProperty("ramBytes").GetInt64(), Of("ramBytes"));
        Assert.Equal(check.GetProperty("coverage").GetProperty("rows").GetInt64(), Of("seen"));

        long Of(string figure) => after.GetProperty(figure).GetInt64();
    }

    [Fact]
    public void A_series_is_a_chain_of_differences()
    {
        var chain = JsonSerializer.Deserialize<JsonElement>(Command.Run("diff", "eva6", "--json").Output).GetProperty("steps");
        Assert.Equal(
            ["eva6/1 eva6/2", "eva6/2 eva6/3", "eva6/3 eva6/4", "eva6/4 eva6/5"],
            chain.EnumerateArray().Select(step => $"{step.GetProperty("before")} {step.GetProperty("after")}"),
            StringComparer.Ordinal);
        Assert.Equal(
            chain[1].GetRawText(),
            JsonSerializer.Deserialize<JsonElement>(Command.Run("diff", "eva6/2", "eva6/3", "eva6/4", "--json").Output)
                .GetProperty("steps")[0].GetRawText());
        Assert.Equal(ExitCode.Invalid, Command.Run("diff", "eva6/1").Exit);
    }

    [Fact]
    public void Every_plan_that_cannot_be_read_is_named()
    {
        var seen = Command.Run("diff", "eva9/1", "eva9/2");
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("eva9/1", seen.Error, StringComparison.Ordinal);
        Assert.Contains("eva9/2", seen.Error, StringComparison.Ordinal);
    }
}
