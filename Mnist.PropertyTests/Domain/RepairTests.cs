using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Deployment;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Repairs;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class RepairTests
{
    [Property(MaxTest = 100, Arbitrary = [typeof(Plans)])]
    public Property Every_repair_can_be_executed_and_meets_the_budget(Plan plan, byte share)
    {
        var (over, limit) = OverBudget(plan, share);
        var repairs = RepairFinder.Find(PlanChecker.Examine(over, DataSpec.Mnist)).Repairs;
        return repairs.All(repair =>
            {
                var report = PlanChecker.Examine(over with { Architecture = repair.Architecture }, DataSpec.Mnist);
                return report.Runs
                    && report.Summary!.Parameters.Trainable == repair.Parameters
                    && repair.Parameters <= limit
                    && repair.Removed > 0;
            }).Label($"{repairs}")
            .Classify(repairs.Any(r => r is BudgetRepair.Narrow), "narrow")
            .Classify(repairs.Any(r => r is BudgetRepair.Scale), "scale");
    }

    /// <summary>Any of the limits, or all together, below what the plan has; the memory of a device is that of its 8 bits.</summary>
    [Property(MaxTest = 60, Arbitrary = [typeof(Plans)])]
    public Property Every_repair_meets_all_budgets_and_tells_what_it_has_of_those_that_were_missed(Plan plan, byte share, byte limits)
    {
        if (Limited(plan, share, limits) is not { } over)
            return true.Classify(true, "beyond devices");
        var report = PlanChecker.Examine(over, DataSpec.Mnist);
        var missed = report.Errors.OfType<PlanError.OverBudget>().Select(error => error.Quantity).ToList();
        var repairs = RepairFinder.Find(report).Repairs;
        return repairs.All(repair =>
                PlanChecker.Examine(over with { Architecture = repair.Architecture }, DataSpec.Mnist).Errors
                    .All(error => error is PlanError.FieldTooSmall)
                && repair.Network.Figures.Select(figure => figure.Quantity).SequenceEqual(missed)
                && repair.Network.Figures.All(figure => figure.Actual == Have(repair.Architecture, figure.Quantity)))
            .Label($"{repairs}")
            .Classify(missed.Contains(Quantity.Ram) && repairs.Count > 0, "less RAM")
            .Classify(missed.Count > 1 && repairs.Count > 0, "several budgets");
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Plans)])]
    public bool Repairs_come_smallest_change_first(Plan plan, byte share)
    {
        var repairs = RepairFinder.Find(PlanChecker.Examine(OverBudget(plan, share).Plan, DataSpec.Mnist)).Repairs;
        return repairs.Zip(repairs.Skip(1)).All(pair => pair.First.Removed <= pair.Second.Removed);
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Plans)])]
    public bool A_plan_within_its_budget_needs_none(Plan plan) =>
        RepairFinder.Find(PlanChecker.Examine(plan, DataSpec.Mnist)) is { Repairs.Count: 0, Untried: 0 };

    /// <summary>
    /// One filter more than a repair offers, and the net is over its budget again: in a plain chain the edit is the smallest.
    /// </summary>
    [Theory]
    [InlineData("eva6/2", 8_000)]
    [InlineData("eva7/4", 9_000)]
    [InlineData("eva6/1", 130_000)]
    public void A_narrowed_layer_is_as_wide_as_the_budget_allows(string name, long limit)
    {
        var plan = PlanCatalog.Find(name)!;
        var narrowed = Find(plan, limit).OfType<BudgetRepair.Narrow>().ToList();
        Assert.NotEmpty(narrowed);
        Assert.All(narrowed, repair =>
        {
            var wider = (Layer.Conv2d)repair.Layer.Layer with { Filters = repair.To + 1 };
            var layers = plan.Architecture.Layers.With(int.Parse(repair.Layer.Path), wider);
            Assert.True(repair.To + 1 == repair.From
                || Summaries.Of(plan.Architecture with { Layers = layers }).Parameters.Trainable > limit);
        });
    }

    [Fact]
    public void The_layer_that_makes_the_logits_keeps_an_output_for_each_class() => Assert.Equal(
        (16, 10, 7_996),
        Find(Eva6.Step2, 8_000)
            .OfType<BudgetRepair.Narrow>()
            .Where(r => r.Layer.Path == "16")
            .Select(r => (r.From, r.To, r.Parameters))
            .Single());

    [Fact]
    public void A_depthwise_convolution_follows_the_layer_before_it()
    {
        var net = new Architecture(
            Shape.MnistImage,
            [
                new Layer.Conv2d(32, 3),
                new Layer.Relu(),
                new Layer.Conv2d(32, 3) { Groups = 32 },
                new Layer.GlobalAvgPool(),
                new Layer.Linear(10),
            ]);
        var plan = Eva6.Step2 with { Architecture = net };
        var repair = Find(plan, 500).OfType<BudgetRepair.Narrow>().Single(r => r.Layer.Path == "0");
        Assert.Equal(repair.To, Assert.IsType<Layer.Conv2d>(repair.Architecture.Layers[2]).Groups);
    }

    [Fact]
    public void For_every_plan_of_the_catalogue_all_layers_are_tried() => Assert.All(PlanCatalog.All, plan =>
        Assert.Equal(
            0,
            RepairFinder.Find(PlanChecker.Examine(plan with { Target = new() { MaxParameters = 1_000 } }, DataSpec.Mnist)).Untried));

    /// <summary>Each edit of it means looking at all of its layers again, and there is one for each layer: that took a minute.</summary>
    [Fact]
    public void The_search_in_a_long_network_ends_and_says_what_it_left()
    {
        var net = new Architecture(
            Shape.MnistImage,
            [.. Enumerable.Repeat<Layer>(new Layer.Conv2d(8, 1), 1_000), new Layer.GlobalAvgPool(), new Layer.Linear(10)]);
        var search = RepairFinder.Find(
            PlanChecker.Examine(Eva6.Step2 with { Architecture = net, Target = new() { MaxParameters = 60_000 } }, DataSpec.Mnist));
        Assert.Contains(search.Repairs, repair => repair is BudgetRepair.Scale);
        Assert.InRange(search.Untried, 1, 1_000);
    }

    /// <summary>Of twelve channels in four groups, 50 to 74 % leave widths that groups do not divide; 75 % runs again.</summary>
    [Fact]
    public void The_largest_scale_is_found_beyond_those_that_cannot_run()
    {
        var net = new Architecture(
            Shape.MnistImage,
            [new Layer.Conv2d(12, 3), new Layer.Conv2d(12, 3) { Groups = 4 }, new Layer.GlobalAvgPool(), new Layer.Linear(10)]);
        var plan = Eva6.Step2 with { Architecture = net };
        var full = Summaries.Of(net).Parameters.Trainable;
        foreach (var limit in Enumerable.Range(1, (int)full - 1).Select(l => (long)l))
        {
            var best = Enumerable.Range(1, 99).Reverse().FirstOrDefault(percent => Fits(percent, limit));
            Assert.Equal(best, Find(plan, limit).OfType<BudgetRepair.Scale>().SingleOrDefault()?.Percent ?? 0);
        }

        bool Fits(int percent, long limit)
        {
            int Share(int width) => Math.Max(1, width * percent / 100);
            var (filters, groups) = (Share(12), Share(4));
            var scaled = net with
            {
                Layers = [new Layer.Conv2d(filters, 3), new Layer.Conv2d(3 * groups, 3) { Groups = groups }, net.Layers[2], net.Layers[3]],
            };
            return Summarizer.Summarize(scaled).Match(valid: s => s.Parameters.Trainable <= limit, invalid: _ => false);
        }
    }

    private static ValueList<BudgetRepair> Find(Plan plan, long limit) =>
        RepairFinder.Find(PlanChecker.Examine(plan with { Target = new() { MaxParameters = limit } }, DataSpec.Mnist)).Repairs;

    /// <summary>The plan with limits below what it has, of the quantities whose bits are set; null beyond all devices.</summary>
    internal static Plan? Limited(Plan plan, byte share, byte limits)
    {
        long? Limit(int bit, Quantity quantity) =>
            (limits >> bit) % 2 == 1 ? Math.Max(1, Have(plan.Architecture, quantity) * share / (byte.MaxValue + 1)) : null;
        return DeploymentCalculator.Of(plan.Architecture, Summaries.Of(plan.Architecture), NumberFormat.Int8) is null ? null : plan with
        {
            Target = new()
            {
                LastEpochs = 1,
                MaxParameters = Limit(0, Quantity.Parameters),
                MaxMacs = Limit(1, Quantity.Macs),
                MaxFlashBytes = Limit(2, Quantity.Flash),
                MaxRamBytes = Limit(3, Quantity.Ram),
            },
        };
    }

    private static long Have(Architecture net, Quantity quantity)
    {
        var summary = Summaries.Of(net);
        var device = DeploymentCalculator.Of(net, summary, NumberFormat.Int8)!;
        return quantity switch
        {
            Quantity.Parameters => summary.Parameters.Trainable,
            Quantity.Macs => summary.Macs,
            Quantity.Flash => device.FlashBytes,
            _ => device.RamBytes,
        };
    }

    /// <summary>The plan with a budget below what it has.</summary>
    private static (Plan Plan, long Limit) OverBudget(Plan plan, byte share)
    {
        var actual = Summaries.Of(plan.Architecture).Parameters.Trainable;
        var limit = Math.Max(1, Math.Min(actual - 1, actual * share / byte.MaxValue));
        return (plan with { Target = new() { MaxParameters = limit } }, limit);
    }
}
