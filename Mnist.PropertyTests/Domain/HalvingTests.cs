using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Results;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class HalvingTests
{
    /// <summary>Accuracies by plan and seed, with ties: few plans have all the same.</summary>
    private static readonly Arbitrary<double[][]> Sweeps = Gen.Choose(1, 9)
        .SelectMany(plans => Gen.Choose(1, 20).SelectMany(seeds =>
            Gen.Choose(9_900, 9_950).Select(correct => correct / 100.0).ArrayOf(seeds).ArrayOf(plans)))
        .ToArbitrary();

    [Theory]
    [InlineData(8, 8, "8x2 4x4 2x8")]
    [InlineData(5, 9, "5x2 3x4 2x8 1x9")]
    [InlineData(3, 3, "3x2 2x3")]
    [InlineData(4, 2, "4x2")]
    [InlineData(4, 1, "4x1")]
    [InlineData(1, 8, "1x2 1x4 1x8")]
    [InlineData(2, 10_000, "2x2 1x4 1x8 1x16 1x32 1x64 1x128 1x256 1x512 1x1024 1x2048 1x4096 1x8192 1x10000")]
    public void Rounds_double_the_seeds_and_halve_the_plans(int plans, int seeds, string rounds) =>
        Assert.Equal(rounds, string.Join(' ', Halving.Rounds(plans, seeds).Select(round => $"{round.Plans}x{round.Seeds}")));

    /// <summary>And where plans are halved without a rest, each round has as many runs as the one before it until one is left.</summary>
    [Property]
    public void Runs_are_as_many_as_the_rounds_have_and_no_more_than_of_all(PositiveInt somePlans, PositiveInt someSeeds)
    {
        var (plans, seeds) = ((somePlans.Get % 64) + 1, (someSeeds.Get % 200) + 1);
        var rounds = Halving.Rounds(plans, seeds);
        Assert.Equal(seeds, rounds.Sum(round => round.Seeds - round.SeedsBefore));
        Assert.Equal(Halving.Runs(plans, seeds), rounds.Index().Sum(round =>
            (int)Math.Ceiling(plans / Math.Pow(2, round.Index)) * (round.Item.Seeds - round.Item.SeedsBefore)));
        Assert.InRange(Halving.Runs(plans, seeds), Math.Max(plans, seeds), plans * seeds);
        if (int.IsPow2(plans))
            Assert.All(
                rounds.Skip(1).Where(round => round.Plans > 1 && round.Number < rounds.Count), round => Assert.Equal(plans, round.Runs));
    }

    /// <summary>Of each round, by the seeds until then; and so of the whole, where the best is the best after every round.</summary>
    [Property]
    public Property The_best_of_a_round_is_never_dropped_by_it() => Prop.ForAll(Sweeps, accuracies =>
    {
        var state = Next(accuracies);
        Assert.True(state.IsOver);
        Assert.NotEmpty(state.Left);
        Assert.All(state.Decided, decision =>
        {
            double MeanOf(int plan) => accuracies[plan].Take(decision.Round.Seeds).Average();
            var kept = decision.Standings.Where(plan => plan.Kept).ToList();
            var dropped = decision.Standings.Where(plan => !plan.Kept).ToList();
            Assert.All(decision.Standings, plan => Assert.Equal(MeanOf(plan.Plan), plan.Mean, 1e-8));
            Assert.All(dropped, plan => Assert.All(kept, better =>
                Assert.True(better.Mean > plan.Mean || (better.Mean == plan.Mean && better.Plan < plan.Plan))));
            Assert.Equal(decision.Round.Number == state.Rounds.Count ? 0 : decision.Round.Plans / 2, dropped.Count);
        });
        return (state.Left.Count > 0)
            .Classify(state.Decided.Any(d => d.Standings.DistinctBy(s => s.Mean).Count() < d.Standings.Count), "ties")
            .Classify(state.Decided.Count > 2, "three rounds or more");
    });

    /// <summary>Each plan's number is put into the last digits, so that no two means are the same.</summary>
    [Property]
    public Property Which_plans_are_left_does_not_depend_on_their_order_without_ties() => Prop.ForAll(
        Sweeps, Gen.Choose(0, int.MaxValue).ToArbitrary(), (drawn, seed) =>
        {
            double[][] accuracies = [.. drawn.Select((seeds, plan) => seeds.Select(value => value + (plan * 1e-6)).ToArray())];
            int[] order = [.. Enumerable.Range(0, accuracies.Length)];
            new Random(seed).Shuffle(order);
            var (state, shuffled) = (Next(accuracies), Next([.. order.Select(plan => accuracies[plan])]));
            Assert.Equal(state.Left, shuffled.Left.Select(place => order[place]).Order());
            Assert.Equal(state.Asked.ToHashSet(), shuffled.Asked.Select(run => run with { Plan = order[run.Plan] }).ToHashSet());
        });

    /// <summary>In any order and stopped after any run: what is asked for and decided stays so, and the end is the same.</summary>
    [Property]
    public Property Any_part_of_the_runs_leads_to_the_same_end() => Prop.ForAll(
        Sweeps, Gen.Choose(0, int.MaxValue).ToArbitrary(), (accuracies, seed) =>
        {
            var random = new Random(seed);
            var whole = Next(accuracies);
            var finished = new HashSet<PlanSeed>();
            var executed = 0;
            HalvingState Now() => Next(accuracies, finished);
            for (var state = Now(); !state.IsOver; state = Now())
            {
                Assert.Equal(whole.Decided.Take(state.Decided.Count), state.Decided);
                Assert.Equal(whole.Asked.Take(state.Asked.Count), state.Asked);
                PlanSeed[] missing = [.. state.Asked.Where(run => !finished.Contains(run))];
                Assert.NotEmpty(missing);
                finished.Add(missing[random.Next(missing.Length)]);
                executed++;
            }

            Assert.Equal(whole.Decided, Now().Decided);
            Assert.Equal((Halving.Runs(accuracies.Length, accuracies[0].Length), whole.Asked.Count), (executed, executed));
        });

    /// <summary>A folder may hold runs that no round asks for, of an earlier sweep of all seeds.</summary>
    [Property]
    public Property Runs_that_no_round_asks_for_change_nothing() => Prop.ForAll(Sweeps, accuracies =>
    {
        var whole = Next(accuracies);
        Assert.Equal(whole, Next(accuracies, whole.Asked.ToHashSet()));
    });

    [Fact]
    public void Ties_go_to_the_plan_that_is_named_first()
    {
        double[] same = [99.1, 99.2, 99.3, 99.4];
        Assert.Equal([0], Next([same, same]).Left);
        Assert.Equal([0, 1], Next([same, same, same, same]).Decided[0].Standings.Where(plan => plan.Kept).Select(plan => plan.Plan));
    }

    /// <summary>Equal sums of hundredths, which floating-point numbers make unequal.</summary>
    [Fact]
    public void Rounding_breaks_no_tie()
    {
        double[] first = [99.00, 99.02, 0], second = [99.01, 99.01, 0];
        Assert.True(first.Take(2).Average() < second.Take(2).Average());
        Assert.Equal([0], Next([first, second]).Left);
    }

    private static HalvingState Next(double[][] accuracies) =>
        Halving.Next(accuracies.Length, accuracies[0].Length, run => accuracies[run.Plan][run.Seed]);

    private static HalvingState Next(double[][] accuracies, HashSet<PlanSeed> finished) =>
        Halving.Next(accuracies.Length, accuracies[0].Length, run => finished.Contains(run) ? accuracies[run.Plan][run.Seed] : null);
}
