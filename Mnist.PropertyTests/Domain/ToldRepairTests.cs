using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Repairs;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

/// <summary>What a repair tells, done by hand in the plan's file and nothing else, gives the plan that the repair promises.</summary>
public sealed class ToldRepairTests
{
    [Property(MaxTest = 100, Arbitrary = [typeof(RepairSearchTests)])]
    public Property A_plan_edited_as_told_is_within_its_budget(RepairSearchTests.Case of)
    {
        var repairs = RepairFinder.Find(PlanChecker.Examine(of.Plan, DataSpec.Mnist)).Repairs;
        return repairs.All(repair =>
                EditedByHand(of.Plan, repair.Network.Changes) is var edited
                && edited.Architecture == repair.Architecture
                && PlanChecker.Examine(edited, DataSpec.Mnist).Errors.Count == 0
                && repair.Network.Changes.All(change => Names(repair, change)))
            .Label($"{repairs.Select(repair => repair.Sentence()).ToValueList()}")
            .Classify(repairs.Any(repair => repair is BudgetRepair.Narrow { Following.Count: > 0 }), "others follow")
            .Classify(repairs.Any(repair => repair is BudgetRepair.Scale), "all convolutions");
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(RepairSearchTests)])]
    public Property A_plan_edited_as_a_repair_tells_passes_its_check(RepairSearchTests.Case of)
    {
        var repairs = PlanRepairer.Find(of.Plan, DataSpec.Mnist).Repairs;
        return repairs.All(repair =>
                EditedByHand(of.Plan, repair.Changes) == repair.Plan
                && repair.Changes.All(change => Contains(repair.Sentence(before: null), change)))
            .Label($"{repairs.Select(repair => repair.Sentence(before: null)).ToValueList()}")
            .Classify(repairs.Any(repair => repair.Changes.Count > repair.Edits.Count), "others follow");
    }

    [Fact]
    public void A_depthwise_convolution_that_follows_is_told()
    {
        var plan = Corruptions.Sound with
        {
            Architecture = new(
                Shape.MnistImage,
                [
                    new Layer.Conv2d(48, 3), new Layer.Conv2d(96, 3) { Groups = 48 }, new Layer.GlobalAvgPool(), new Layer.Linear(10),
                ]),
            Target = new() { MaxParameters = 1_890 },
        };
        var sentences = RepairFinder.Find(PlanChecker.Examine(plan, DataSpec.Mnist)).Repairs.Select(repair => repair.Sentence()).ToList();
        Assert.Contains(
            "layers.0 conv2d: filters from 48 to 40, and with it filters of layers.1 conv2d from 96 to 80 and groups of layers.1 conv2d "
            + "from 48 to 40, give 1,890 parameters.",
            sentences,
            StringComparer.Ordinal);
    }

    /// <summary>One edit tells its layers and values in words, all convolutions by their share.</summary>
    private static bool Names(BudgetRepair repair, LayerEdit change) => repair.Match(new BudgetRepair.Cases<bool>(
        Narrow: narrow => Contains(narrow.Sentence(), change),
        Scale: scale => change.Field == "filters" || scale.Sentence().Contains("% of their groups", StringComparison.Ordinal)));

    private static bool Contains(string sentence, LayerEdit change) =>
        new[] { $"layers.{change.Layer.Path} ", change.Field, $"from {change.From} to {change.To}" }
            .All(part => sentence.Contains(part, StringComparison.Ordinal));

    private static Plan EditedByHand(Plan plan, ValueList<LayerEdit> changes)
    {
        var file = JsonNode.Parse(PlanText.Write(plan))!;
        foreach (var change in changes)
        {
            JsonNode value = change.To is Extent to ? new JsonArray(to.Height, to.Width) : JsonValue.Create((long)change.To);
            file["layers"]![int.Parse(change.Layer.Path)]![change.Field] = value;
        }

        return PlanText.Read(file.ToJsonString()).OrThrow();
    }
}
